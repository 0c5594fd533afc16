"""Corrective measures: what is to change, who answers for it, by when, and everything that was done about it.

Text is content and stays behind the walls; a step is never edited, a mistaken one is marked undone.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent

LONGEST_TEXT = 4_000
LONGEST_WORDS = 4_000


class Source(models.TextChoices):
    """Where the measure comes from (domain.md D.14)."""

    REQUEST = "request", "Requête ou plainte"
    REPORT = "report", "Rapport"
    FEEDBACK = "feedback", "Rétroaction à un ordre"
    OMBUDSMAN = "ombudsman", "Protecteur du citoyen"
    AUDIT = "audit", "Vérification"
    OTHER = "other", "Autre"


class Effect(models.TextChoices):
    """What the check of a measure found."""

    EFFECTIVE = "effective", "Efficace"
    PARTIAL = "partial", "Partiellement efficace"
    NONE = "none", "Non efficace"


class State(models.TextChoices):
    """Where a measure stands; the same codes and words as in life.py, which a test compares."""

    PROPOSED = "proposed", "Proposée"
    APPROVED = "approved", "Approuvée"
    IN_PROGRESS = "in_progress", "En cours"
    DONE = "done", "Réalisée"
    EFFECT_CHECKED = "effect_checked", "Effet vérifié"
    ABANDONED = "abandoned", "Abandonnée"


RUNNING = (State.PROPOSED, State.APPROVED, State.IN_PROGRESS)
OPEN = (*RUNNING, State.DONE)


class Measure(RankedContent):
    """One corrective measure. `next_on` is the next day that matters: its due date, then the check of its effect."""

    text = models.TextField(max_length=LONGEST_TEXT)
    source = models.CharField(max_length=20, choices=Source.choices)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    due_on = models.DateField()
    # None once nothing more is expected; the constraint below keeps it beside the state.
    next_on = models.DateField(null=True)
    proposed_on = models.DateField()
    done_on = models.DateField(null=True)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    ended_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        """Addressed by rank; what still runs is read by its next day."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="measures_rank_once"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, next_on__isnull=False, ended_on=None)
                | ~Q(state__in=OPEN) & Q(next_on=None, ended_on__isnull=False),
                name="measures_open_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("proposed_on")), name="measures_ends_after"
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "next_on", "id"],
                name="measures_next",
                condition=Q(next_on__isnull=False),
            ),
            models.Index(
                fields=["owner", "next_on", "id"], name="measures_mine", condition=Q(next_on__isnull=False)
            ),
            models.Index(fields=["compartment", "-proposed_on", "-id"], name="measures_newest"),
        ]

    def __str__(self) -> str:
        return f"mesure {self.rank}"


class StepKind(models.TextChoices):
    """What a step of a measure tells."""

    PROPOSED = "proposed", "Mesure proposée"
    APPROVED = "approve", "Mesure approuvée"
    STARTED = "start", "Mesure commencée"
    EVIDENCE = "evidence", "Preuve consignée"
    DONE = "mark_done", "Mesure déclarée réalisée"
    EFFECTIVE = "check_effect", "Effet vérifié\u00a0: efficace"
    PARTIAL = "check_again", "Effet vérifié\u00a0: partiellement efficace"
    NOT_EFFECTIVE = "resume", "Effet vérifié\u00a0: non efficace"
    MOVED = "move", "Échéance ou responsable changés"
    ABANDONED = "abandon", "Mesure abandonnée"


class Step(DossierContent):
    """What happened to a measure: when, by whom, in what words, with what piece. `before` is what undoing restores."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    text = models.TextField(max_length=LONGEST_WORDS, blank=True)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_because = models.TextField(max_length=LONGEST_WORDS, blank=True)

    class Meta:
        """Numbered from 1 in their measure."""

        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="measures_step_once")]
