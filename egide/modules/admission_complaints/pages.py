"""What the module shows of its own on the dossier's page: the complaint as told, its recommendations.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import recommendations, standing
from egide.modules.admission_complaints.queries import details
from egide.modules.admission_complaints.vocabulary import MOTIVES, PERMITS, ROUTES, STAGES
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
    told = {
        "Profession": own.professions,
        "Type de permis": dict(PERMITS)[own.permit_type],
        "Parcours": dict(ROUTES)[own.route],
        "Pays de formation": own.training_country,
        "Étape": dict(STAGES)[own.stage],
        "Motifs": ", ".join(label for code, label in MOTIVES if code in own.motives),
        "Pays de résidence": own.country,
    }
    return (
        Card(
            title="Ce que la personne a écrit",
            paragraphs=_paragraphs(own.facts),
            facts=tuple(Fact(term=term, value=value) for term, value in told.items() if value),
        ),
        *((Card(title="Ce qu’elle souhaite", paragraphs=_paragraphs(own.wish)),) if own.wish else ()),
        _recommended(recommendations(dossier), today),
    )


def _recommended(rows: list[Recommendation], today: date) -> Card:
    facts = tuple(Fact(term=f"{row.rank}. {row.party.name}", value=standing(row, today)) for row in rows)
    told = () if rows else ("Aucune recommandation n’est écrite.",)
    return Card(title="Recommandations", paragraphs=told, facts=facts)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())
