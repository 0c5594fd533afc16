"""Texts of law and notices of recourse that letters annex, each version with its days (domain.md, C.4, precisions).

The law is public: no compartment. What is validated never changes; a new version closes the one before.
"""

from django.db import models
from django.db.models import F, Q


class LegalText(models.Model):
    """One version of a text: in force from `since` until `until` (excluded), usable once validated.

    `code` is the act's code and the section (« a-2.1:53 »); what was shipped with the house has no author.
    """

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=250)
    section = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=20000)
    history = models.CharField(max_length=400, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=400)
    entered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    validated_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    validated_at = models.DateTimeField(null=True)
    # Set aside before it was validated, or replaced for the same days by a corrected version.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One version at a time starts on a day; two people, never one, make a version usable."""

        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="legal_texts_version_once"),
            models.UniqueConstraint(
                fields=["code", "since"],
                condition=Q(withdrawn_at=None, validated_at__isnull=False),
                name="legal_texts_valid_once",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(withdrawn_at=None, validated_at=None),
                name="legal_texts_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="legal_texts_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(validated_by=None)
                | (Q(validated_at__isnull=False) & (Q(entered_by=None) | ~Q(entered_by=F("validated_by")))),
                name="legal_texts_two_hands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code}, version {self.version})"

    @property
    def validated(self) -> bool:
        """Will tell whether a letter may annex it."""
        return self.validated_at is not None
