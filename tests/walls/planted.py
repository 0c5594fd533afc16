"""Where the secrets of the house are planted, and what each is: places, numbers, the words that an attacker seeks."""

from datetime import timedelta

from egide.law import roles
from tests.cast import NOW

CLOCK = NOW + timedelta(hours=3)
# Compartment, its unit; the first dossier's number is different in each, so that a number says where it is from.
PLACES = {
    "office": "interventions",
    "presidency": "presidency",
    "commissioner": "commission",
    "discipline": "registry",
    "integrity": "designated",
    "access": "access",
    "ombudsman": "ombudsman",
}
SECRETS = {
    "office": "q7f3k9w",
    "presidency": "x4d8m2z",
    "commissioner": "j6h1v5p",
    "discipline": "b9t2n8r",
    "integrity": "c5w9k3y",
    "access": "g3p7s1d",
    "ombudsman": "v8l2r6f",
}
FIRST = {
    "office": 41_001,
    "presidency": 52_002,
    "commissioner": 63_003,
    "discipline": 74_004,
    "integrity": 85_005,
    "access": 96_006,
    "ombudsman": 17_007,
}
# What an attacker may type without knowing the secret: every planted word begins with it.
PREFIX = "zibeline"
HELD = (roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD, roles.PRESIDENT)


def word(code: str) -> str:
    """Will return the planted word of a compartment: lower case, so that its folded form is itself."""
    return PREFIX + SECRETS[code]
