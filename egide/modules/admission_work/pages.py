"""What the module shows of its own on the dossier's page: the nature of the work, its subject, its target.

Finished words for the screen; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.admission_work.models import Nature
from egide.modules.admission_work.queries import details
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
    own = details(dossier)
    lines = tuple(part.strip() for part in own.subject.splitlines() if part.strip())
    due = formats.day(own.due_on) if own.due_on else "Aucune"
    late = bool(own.due_on and own.due_on < today and dossier.state in ("planned", "under_way"))
    facts = (
        Fact(term="Nature", value=str(Nature(own.nature).label)),
        Fact(
            term="Cible interne",
            value=due,
            detail="Cette cible est passée." if late else "",
        ),
        Fact(term="Modifier", value="Objet, ordres et cible", url=f"/commissaire/travaux/{dossier.number}/"),
    )
    return (Card(title="Le travail", paragraphs=lines, facts=facts),)
