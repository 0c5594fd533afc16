"""What servers wrote of a message’s sender: SPF, DKIM and DMARC, in Authentication-Results (RFC 8601).

Pure: headers in, values out. Anyone may write such a header: which server is believed is decided by whoever uses it.
"""

import re
from collections.abc import Mapping, Sequence
from email.message import Message

MOST_HEADERS = 20
LONGEST = 64 * 1024  # characters of one header; a longer one is written to hide something
METHODS = ("dmarc", "spf", "dkim")
_RESULT = re.compile(r"(dmarc|spf|dkim)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)$")

# The name of the server, « method=result » with the domain that it is about, how many servers came after it.
Said = tuple[str, tuple[tuple[str, str, str], ...], int]


def results(message: "Message[str, str]") -> tuple[Said, ...]:
    """Will return what each header says, the nearest first: its server, (method, result, domain) triples, its place.

    A server writes above what it received: two of its headers with no « Received » between are of one reading.
    """
    found: list[Said] = []
    hops = 0
    for name, value in message.raw_items():
        if name.lower() == "received":
            hops += 1
        elif name.lower() == "authentication-results" and len(found) < MOST_HEADERS:
            found.append((*_one(str(value)), hops))
    return tuple(found)


def read_together(said: Sequence[Said]) -> Said:
    """Will join the nearest header with those that its server wrote at the same time (one for each method, often)."""
    name, _, hops = said[0]
    return name, tuple(one for _, told, at in said if at == hops for one in told), hops


def verdict_of(said: Said, address: str) -> str:
    """Will say what one server’s results prove of this sender’s address: « pass », « fail », or nothing.

    DMARC decides when it has spoken; otherwise a result of SPF or DKIM counts for its own domain alone.
    """
    domain = address.rpartition("@")[2].strip().casefold()
    by_method: dict[str, list[tuple[str, str]]] = {one: [] for one in METHODS}
    for method, result, about in said[1]:
        by_method[method].append((result, about))
    for result, about in by_method["dmarc"]:
        if result == "fail" or (result == "pass" and about and about != domain):
            return "fail"
    if any(result == "pass" for result, _ in by_method["dmarc"]):
        return "pass" if domain else ""
    weaker = [*by_method["spf"], *by_method["dkim"]]
    if any(result == "pass" and _aligned(about, domain) for result, about in weaker):
        return "pass"
    return "fail" if any(result == "fail" for result, _ in weaker) else ""


def summary(said: Said) -> str:
    """Will return the results in a few words, without a domain nor an address: « dmarc=fail spf=pass »."""
    told = dict.fromkeys(f"{method}={result}" for method, result, _ in said[1])
    return " ".join(told)[:60]


def _one(value: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    if len(value) > LONGEST:
        return _name(value[:LONGEST]), (("dmarc", "fail", ""),)
    parts = _without_comments(value).split(";")
    told = tuple(one for part in parts[1:] if (one := _result(part)) is not None)
    return _name(value), told


def _name(value: str) -> str:
    first = _without_comments(value).split(";")[0].split()
    return first[0].strip('"').casefold()[:255] if first else ""


def _result(part: str) -> tuple[str, str, str] | None:
    words = re.sub(r"\s*([=.])\s*", r"\1", part.casefold()).split()
    if not words or not (found := _RESULT.fullmatch(words[0])):
        return None
    known: Mapping[str, str] = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    method, result = found[1], found[2]
    keys = {
        "dmarc": ("header.from",),
        "spf": ("smtp.mailfrom", "smtp.helo"),
        "dkim": ("header.d", "header.i"),
    }
    about = next((known[key] for key in keys[method] if key in known), "")
    return method, result[:20], about.strip('"').rpartition("@")[2].rstrip(".")[:255]


def _aligned(about: str, domain: str) -> bool:
    """The same domain, or one within the other (RFC 7489, 3.1): a sender holds what is under his own name."""
    if not about or not domain or "." not in about or "." not in domain:
        return False
    return about == domain or about.endswith(f".{domain}") or domain.endswith(f".{about}")


def _without_comments(value: str) -> str:
    """Comments and quoted marks hide « ; »: both leave before anything is cut."""
    out, depth, quoted, at = [], 0, False, 0
    while at < len(value):
        sign = value[at]
        if sign == "\\" and (depth or quoted):
            at += 2
            continue
        if quoted:
            quoted = sign != '"'
            out.append("_" if sign in "; " else sign)
        elif sign == '"' and not depth:
            quoted = True
            out.append(sign)
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            out.append(" ")
        elif not depth:
            out.append(sign)
        at += 1
    return "".join(out)
