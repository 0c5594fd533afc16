"""Who holds which role in which unit, from a day until a day.

Serves the gate, which reads it through actors; a past membership stays for the journal's sake.
"""

from django.db import models

from egide.platform.accounts.models.places import Unit
from egide.platform.accounts.models.user import User


class Membership(models.Model):
    """A role in a unit over a half-open period: `since` is the first day, `until` the first day without."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="personne")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="unité")
    role = models.SlugField("rôle", max_length=60)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    class Meta:
        verbose_name = "affectation"
        verbose_name_plural = "affectations"
        ordering = ["unit", "user", "since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="membership_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=models.Q(until__isnull=True),
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.unit_id}"
