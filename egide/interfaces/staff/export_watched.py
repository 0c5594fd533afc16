"""The recommendations of the Protecteur du citoyen and the register of incidents as tables to take out.

The same audience and the same words as their pages; the gate is asked again at each download.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from egide.interfaces.staff.pages_incidents import READERS as INCIDENT_READERS
from egide.interfaces.staff.pages_ombudsman import TEAM_ROLES
from egide.kernel.exports.sources import ExportSource, Filters, register
from egide.kernel.gate.visibility import visible
from egide.modules.ombudsman.access import KIND as EXCHANGE
from egide.modules.ombudsman.models import Recommendation
from egide.modules.privacy_incidents.access import KIND as INCIDENT
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.modules.privacy_incidents.printing import COLUMNS, cells, incidents_of, notices_of
from egide.platform.accounts.actors import Actor
from egide.platform.sheets.cells import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

RECOMMENDATIONS, INCIDENTS = "ombudsman_recommendations", "incidents_register"
RECOMMENDED = (
    Column("Échange", width=18),
    Column("N°", "number", width=6),
    Column("Reçue le", "date", width=12),
    Column("Recommandation", width=60),
    Column("Réponse", width=18),
    Column("Raisons", width=50),
    Column("Répondue le", "date", width=12),
    Column("Suivi le", "date", width=12),
    Column("Réalisée le", "date", width=12),
    Column("Ce qui le montre", width=50),
)


def register_watched() -> None:
    """Will declare both tables."""
    register(
        ExportSource(
            code=RECOMMENDATIONS,
            title="Recommandations du Protecteur du citoyen",
            columns=RECOMMENDED,
            rows=_recommendations,
            cells=_recommendation_cells,
            dossier=lambda row: row.dossier_id,
            action="export",
            roles=TEAM_ROLES,
        )
    )
    register(
        ExportSource(
            code=INCIDENTS,
            title="Registre des incidents de confidentialité",
            columns=tuple(Column(label, width=width * 6) for label, width in COLUMNS),
            rows=_incidents,
            cells=_incident_cells,
            dossier=lambda row: row.pk,
            action="export",
            roles=INCIDENT_READERS,
        )
    )


def _recommendations(actor: Actor, told: Filters, now: datetime) -> "QuerySet[Recommendation]":
    rows = Recommendation.objects.filter(dossier__in=visible(actor, kind=EXCHANGE, action="export"))
    return rows.select_related("dossier").order_by("received_on", "pk")


def _recommendation_cells(
    rows: Sequence[Recommendation], actor: Actor, now: datetime
) -> Iterable[Sequence[object]]:
    return [
        (
            row.dossier.number,
            row.rank,
            row.received_on,
            row.text,
            row.get_answer_display() if row.answer else "",
            row.reasons,
            row.answered_on,
            row.follow_up_on,
            row.done_on,
            row.evidence,
        )
        for row in rows
    ]


def _incidents(actor: Actor, told: Filters, now: datetime) -> "QuerySet[PrivacyIncident]":
    return incidents_of(visible(actor, kind=INCIDENT, action="export"))


def _incident_cells(
    rows: Sequence[PrivacyIncident], actor: Actor, now: datetime
) -> Iterable[Sequence[object]]:
    notices = notices_of(rows)
    return [cells(row, notices) for row in rows]
