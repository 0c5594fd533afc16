"""The retention schedule: dated versions, each a list of rules with every field that Québec asks (domain.md F).

No dossier and no compartment here. The database refuses a change to a version that left the hands of its author.
"""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat


class ScheduleState(models.TextChoices):
    """Where a version of the schedule stands with the national archives."""

    DRAFT = "draft", "Projet"
    SUBMITTED = "submitted", "Soumis"
    APPROVED = "approved", "Approuvé"
    REPLACED = "replaced", "Remplacé"


KNOWN = (ScheduleState.APPROVED, ScheduleState.REPLACED)


class Schedule(models.Model):
    """One version: written, signed and submitted, approved with its number by someone else, then replaced."""

    number = models.PositiveSmallIntegerField(unique=True)
    reference = models.CharField(max_length=60, help_text="Le numéro du calendrier.")
    state = models.CharField(max_length=10, choices=ScheduleState.choices, default=ScheduleState.DRAFT)
    note = models.TextField(blank=True)
    sample = models.BooleanField(default=False)
    effective_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="Le premier jour où la version ne s’applique plus.")
    written_by = models.CharField(max_length=60)
    # Each actor who wrote some of it, between spaces; whoever began it is in `written_by` (hands.py).
    hands = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=60, blank=True)
    submitted_at = models.DateTimeField(null=True)
    signed_as = models.CharField(max_length=200, blank=True, help_text="Nom et fonction de qui signe.")
    approval_number = models.CharField(max_length=60, blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_as = models.CharField(max_length=200, blank=True)

    class Meta:
        """One version is being prepared at a time; an approved one has its number, its day, and two people."""

        constraints = [
            models.UniqueConstraint(
                fields=["ended_on"],
                condition=Q(state__in=("draft", "submitted")),
                nulls_distinct=False,
                name="records_schedule_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted"), approved_at=None)
                | Q(
                    state__in=("approved", "replaced"),
                    approved_at__isnull=False,
                    approved_on__isnull=False,
                    effective_on__isnull=False,
                ),
                name="records_schedule_approved_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | ~Q(approved_by=models.F("written_by")),
                name="records_schedule_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None)
                | ~Q(hands__contains=Concat(Value(" "), models.F("approved_by"), Value(" "))),
                name="records_schedule_by_another_hand",
            ),
        ]


class ScheduleRule(models.Model):
    """One rule of one version. `copies`: JSON lines, main copy then others (kernel/records/rules.py).

    `classes` holds codes separated by spaces.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="rules")
    series = models.CharField(max_length=20, db_collation="C", help_text="Le numéro de la règle.")
    title = models.CharField(max_length=160)
    classes = models.CharField(max_length=400, blank=True)
    activity = models.CharField(max_length=200)
    holder = models.CharField(max_length=200)
    description = models.TextField()
    use = models.TextField()
    document_types = models.TextField()
    remarks = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    to_validate = models.BooleanField(default=True)
    copies = models.TextField()

    class Meta:
        """A rule is once in a version."""

        constraints = [models.UniqueConstraint(fields=["schedule", "series"], name="records_rule_once")]
        indexes = [models.Index(fields=["series"], name="records_rule_series")]
