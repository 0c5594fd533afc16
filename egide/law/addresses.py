"""Canadian postal addresses as people write them: what to correct, the keys to compare them, the window's lines.

Pure. It warns and never blocks: a foreign address is left as it was written. Source of the forms: domain.md G.4
and the addressing guidelines of Canada Post (app., bureau, C. P., R. R., succ., « Ville (Québec)  A1A 1A1 »).
"""

import re
from dataclasses import dataclass

from egide.law.names import plain

NBSP = "\u00a0"
MOST_LINES, LONGEST_LINE = 6, 40  # what shows through a no. 10 window envelope; Canada Post: six lines of 40
# D, F, I, O, Q and U never occur; W and Z never begin a code (Canada Post).
_SHAPE = re.compile(r"\b([A-Za-z]\d[A-Za-z])[ \u00a0\u202f-]*(\d[A-Za-z]\d)\b")
_VALID = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d")
_MISREAD = re.compile(r"\b[A-Za-z0-9]{3}[ \u00a0-]?[A-Za-z0-9]{3}\s*$")
_PROVINCES = {
    "QC": "Québec", "ON": "Ontario", "NB": "Nouveau-Brunswick", "NS": "Nouvelle-Écosse", "MB": "Manitoba",
    "PE": "Île-du-Prince-Édouard", "NL": "Terre-Neuve-et-Labrador", "SK": "Saskatchewan", "AB": "Alberta",
    "BC": "Colombie-Britannique", "YT": "Yukon", "NT": "Territoires du Nord-Ouest", "NU": "Nunavut",
}  # fmt: skip
# The first letter of a postal code says the province; several share X.
_FIRST_LETTERS = {
    "QC": "GHJ", "ON": "KLMNP", "NB": "E", "NS": "B", "MB": "R", "PE": "C", "NL": "A", "SK": "S", "AB": "T",
    "BC": "V", "YT": "Y", "NT": "X", "NU": "X",
}  # fmt: skip
_CODES = "|".join(_PROVINCES)
_CITY = re.compile(rf"^(?P<city>[^,(]+?)[\s,]+\(?(?P<province>{_CODES}|[^\d(),]+)\)?\s*$")
_REWRITES = (
    (re.compile(r"\b(?:apt|appt|appartement|apartment|app)\b\.?\s*#?\s*", re.I), f"app.{NBSP}"),
    (re.compile(r"\b(?:suite|ste|bur)\b\.?\s*#?\s*(?=\d)", re.I), f"bureau{NBSP}"),
    (
        re.compile(r"\b(?:c\.?\s*p\.?|case postale|p\.?\s*o\.?\s*box)\s*#?\s*(?=\d)", re.I),
        f"C.{NBSP}P.{NBSP}",
    ),
    (re.compile(r"\b(?:r\.?\s*r\.?|route rurale|rural route)\s*#?\s*(?=\d)", re.I), f"R.{NBSP}R.{NBSP}"),
    (re.compile(r"\b(?:succursale|station|stn|succ)\b\.?\s+(?=\w)", re.I), f"succ.{NBSP}"),
)
_STREET_WORDS = {
    "avenue": "av", "ave": "av", "boulevard": "boul", "blvd": "boul", "chemin": "ch", "saint": "st", "sainte": "ste",
    "appartement": "app", "apt": "app", "appt": "app", "bureau": "app", "suite": "app", "est": "e", "ouest": "o",
    "nord": "n", "sud": "s", "east": "e", "west": "o", "north": "n", "south": "s", "street": "rue", "road": "ch",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing to look at in an address, as a French sentence."""

    code: str
    sentence: str


def postal_code(text: str) -> str:
    """Will return the Canadian postal code of a text as « A1A 1A1 », or nothing when there is no valid one."""
    for found in reversed(_SHAPE.findall(text)):
        code = f"{found[0]} {found[1]}".upper()
        if _VALID.fullmatch(code):
            return code
    return ""


def is_foreign(address: str) -> bool:
    """Will tell whether the last line names a country other than Canada: nothing Canadian is checked then."""
    lines = _lines(address)
    if len(lines) < 2 or _SHAPE.search(address):
        return False
    last = plain(lines[-1])
    named = {plain(name) for name in _PROVINCES.values()} | {code.lower() for code in _PROVINCES}
    return last.isascii() is False or (
        last.replace(" ", "").isalpha() and last != "canada" and last not in named
    )


def advice(address: str) -> tuple[Advice, ...]:
    """Will say what to look at, most important first; nothing for an empty address or one that reads well."""
    lines = _lines(address)
    if not lines or is_foreign(address):
        return ()
    found = [*_about_code(address), *_about_province(lines)]
    if len(lines) == 1 and "," not in address:
        found.append(
            _say("short", "L’adresse tient en un mot ou deux : il manque sans doute la rue ou la ville.")
        )
    if len(window_lines(address)) > MOST_LINES:
        found.append(
            _say(
                "tall",
                f"Plus de {MOST_LINES} lignes : le bas de l’adresse sera caché dans la fenêtre de l’enveloppe.",
            )
        )
    if any(len(line) > LONGEST_LINE for line in window_lines(address)):
        found.append(
            _say(
                "wide",
                f"Une ligne dépasse {LONGEST_LINE} caractères : elle sera coupée par la fenêtre de l’enveloppe.",
            )
        )
    return tuple(found)


def window_lines(address: str) -> tuple[str, ...]:
    """Will return the lines for a window envelope: Canadian forms rewritten, city, province and code on the last.

    A foreign address keeps its lines and has its country in capitals.
    """
    lines = _lines(address)
    if not lines:
        return ()
    if is_foreign(address):
        return (*lines[:-1], lines[-1].upper())
    code = postal_code(address)
    kept = [line for line in (_without_code(line) if code else line for line in lines) if line]
    if kept and plain(kept[-1]) == "canada":
        kept = kept[:-1]
    rewritten = [_rewritten(line) for line in kept]
    if rewritten:
        rewritten[-1] = _city_line(kept[-1], code)
    elif code:
        rewritten = [code]
    return tuple(line for line in rewritten if line)


def street_key(address: str) -> str:
    """Will return the key under which two writings of the same door meet: code, civic number, apartment, street.

    Empty when the address does not say enough to tell a door from its neighbour.
    """
    text = plain(" ".join(_lines(_without_code(address, everywhere=True))))
    tokens = [_STREET_WORDS.get(token, token) for token in re.findall(r"[^\W_]+", text)]
    numbers = [token for token in tokens if token[0].isdigit()]
    code = postal_code(address).replace(" ", "").lower()
    if not numbers or not (code or len(tokens) > 2):
        return ""
    if code:
        return " ".join([code, *sorted(set(numbers))])
    return " ".join(sorted(set(tokens) - {"app", "rue", "av", "boul", "ch", "quebec", "qc", "canada"}))[:200]


def phone_key(phone: str) -> str:
    """Will return the digits that two writings of one number share: no country code, no extension; else nothing."""
    main = re.split(r"(?i)\b(?:poste|ext|x)\b\.?", phone)[0]
    digits = re.sub(r"\D", "", main)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return digits[-15:] if len(digits) >= 7 else ""


def _lines(address: str) -> list[str]:
    return [line for line in (" ".join(raw.split()).strip(" ,") for raw in address.splitlines()) if line]


def _say(code: str, sentence: str) -> Advice:
    return Advice(
        code=code,
        sentence=sentence.replace(" :", f"{NBSP}:").replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»"),
    )


def _about_code(address: str) -> list[Advice]:
    if postal_code(address):
        return []
    if found := _SHAPE.search(address):
        written = f"{found[1]} {found[2]}".upper()
        return [
            _say(
                "code",
                f"Le code postal « {written} » n’existe pas : "
                "les lettres D, F, I, O, Q et U n’y paraissent jamais, ni W ni Z au début.",
            )
        ]
    tail = _MISREAD.search(address)
    if tail and re.search(r"\d", tail[0]) and re.search(r"[A-Za-z]", tail[0]):
        return [
            _say(
                "code",
                f"« {tail[0].strip().upper()} » ne se lit pas comme un code postal : "
                "une lettre, un chiffre, une lettre, puis un chiffre, une lettre, un chiffre.",
            )
        ]
    return [_say("code", "Il n’y a pas de code postal. Exemple : G1R 5Z3.")]


def _about_province(lines: list[str]) -> list[Advice]:
    code = postal_code(lines[-1]) or postal_code(" ".join(lines))
    province = _province(lines[-2] if plain(lines[-1]) == "canada" and len(lines) > 1 else lines[-1])
    if not province:
        return (
            [_say("province", "La province n’est pas écrite. Exemple : Québec (Québec).")]
            if len(lines) > 1
            else []
        )
    if code and code[0] not in _FIRST_LETTERS[province]:
        return [
            _say(
                "province", f"Le code postal {code} n’est pas de la province écrite ({_PROVINCES[province]})."
            )
        ]
    return []


def _province(line: str) -> str:
    tail = _MISREAD.search(line)
    unread = line[: tail.start()] if tail and re.search(r"\d", tail[0]) else line
    read = _CITY.match(_without_code(unread).strip(" ,"))
    return _province_code(read["province"]) if read else ""


def _province_code(text: str) -> str:
    bare = text.strip(" ().").upper()
    if bare in _PROVINCES:
        return bare
    names = {plain(name): code for code, name in _PROVINCES.items()}
    return names.get(plain(text).strip(" ()."), "")


def _without_code(text: str, *, everywhere: bool = False) -> str:
    bare = _SHAPE.sub("", text)
    return bare if everywhere else " ".join(bare.split()).strip(" ,")


def _rewritten(line: str) -> str:
    for pattern, by in _REWRITES:
        line = pattern.sub(by, line)
    return line.strip()


def _city_line(line: str, code: str) -> str:
    read = _CITY.match(line)
    province = _province_code(read["province"]) if read else ""
    if read is None or not province:
        return f"{_rewritten(line)}  {code}".strip()
    return f"{read['city'].strip()} ({_PROVINCES[province]})  {code}".strip()
