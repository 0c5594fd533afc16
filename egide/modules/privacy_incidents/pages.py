"""What the module shows of its own on the dossier's page: the eight fields of the register, as they are known.

Finished words for the screen, all SQL here; the gate has already decided that they may be read.
"""

from dataclasses import dataclass
from datetime import date

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.modules.privacy_incidents.law import COMMISSION_TOLD, NO_NOTICE, PERSONS_TOLD
from egide.modules.privacy_incidents.queries import details, missing, people_concerned, period
from egide.ui import formats
from egide.ui.pages import Fact

UNKNOWN = "À préciser"
NOTICES = {
    COMMISSION_TOLD.code: "Commission avisée le",
    PERSONS_TOLD.code: "Personnes avisées le",
    NO_NOTICE.code: "Avis aux personnes retenu le",
    "letter_sent:commission_notice": "Avis à la Commission transmis le",
    "letter_sent:person_notice": "Avis aux personnes transmis le",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One box of the dossier's summary."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def summary(dossier: Dossier, *, today: date) -> tuple[Card, ...]:
    """Will return the register's entry, in the order of the regulation."""
    own = details(dossier)
    lines = tuple(part.strip() for part in own.circumstances.splitlines() if part.strip())
    left = missing(own)
    state = (f"Encore à remplir\u00a0: {', '.join(left)}.",) if left else ("Tous les champs sont remplis.",)
    return (
        Card(
            title="Ce qui est arrivé",
            paragraphs=lines,
            facts=(
                Fact(term="Renseignements", value=own.information or UNKNOWN),
                Fact(term="Incident", value=period(own)),
                Fact(term="Constaté le", value=formats.day(own.aware_on)),
                Fact(term="Personnes", value=people_concerned(own)),
            ),
        ),
        Card(
            title="Évaluation du risque",
            facts=(
                Fact(term="Sensibilité", value=own.sensitivity or UNKNOWN),
                Fact(term="Usages malveillants", value=own.ill_uses or UNKNOWN),
                Fact(term="Conséquences", value=own.consequences or UNKNOWN),
                Fact(term="Probabilité", value=own.likelihood or UNKNOWN),
            ),
        ),
        Card(
            title="Avis et mesures",
            paragraphs=state,
            facts=_notices(dossier, own.public_notice, own.measures),
        ),
    )


def _notices(dossier: Dossier, public: str, measures: str) -> tuple[Fact, ...]:
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code__in=NOTICES, withdrawn_at=None)
    told = tuple(
        Fact(term=NOTICES[code], value=formats.day(on))
        for code, on in rows.order_by("occurred_on", "pk").values_list("code", "occurred_on")
    )
    return (
        *(told or (Fact(term="Avis", value="Aucun"),)),
        *((Fact(term="Avis public", value=public),) if public else ()),
        Fact(term="Mesures", value=measures or UNKNOWN),
    )
