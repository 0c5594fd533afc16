"""What the module shows of its own on the dossier’s page: what is asked, for when, where it stands.

Finished words for the screen; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.modules.mandates.models import OfficeMandate
from egide.modules.mandates.queries import mandate_of
from egide.ui import formats
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier’s summary: paragraphs, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def requester_words(own: OfficeMandate) -> str:
    """Will say who asks."""
    return own.requesting_unit.name if own.requesting_unit else str(own.get_requester_display())


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module’s part of the dossier’s summary."""
    own = mandate_of(dossier)
    moved = own.first_due_on != own.due_on
    facts = (
        Fact(term="Demandé par", value=requester_words(own)),
        Fact(
            term="À livrer le",
            value=formats.day(own.due_on),
            detail=f"date d’origine\u00a0: {formats.day(own.first_due_on)}" if moved else "",
        ),
        Fact(term="Priorité", value=str(own.get_priority_display())),
        Fact(
            term="Avancement",
            value=f"{shown_percent(dossier, own)}\u00a0%",
            detail="Sous-tâches, collaboration, approbation",
            url=reverse("staff:mandate_office", kwargs={"number": dossier.number}),
        ),
    )
    return (
        Card(title="Objet du mandat", paragraphs=_lines(own.purpose), facts=facts),
        Card(title="Livrable attendu", paragraphs=_lines(own.deliverable)),
        *((Card(title="Résultat", paragraphs=_lines(own.result)),) if own.result else ()),
    )


def shown_percent(dossier: Dossier, own: OfficeMandate) -> int:
    """Will say how far the work is: all of it once everybody approved, whatever was told on the way."""
    return 100 if dossier.state in ("approved", "closed") else own.percent


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())
