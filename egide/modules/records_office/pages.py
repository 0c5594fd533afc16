"""What the module shows of its own on the dossier's page: what the file holds, and what it usually holds.

Finished words for the screen; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.records_office.queries import details
from egide.modules.records_office.starters import BY_CODE
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    own = details(dossier)
    starter = BY_CODE.get(own.starter)
    lines = tuple(part.strip() for part in own.description.splitlines() if part.strip())
    usual = (
        (Fact(term="On y verse d’habitude", value=", ".join(starter.expected)),)
        if starter and starter.expected
        else ()
    )
    words = lines or ("Personne n’a encore décrit ce dossier.",)
    return (Card(title="Ce que contient le dossier", paragraphs=words, facts=usual),)
