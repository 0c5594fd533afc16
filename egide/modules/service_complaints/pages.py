"""What the module shows of its own on the dossier's page: the words received, whom they concern.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.service_complaints.models import Nature
from egide.modules.service_complaints.queries import concerned, details
from egide.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary: paragraphs as the person wrote them, then facts."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the module's part of the dossier's summary."""
    own = details(dossier)
    lines = tuple(part.strip() for part in own.text.splitlines() if part.strip())
    about = (Fact(term="Ce qui est visé", value=own.about),) if own.about else ()
    nature = Fact(term="Nature", value=str(Nature(own.nature).label))
    return (
        Card(title="Ce que la personne a écrit", paragraphs=lines, facts=(nature, *about)),
        _concerned(dossier, presidency=own.concerns_presidency),
    )


def _concerned(dossier: Dossier, *, presidency: bool) -> Card:
    rows = [
        Fact(term="Unité", value=row.unit.name)
        if row.unit
        else Fact(term="Personne", value=row.user.full_name if row.user else "—")
        for row in concerned(dossier)
    ]
    told = []
    if presidency:
        told.append(
            "La plainte vise la présidence\u00a0: elle est consignée, la présidence n’y a pas accès, et la personne "
            "est informée qu’elle peut s’adresser au Protecteur du citoyen."
        )
    told.append(
        "Les personnes visées n’ont pas accès au dossier."
        if rows or presidency
        else "Personne n’est encore consigné. Consignez les personnes visées avant l’examen\u00a0: elles perdent "
        "l’accès aussitôt."
    )
    return Card(title="Personnes et unités visées", paragraphs=tuple(told), facts=tuple(rows))
