"""Other bodies to which people are pointed: what each receives and how to reach it, with the day of the last check.

Public data, as the orders are: no compartment. A correction closes a row and opens the next; nothing is erased.
"""

from django.db import models
from django.db.models import F, Q


class OtherBody(models.Model):
    """A body as it was known from `since` until `until`; `code` is the same from row to row."""

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    acronym = models.CharField(max_length=20, blank=True)
    receives = models.TextField(max_length=600)
    address = models.TextField(max_length=400, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    # Nobody has confirmed it yet when empty: shown « à valider ».
    checked_on = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """One standing row for each body."""

        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="bodies_standing_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="bodies_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name
