"""Do two written identities speak of the same person? A strength and its reasons in French, never a decision.

Pure: names are compared by their words and their sound, contacts by their folded keys. Someone always looks.
"""

from dataclasses import dataclass
from typing import Literal

from egide.law.addresses import phone_key, street_key
from egide.law.names import GENERATIONS, core, generation, plain, words
from egide.law.sounds import sound

Strength = Literal["same", "likely", "surname"]
Likeness = Literal["spelled", "sounded", "slipped", "partial", "given", "surname", "none"]
_OF = frozenset({"de", "d", "du", "des"})
ORDER: tuple[Strength, ...] = ("same", "likely", "surname")
_SAID: dict[Likeness, str] = {
    "spelled": "même nom",
    "sounded": "nom qui se prononce pareil",
    "slipped": "nom presque pareil",
    "partial": "noms compatibles",
    "given": "même prénom",
    "surname": "même nom de famille",
}


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What is written of a person: name and ways to reach her."""

    name: str
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How strongly two identities resemble each other, and why: « même nom », « même courriel »."""

    strength: Strength
    reasons: tuple[str, ...]


def compare(one: Identity, other: Identity) -> Verdict | None:
    """Will say how much two identities resemble each other; None when nothing deserves a look.

    The same person: names that agree and a shared e-mail, phone or address. Likely: the same name alone, or one
    half of the name with the same e-mail. A shared surname, with or without a shared home, is only mentioned.
    """
    likeness, contacts = likeness_of(one.name, other.name), shared_contacts(one, other)
    strength = _strength(likeness, contacts)
    if strength is None:
        return None
    said = [_SAID[likeness]] if likeness != "none" else []
    return Verdict(strength=strength, reasons=(*said, *contacts))


def shared_contacts(one: Identity, other: Identity) -> tuple[str, ...]:
    """Will name the contacts that both wrote: « même courriel », « même téléphone », « même adresse »."""
    pairs = (
        ("même courriel", plain(one.email).strip(), plain(other.email).strip()),
        ("même téléphone", phone_key(one.phone), phone_key(other.phone)),
        ("même adresse", street_key(one.address), street_key(other.address)),
    )
    return tuple(reason for reason, left, right in pairs if left and left == right)


def likeness_of(one: str, other: str) -> Likeness:
    """Will compare two names: spelled alike in any order, sounding alike, one part of the other, a half shared."""
    left, right = core(one), core(other)
    if not left or not right:
        return "none"
    if {generation(one), generation(other)} == {"1", "2"}:
        return "surname"
    if sorted(left) == sorted(right) or _written(one) & _written(other):
        return "spelled"
    if _matched(left, right, _heard):
        return "sounded"
    if _matched(left, right, _near):
        return "slipped"
    if min(len(left), len(right)) > 1 and _contains(left, right):
        return "partial"
    return _half(left, right)


def _strength(likeness: Likeness, contacts: tuple[str, ...]) -> Strength | None:
    if likeness in {"spelled", "sounded", "slipped", "partial"} and contacts:
        return "same"
    if likeness in {"spelled", "sounded"}:
        return "likely"
    if likeness == "partial":
        return "surname"
    if likeness in {"given", "surname"} and "même courriel" in contacts:
        return "likely"
    if likeness == "given":
        return "likely" if contacts else None
    if likeness == "surname" or "même courriel" in contacts:
        return "surname"
    return None


def _written(name: str) -> frozenset[str]:
    """The name in one piece, with its particles, without « de », without any: « La Fontaine » is « Lafontaine »."""
    every = [word for word in words(name) if word not in GENERATIONS]
    kept = (every, [word for word in every if word not in _OF], list(core(name)))
    return frozenset("".join(one) for one in kept)


def _heard(left: str, right: str) -> bool:
    return left == right or (len(left) > 1 and len(right) > 1 and sound(left) == sound(right))


def _near(left: str, right: str) -> bool:
    return _heard(left, right) or _slip(left, right)


def _same_or_initial(left: str, right: str) -> bool:
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return _near(left, right)


def _matched(left: tuple[str, ...], right: tuple[str, ...], alike: object) -> bool:
    return len(left) == len(right) and _contained(left, right, alike)


def _contains(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    shorter, longer = sorted((left, right), key=len)
    # An initial alone is no name: at least one whole word agrees.
    whole = any(
        _near(word, other) for word in shorter for other in longer if len(word) > 1 and len(other) > 1
    )
    return whole and _contained(shorter, longer, _same_or_initial)


def _contained(shorter: tuple[str, ...], longer: tuple[str, ...], alike: object) -> bool:
    assert callable(alike)
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        found = next((other for other in left if alike(word, other)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _half(left: tuple[str, ...], right: tuple[str, ...]) -> Likeness:
    surnames = {sound(word) for word in (left[1:] or left)}, {sound(word) for word in (right[1:] or right)}
    if surnames[0] & surnames[1]:
        return "surname"
    return "given" if len(left) > 1 and len(right) > 1 and _near(left[0], right[0]) else "none"


def _slip(left: str, right: str) -> bool:
    """One letter added, dropped, changed, or two exchanged, in a word long enough for a slip to be likely."""
    if min(len(left), len(right)) < 5 or abs(len(left) - len(right)) > 1 or left[0] != right[0]:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
