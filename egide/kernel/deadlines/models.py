"""Dated facts, the deadlines that they start and meet, and the calendars in force.

A deadline keeps the term, the calendar version and every step that gave its dates: nothing is recomputed
behind anyone's back. Source: architecture.md, section 1, decision 6.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent


class ClosureDay(models.Model):
    """A holiday or closure that the Office's staff may add; the next calendar version takes it in."""

    calendar = models.CharField(max_length=40)
    day = models.DateField()
    name = models.CharField(max_length=120)
    site = models.ForeignKey("accounts.Site", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A closure is said once per calendar, day and site."""

        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day", "site"], nulls_distinct=False, name="deadlines_closure_once"
            )
        ]


class CalendarVersion(models.Model):
    """An immutable snapshot of a calendar: deadlines name the version they were computed with."""

    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    content = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        """A version exists once."""

        constraints = [models.UniqueConstraint(fields=["code", "version"], name="deadlines_calendar_once")]


class FactRecord(DossierContent):
    """Something that happened: when it occurred, when it was written down, by whom."""

    # No index of its own: deadlines_fact begins by the dossier.
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=60)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Facts are read by dossier and code."""

        indexes = [models.Index(fields=["dossier", "code"], name="deadlines_fact")]


class Status(models.TextChoices):
    """Where a deadline stands."""

    OPEN = "open", "en cours"
    MET = "met", "tenue"
    LATE = "late", "tenue en retard"
    SUSPENDED = "suspended", "suspendue"
    CANCELLED = "cancelled", "sans objet"


class DueDate(RankedContent):
    """One deadline of one dossier, with its proof."""

    # No index of its own: deadlines_dossier_rule begins by the dossier.
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rule = models.CharField(max_length=100)
    label = models.CharField(max_length=160)
    occurrence = models.PositiveSmallIntegerField(default=1)
    fact = models.ForeignKey(FactRecord, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    raw_date = models.DateField()
    due_date = models.DateField()
    internal_target = models.DateField()
    measured_on = models.DateField()
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField()
    extended = models.BooleanField(default=False)
    runs_against_other = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    settled_on = models.DateField(null=True)

    class Meta:
        """Addressed by rank; the open ones are swept by date."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="deadlines_rank_once"),
            models.CheckConstraint(condition=Q(raw_date__gte=F("starts_on")), name="deadlines_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "suspended", "cancelled"]) | Q(settled_on__isnull=False),
                name="deadlines_settled_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], name="deadlines_open", condition=Q(status="open")),
            models.Index(fields=["dossier", "rule"], name="deadlines_dossier_rule"),
        ]


class Sweep(models.Model):
    """A night’s sweep: the day it told up to, the last day that it called soon. Counts only, no content."""

    day = models.DateField(unique=True)
    soon = models.DateField()
    swept_at = models.DateTimeField()
    notices = models.PositiveIntegerField()
