"""The tables of a mandate: what is asked, who helps, who approves, its parts, its progress, its dates.

The state, the person in charge and the running date are the dossier’s and the deadline’s.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import RankedContent

LONGEST_TEXT = 4000  # characters
LONGEST_WORDS = 2000


class Requester(models.TextChoices):
    """Who asks for the work (domain.md D.5)."""

    PRESIDENT = "president", "Présidence"
    MINISTER = "minister", "Ministre responsable"
    UNIT = "unit", "Une unité"


class Priority(models.TextChoices):
    """How pressing it is, in the words of whoever asks."""

    HIGH = "high", "Haute"
    NORMAL = "normal", "Normale"
    LOW = "low", "Basse"


class OfficeMandate(models.Model):
    """What a mandate adds to its dossier; `first_due_on` is the date first given, whatever came after."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="office_mandate"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    requester = models.CharField(max_length=10, choices=Requester.choices)
    requesting_unit = models.ForeignKey(
        "accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.TextField(max_length=LONGEST_TEXT)
    deliverable = models.TextField(max_length=LONGEST_TEXT)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    first_due_on = models.DateField()
    due_on = models.DateField()
    percent = models.PositiveSmallIntegerField(default=0)
    result = models.TextField(blank=True, max_length=LONGEST_TEXT)

    class Meta:
        """A unit is named when a unit asks; progress goes from nothing to all."""

        constraints = [
            models.CheckConstraint(
                condition=Q(requester="unit", requesting_unit__isnull=False)
                | ~Q(requester="unit") & Q(requesting_unit=None),
                name="mandate_requesting_unit",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="mandate_percent"),
        ]


class Contributor(RankedContent):
    """Someone who helps, from any unit of the compartment."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Once at a time."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_contributor_rank_once"),
            models.UniqueConstraint(
                fields=["dossier", "user"], condition=Q(ended_at=None), name="mandate_contributor_once"
            ),
        ]


class Approver(RankedContent):
    """Someone who approves what is delivered; `rank` is their place in the chain."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Once at a time."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_approver_rank_once"),
            models.UniqueConstraint(
                fields=["dossier", "user"], condition=Q(ended_at=None), name="mandate_approver_once"
            ),
        ]


class Verdict(models.TextChoices):
    """What an approver says of a delivery."""

    APPROVED = "approved", "Approuvé"
    RETURNED = "returned", "À corriger"


class Opinion(RankedContent):
    """What one approver said of one delivery: another delivery asks everybody again."""

    approver = models.ForeignKey(Approver, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey("deadlines.FactRecord", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(blank=True, max_length=LONGEST_WORDS)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)

    class Meta:
        """The last one given stands, by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_opinion_rank_once")]


class Task(RankedContent):
    """A part of the work, for someone, perhaps for a day."""

    text = models.CharField(max_length=300)
    owner = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Done or withdrawn, never both; the open ones are read by person."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_task_rank_once"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(withdrawn_at=None), name="mandate_task_end"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                name="mandate_tasks_open",
                condition=Q(done_at=None, withdrawn_at=None),
            )
        ]


class Progress(RankedContent):
    """Where the work stood one day, and why."""

    percent = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True, max_length=LONGEST_WORDS)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=60)

    class Meta:
        """From nothing to all."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_progress_rank_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="mandate_progress_percent"),
        ]


class Revision(RankedContent):
    """A date that replaced another: who, when, why. The first date given never moves."""

    former = models.DateField()
    due_on = models.DateField()
    reason = models.TextField(max_length=LONGEST_WORDS)
    revised_at = models.DateTimeField()
    revised_by = models.CharField(max_length=60)

    class Meta:
        """A revision changes the date."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="mandate_revision_rank_once"),
            models.CheckConstraint(condition=~Q(former=F("due_on")), name="mandate_revision_moves"),
        ]


class MonthlyReport(models.Model):
    """The report of one month to the presidency: live figures until it is presented, frozen from then on."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    figures = models.JSONField()
    sha256 = models.CharField(max_length=64)
    presented_at = models.DateTimeField()
    presented_by = models.CharField(max_length=60)
    presented_name = models.CharField(max_length=200)

    class Meta:
        """Presented once for each month."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "month"], name="mandate_report_month_once")
        ]


class CalendarFeed(models.Model):
    """A person’s secret address of calendar; only the hash of its secret is kept. No content of any dossier."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time for each person."""

        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="mandate_feed_once")
        ]
