"""What the module shows of its own on the dossier's page: the words of the disclosure.

Finished words for the screen; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.disclosures.queries import details
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs as the person wrote them, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    lines = tuple(part.strip() for part in details(dossier).text.splitlines() if part.strip())
    return (Card(title="La divulgation", paragraphs=lines),)
