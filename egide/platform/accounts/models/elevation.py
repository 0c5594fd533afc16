"""Administration for a limited time: started with a reason, ended by the person or by the clock.

Serves whoever manages accounts; it is a journaled period, never a flag on an account.
"""

from datetime import timedelta

from django.db import models

from egide.platform.accounts.models.user import User

MAXIMUM_ELEVATION = timedelta(minutes=30)


class Elevation(models.Model):
    """One period of administration; the browser session that opened it carries its id."""

    user = models.ForeignKey(User, models.PROTECT, related_name="elevations", verbose_name="personne")
    reason = models.CharField("motif", max_length=300)
    started_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin prévue")
    ended_at = models.DateTimeField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "élévation"
        verbose_name_plural = "élévations"
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("started_at"))
                & models.Q(ends_at__lte=models.F("started_at") + MAXIMUM_ELEVATION),
                name="elevation_at_most_thirty_minutes",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="elevation_ends_after_start",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="elevation_has_a_reason"),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ended_at__isnull=True),
                name="elevation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
