"""Holds: what forbids the disposition of a dossier, and why.

The retention rule and its dates are columns of the dossier, computed by law/retention.py at closure.
"""

from django.db import models

from egide.kernel.dossiers.models import RankedContent
from egide.kernel.records.models_disposed import Disposed, DisposedAs
from egide.kernel.records.models_keeping import Filing, Keeping
from egide.kernel.records.models_plan import Plan, PlanClass, PlanState, Subdivision
from egide.kernel.records.models_schedule import Schedule, ScheduleRule, ScheduleState

__all__ = [
    "Disposed",
    "DisposedAs",
    "Filing",
    "Hold",
    "HoldKind",
    "Keeping",
    "Plan",
    "PlanClass",
    "PlanState",
    "Schedule",
    "ScheduleRule",
    "ScheduleState",
    "Subdivision",
]


class HoldKind(models.TextChoices):
    """Why nothing of a dossier may be destroyed (domain.md F)."""

    LEGAL = "legal", "Litige ou avis juridique"
    ACCESS = "access", "Demande d’accès"
    OMBUDSMAN = "ombudsman", "Protecteur du citoyen"
    INCIDENT = "incident", "Incident de confidentialité"
    AUDIT = "audit", "Vérification"


class Hold(RankedContent):
    """A hold on a dossier, or on one of its documents.

    `reason` is the word of whoever placed it (a module’s effect lifts by it); the reason as a sentence is a note
    of the journal, which a lawful destruction deletes once the hold is lifted.
    """

    kind = models.CharField(max_length=10, choices=HoldKind.choices, default=HoldKind.LEGAL)
    document = models.ForeignKey(
        "documents.Document",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Vide : tout le dossier.",
    )
    reason = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=60)
    kept_by = models.CharField(max_length=60, help_text="Qui veille sur ce gel et peut en demander la levée.")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="records_hold_rank_once")]
        indexes = [
            models.Index(fields=["dossier"], name="records_hold_stands", condition=models.Q(lifted_at=None))
        ]
