"""The follow-up of the recommendations, on paper: what was recommended, what the Office answered, what was done.

Over the dossiers that the reader sees; finished words, no query beyond one.
"""

from datetime import date
from typing import TYPE_CHECKING

from egide.kernel.letters.registers import register_pdf
from egide.law.dates_fr import plain_date
from egide.modules.ombudsman.models import Recommendation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from egide.kernel.dossiers.models import Dossier

MOST = 500
COLUMNS = (("Échange", 3), ("Reçue le", 3), ("Recommandation", 9), ("Réponse et raisons", 8), ("Suite", 6))


def follow_up_pdf(dossiers: "QuerySet[Dossier]", *, day: date) -> bytes:
    """Will print every recommendation of these exchanges, those that wait first.

    :raises RenderingFailed: a text cannot be set.
    """
    rows = list(
        Recommendation.objects.filter(dossier__in=dossiers)
        .select_related("dossier")
        .order_by("done_on", "follow_up_on", "pk")[:MOST]
    )
    rows.sort(key=lambda row: (row.done_on is not None, row.follow_up_on or date.max, row.pk))
    return register_pdf(
        name="Suivi des recommandations du Protecteur du citoyen",
        note="Celles qui attendent d’abord.",
        columns=COLUMNS,
        rows=[cells(row) for row in rows],
        empty="Aucune recommandation.",
        day=day,
    )


def cells(row: Recommendation) -> tuple[str, ...]:
    """Will write one recommendation as a line of the report."""
    answer = row.get_answer_display() if row.answer else "Sans réponse"
    return (
        f"{row.dossier.number} ({row.rank})",
        plain_date(row.received_on),
        row.text,
        f"{answer}. {row.reasons}".strip(),
        _after(row),
    )


def _after(row: Recommendation) -> str:
    if row.done_on:
        return f"Réalisée le {plain_date(row.done_on)}. {row.evidence}"
    return f"Suivi prévu le {plain_date(row.follow_up_on)}" if row.follow_up_on else "—"
