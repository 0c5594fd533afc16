"""The tallies: how many deadlines stand how, day by day, and how many dossiers are open at each step, unit by unit.

Rows are differences that triggers append and a job folds: two writers never wait for each other. What is folded stands
by step in a few rows more. The application's login reaches no table; it reads totals through the windows.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Tally(models.Model):
    """What the tallies share: the place, the kind, a difference. The count of a key is the sum of its rows."""

    # No index of their own: those of several columns, below, begin by the place.
    compartment = models.ForeignKey(
        "accounts.Compartment", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    n = models.IntegerField()
    # One folded row a key, kept by `tallies_fold()`; the others wait to be added to it.
    folded = models.BooleanField(default=False)

    class Meta:
        """No table of its own."""

        abstract = True


class DeadlineTally(Tally):
    """Deadlines of the Office's own clock. `day` settled the deadline or, while it is open, is when it passes."""

    rule = models.CharField(max_length=100)
    status = models.CharField(max_length=12)
    day = models.DateField()

    class Meta:
        """Read by place and day."""

        indexes = [
            models.Index(
                fields=["unit", "kind", "day"],
                include=["compartment", "rule", "status", "n"],
                name="tally_due_unit",
            ),
            models.Index(
                fields=["compartment", "kind", "day"],
                include=["unit", "rule", "status", "n"],
                name="tally_due_place",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "unit", "kind", "rule", "status", "day"],
                condition=Q(folded=True),
                name="tally_due_folded",
            )
        ]


class OpenTally(Tally):
    """Open dossiers. `due` is their next deadline, `free` says that nobody is in charge."""

    state = models.CharField(max_length=40)
    due = models.DateField(null=True)
    free = models.BooleanField()

    class Meta:
        """What waits to be folded is read by place; the rest, by its standings."""

        indexes = [
            models.Index(fields=["unit", "kind"], condition=Q(folded=False), name="tally_open_waiting"),
            models.Index(
                fields=["compartment", "kind"], condition=Q(folded=False), name="tally_open_waiting_place"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "unit", "kind", "state", "due", "free"],
                condition=Q(folded=True),
                nulls_distinct=False,
                name="tally_open_folded",
            )
        ]


class Standing(models.Model):
    """The folded rows of one place, kind and step in one: how many in all, and how many are due until each of its days.

    « Late » and « soon » are then two looks in a sorted list, whatever the day on which one reads.
    """

    compartment = models.ForeignKey(
        "accounts.Compartment", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    n = models.IntegerField()
    days = ArrayField(models.DateField())
    # As many as there are days: due on this one or before.
    until = ArrayField(models.IntegerField())

    class Meta:
        """No table of its own."""

        abstract = True


class OpenStanding(Standing):
    """Of open dossiers (`OpenTally`)."""

    free = models.BooleanField()

    class Meta:
        """Read by place."""

        indexes = [
            models.Index(fields=["unit", "kind"], name="standing_open_unit"),
            models.Index(fields=["compartment", "kind"], name="standing_open_place"),
        ]


class OwnStanding(Standing):
    """Of open dossiers in someone's charge (`OwnTally`)."""

    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """Read by person."""

        indexes = [models.Index(fields=["assignee", "kind"], name="standing_own_person")]


class OwnTally(Tally):
    """Open dossiers in someone's charge. The page's frame counts one's own on every page: some have thousands."""

    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=40)
    due = models.DateField(null=True)

    class Meta:
        """What waits to be folded is read by person; the rest, by its standings."""

        indexes = [
            models.Index(fields=["assignee", "kind"], condition=Q(folded=False), name="tally_own_waiting")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "unit", "kind", "state", "due", "assignee"],
                condition=Q(folded=True),
                nulls_distinct=False,
                name="tally_own_folded",
            )
        ]
