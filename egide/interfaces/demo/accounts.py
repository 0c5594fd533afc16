"""The accounts that the demonstration prints: the more telling half of the cast.

All share one password, shown to everybody: never for real files.
"""

from dataclasses import dataclass

from egide.interfaces.demo.people import DELEGATE, PASSWORD, PEOPLE


@dataclass(frozen=True, kw_only=True)
class Account:
    """One printed line."""

    name: str
    role: str
    email: str
    password: str


ACCOUNTS: tuple[Account, ...] = tuple(
    Account(name=person.name, role=person.shown, email=person.email, password=PASSWORD)
    for person in (*PEOPLE, DELEGATE)
    if person.shown
)
