"""What the module shows of its own on the dossier's page: the period, what it covers, the way to the report's page.

Finished words for the screen; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.planning.queries import period_of, report_of, streams_of
from egide.ui import formats
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    report = report_of(dossier)
    period = period_of(report)
    return (
        Card(
            title="Le rapport",
            facts=(
                Fact(term="Période", value=period.label, detail=period.days),
                Fact(term="Volets", value=formats.listing([stream.label for stream in streams_of(report)])),
                Fact(
                    term="Travail",
                    value="Chiffres, textes, commentaires et versions",
                    url=f"/travail/rapports/{dossier.number}/",
                ),
            ),
        ),
    )
