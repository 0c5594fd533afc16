"""Reads the other people who sign: one a line, a name first, then an e-mail, a telephone or an address.

Pure; nothing is dropped: what is not understood is told by its line.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST = 20
LONGEST_NAME, LONGEST_PHONE, LONGEST_ADDRESS = 200, 40, 1000
_FEWEST_DIGITS = 7
_APART = re.compile(r"[,;\t]")


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """One person who signs too."""

    name: str
    email: str = ""
    phone: str = ""
    address: str = ""


def read_signatories(text: str) -> tuple[tuple[Signatory, ...], tuple[str, ...]]:
    """Will return the people, and the sentences that say what to correct."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        return (), (f"Inscrivez {MOST} personnes au plus; joignez la liste des autres à la dernière étape.",)
    people, problems = [], []
    for number, line in enumerate(lines, 1):
        person, problem = _person(line)
        if problem:
            problems.append(f"Ligne {number}\u00a0: {problem}")
        elif person:
            people.append(person)
    return tuple(people), tuple(problems)


def _person(line: str) -> tuple[Signatory | None, str]:
    name, *rest = (part.strip() for part in _APART.split(line))
    if not any(character.isalpha() for character in name) or "@" in name:
        return None, "commencez par le nom de la personne."
    if len(name) > LONGEST_NAME:
        return None, f"le nom tient en {LONGEST_NAME} caractères."
    email, phone, address = "", "", []
    for part in filter(None, rest):
        if "@" in part:
            email = part
        elif sum(c.isdecimal() for c in part) >= _FEWEST_DIGITS and not any(c.isalpha() for c in part):
            phone = part
        else:
            address.append(part)
    if email and not _valid(email):
        return None, f"vérifiez le courriel «\u00a0{email[:80]}\u00a0»."
    if len(phone) > LONGEST_PHONE or len(", ".join(address)) > LONGEST_ADDRESS:
        return None, "cette ligne est trop longue."
    return Signatory(name=name, email=email, phone=phone, address=", ".join(address)), ""


def _valid(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254
