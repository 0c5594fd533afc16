"""Names of people: their words, how they are sorted, greeted, and how they sound to a French ear.

Pure. No global list of people, no guess of a civility: an unknown one is greeted « Madame, Monsieur, ».
"""

import re
import unicodedata

# Small words that belong to a name without telling one person from another.
PARTICLES = frozenset({
    "d", "l", "de", "du", "des", "la", "le", "les", "da", "das", "do", "dos", "del", "della", "di", "van", "von",
    "der", "den", "ter", "te", "zu", "el", "al", "ben", "bin", "ibn",
})  # fmt: skip
TITLES = frozenset({
    "m", "mr", "mm", "mme", "mmes", "mlle", "ms", "mrs", "monsieur", "madame", "mademoiselle", "maitre", "me",
    "dr", "dre", "docteur",
})  # fmt: skip
SAINTS = frozenset({"saint", "sainte", "st", "ste"})
GENERATIONS = {"pere": "1", "senior": "1", "sr": "1", "fils": "2", "junior": "2", "jr": "2"}
CIVILITIES = {"madame": "Madame", "monsieur": "Monsieur", "maitre": "Maître", "docteur": "Docteur"}
UNKNOWN_CIVILITY = "Madame, Monsieur,"

_OPENED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_SEPARATORS = re.compile(r"[\W_]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """Will return the text in lower case without Latin accents; the marks of other scripts are letters and stay."""
    opened = unicodedata.normalize("NFKD", text.casefold().translate(_OPENED))
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", opened))


def words(name: str) -> tuple[str, ...]:
    """Will return every word of the name in reading order; « Tremblay, Jean » reads « Jean Tremblay »."""
    last, comma, first = name.partition(",")
    read = f"{first} {last}" if comma and first.strip() else name
    found = [word for word in _SEPARATORS.split(plain(read)) if word]
    while len(found) > 1 and found[0] in TITLES:
        found = found[1:]
    return tuple(found)


def core(name: str) -> tuple[str, ...]:
    """Will return the words that tell one person from another: no particle, no « père » nor « fils ».

    « Saint-Pierre », « St Pierre » and « Saintpierre » are one word.
    """
    every: list[str] = []
    for word in words(name):
        if every and every[-1] in SAINTS:
            every[-1] = ("sainte" if every[-1].endswith("te") else "saint") + word
        elif word not in GENERATIONS:
            every.append(word)
    kept = tuple(word for word in every if word not in PARTICLES)
    return kept or tuple(every)


def generation(name: str) -> str:
    """Will return « 1 » for a father, « 2 » for a son, nothing when the name does not say."""
    return next((GENERATIONS[word] for word in words(name) if word in GENERATIONS), "")


def sorted_words(name: str) -> str:
    """Will return the key under which the same words in any order meet: « cote gaston »."""
    return " ".join(sorted(core(name)))


def sort_key(name: str) -> str:
    """Will return what lists are sorted by: the last word that is no particle, then the others in order.

    One rule for all names, as a directory does: « Jean de La Fontaine » is found at F, « Van Gogh » at G, a
    single name at itself. A compound name written with a hyphen is one word: « Roy-Côté » is found at R.
    """
    read = name.partition(",")
    parts = (f"{read[2]} {read[0]}" if read[1] and read[2].strip() else name).split()
    spelled = [" ".join(w for w in _SEPARATORS.split(plain(part)) if w) for part in parts]
    kept = [part for part in spelled if part and part not in TITLES and part not in GENERATIONS]
    apart = [part for part in kept if part not in PARTICLES] or kept
    if not apart:
        return ""
    surname = apart[-1]
    if surname[:2] in {"d ", "l "}:  # « L’Heureux », « d’Amours »: the particle is stuck to its word
        surname = surname[2:]
    return " ".join([surname, *(part for part in kept if part != apart[-1])])


def directory_name(name: str) -> str:
    """Will return the name as a list prints it: « La Fontaine, Jean de » is never guessed, the words are kept."""
    return " ".join(name.split())


def titled(civility: str) -> str:
    """Will return the title alone, or both when the person did not say: « Madame », « Madame, Monsieur »."""
    return CIVILITIES.get(plain(civility).strip(), UNKNOWN_CIVILITY.removesuffix(","))


def greeted(civility: str, name: str) -> str:
    """Will return how a letter greets this person by name: « Madame Tremblay, », « Monsieur de la Durantaye, ».

    Without a title, or when the name is one word, no surname is guessed.
    """
    title, typed = CIVILITIES.get(plain(civility).strip()), " ".join(name.split())
    if not title:
        return UNKNOWN_CIVILITY
    last = surname_as_typed(typed)
    return f"{title} {last}," if last else f"{title},"


def surname_as_typed(name: str) -> str:
    """Will return the surname with its particles, as it was typed; nothing for one word or an unread script.

    « Tremblay, Jean » says which is which; otherwise the last word, with the particles that stand before it.
    """
    before, comma, after = name.partition(",")
    if comma and after.strip():
        return before.strip()
    parts = [part for part in name.split() if plain(part).strip(".") not in TITLES | GENERATIONS.keys()]
    if len(parts) < 2:
        return ""
    start = len(parts) - 1
    while start > 1 and plain(parts[start - 1]) in PARTICLES | SAINTS:
        start -= 1
    return " ".join(parts[start:])


def salutation(civility: str) -> str:
    """Will return how a letter greets: « Madame, », or both when the person did not say."""
    title = CIVILITIES.get(plain(civility).strip())
    return f"{title}," if title else UNKNOWN_CIVILITY
