"""The words of letters in versions, per compartment: written by one, approved by another, effective from a day.

Version 0 is the module's file and has no row. An approved version never changes; returning to one copies it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class WordingState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", "en rédaction"
    SUBMITTED = "submitted", "à approuver"
    APPROVED = "approved", "approuvée"
    SET_ASIDE = "set_aside", "mise de côté"


class WordingVersion(models.Model):
    """One version of one letter's words; `hands` are the accounts that wrote in it, none of which approves."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=60)
    template = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=60000)
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=WordingState.choices, default=WordingState.DRAFT)
    # The day asked; once approved, the first day of the letters that it words.
    since = models.DateField()
    hands = ArrayField(models.BigIntegerField(), default=list)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    # What whoever returned it asks; empty once it is submitted again.
    comment = models.TextField(blank=True, max_length=2000)
    approved_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        """One version is prepared at a time; an approved one has its approver and the hash of its words."""

        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "module", "template", "number"], name="wordings_number_once"
            ),
            models.UniqueConstraint(
                fields=["compartment", "module", "template"],
                condition=Q(state__in=["draft", "submitted"]),
                name="wordings_one_prepared",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(approved_by__isnull=False) & Q(approved_at__isnull=False) & ~Q(sha256="")),
                name="wordings_approved_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module}.{self.template}, version {self.number}"
