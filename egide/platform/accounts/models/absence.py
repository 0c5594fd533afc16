"""An absence and who takes the work over meanwhile: from a day until a day.

Serves continuity: when it ends everything returns by itself. Why someone is away is a note of the journal.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from egide.platform.accounts.models.user import User


class Absence(models.Model):
    """A half-open period: `since` is the first day away, `until` the day of the return."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="absences", verbose_name="personne absente")
    replacement = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="replacements", verbose_name="remplacement"
    )
    since = models.DateField("depuis le")
    until = models.DateField("retour le")
    entered_at = models.DateTimeField("consignée le")
    entered_by = models.CharField("consignée par", max_length=60)
    cancelled_at = models.DateTimeField("annulée le", null=True)

    class Meta:
        verbose_name = "absence"
        verbose_name_plural = "absences"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_until_after_since"),
            models.CheckConstraint(
                condition=Q(replacement=None) | ~Q(replacement=F("user")), name="absence_replaced_by_another"
            ),
        ]
        indexes = [
            models.Index(
                fields=["replacement", "until"], name="absence_replacement", condition=Q(cancelled_at=None)
            ),
            models.Index(fields=["user", "until"], name="absence_user", condition=Q(cancelled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"
