"""What opens the dossiers of an old system: told by the module that holds them, at start-up.

The kernel brings in; what a documentary file is, its module knows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit


@dataclass(frozen=True, kw_only=True)
class OldFile:
    """A file of an older system, as its line and the plan say it. No confidentiality: that of its class."""

    unit: Unit
    class_code: str
    title: str
    template: str
    description: str
    received_on: date
    closed_on: date | None = None
    confidentiality: str = ""


class Opener(Protocol):
    """What a module offers."""

    def problem(self, *, actor: Actor, file: OldFile, now: datetime) -> str:
        """Will say in French why the file cannot be opened, or nothing."""

    def open(self, *, actor: Actor, file: OldFile, now: datetime) -> Dossier:
        """Will open it, with its day of origin."""

    def close(self, *, actor: Actor, dossier: Dossier, on: date, now: datetime) -> None:
        """Will close it, with its day of origin."""


_openers: list[Opener] = []


def register(opener: Opener) -> None:
    """Will make it the one that opens old files; the last told is the one."""
    _openers[:] = [opener]


def opener() -> Opener:
    """Will return the one that was told.

    :raises LookupError: no installed module opens old files.
    """
    if not _openers:
        raise LookupError("Aucun module n’ouvre les dossiers repris.")
    return _openers[0]
