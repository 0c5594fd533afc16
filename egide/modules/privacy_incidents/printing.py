"""The register on paper, for the Commission d'accès à l'information when it asks: one line for each incident.

Over the dossiers that the reader sees; the same words as the workbook (`cells`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.letters.registers import register_pdf
from egide.law.dates_fr import plain_date
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.modules.privacy_incidents.pages import NOTICES
from egide.modules.privacy_incidents.queries import people_concerned, period

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from egide.kernel.dossiers.models import Dossier

MOST = 500
COLUMNS = (
    ("N°", 6),
    ("Renseignements concernés", 6),
    ("Circonstances", 7),
    ("Incident", 5),
    ("Constaté", 5),
    ("Personnes", 5),
    ("Évaluation du risque", 8),
    ("Avis", 6),
    ("Mesures", 7),
)


def incidents_of(dossiers: "QuerySet[Dossier]") -> "QuerySet[PrivacyIncident]":
    """Will return the entries of these dossiers, oldest first."""
    rows = PrivacyIncident.objects.filter(dossier__in=dossiers).select_related("dossier")
    return rows.order_by("aware_on", "pk")


def notices_of(rows: Sequence[PrivacyIncident]) -> dict[int, list[str]]:
    """Will say the notices of each entry, in one query."""
    told: dict[int, list[str]] = {}
    facts = FactRecord.objects.filter(
        dossier_id__in=[row.pk for row in rows], code__in=NOTICES, withdrawn_at=None
    )
    for key, code, on in facts.order_by("occurred_on", "pk").values_list("dossier_id", "code", "occurred_on"):
        told.setdefault(key, []).append(f"{NOTICES[code]} {plain_date(on)}")
    return told


def cells(row: PrivacyIncident, notices: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """Will write one entry as a line: the eight fields of the regulation, after the number."""
    risk = (
        ("Sensibilité", row.sensitivity),
        ("Usages malveillants", row.ill_uses),
        ("Conséquences", row.consequences),
        ("Probabilité", row.likelihood),
    )
    told = [
        *notices.get(row.pk, ()),
        *((f"Avis public\u00a0: {row.public_notice}",) if row.public_notice else ()),
    ]
    return (
        row.dossier.number,
        row.information or "À préciser",
        row.circumstances or "À préciser",
        period(row),
        plain_date(row.aware_on),
        people_concerned(row),
        "; ".join(f"{label}\u00a0: {words.strip().rstrip('.')}" for label, words in risk if words)
        or "À faire",
        "; ".join(told) or "Aucun",
        row.measures or "À préciser",
    )


def register_of(dossiers: "QuerySet[Dossier]", *, day: date) -> bytes:
    """Will print the register.

    :raises RenderingFailed: a text cannot be set.
    """
    rows = list(incidents_of(dossiers)[:MOST])
    notices = notices_of(rows)
    return register_pdf(
        name="Registre des incidents de confidentialité",
        note="RLRQ, c. A-2.1, r. 3.1, art. 7.",
        columns=COLUMNS,
        rows=[cells(row, notices) for row in rows],
        empty="Aucun incident n’est inscrit.",
        day=day,
    )
