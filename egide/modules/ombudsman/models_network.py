"""What the network of respondents keeps beside its people: its subjects, and the documents of its meetings.

Rows of a compartment, without a dossier. Nothing is deleted: a subject that ends stays readable, with its names.
"""

from django.db import models
from django.db.models import F, Q


class NetworkSubject(models.Model):
    """The name of a subject during a period; the code stays when the name changes. Half-open periods."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20, db_collation="C")  # type: ignore[call-arg]
    name = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """One name for a code on a day: periods begin once, and one at most has no end."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "code", "since"], name="ombudsman_subject_begins"),
            models.UniqueConstraint(
                fields=["compartment", "code"], condition=Q(until=None), name="ombudsman_subject_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="ombudsman_subject_period"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingFile(models.Model):
    """A document of a meeting or of a training, kept as it was given."""

    meeting = models.ForeignKey("ombudsman.Meeting", on_delete=models.PROTECT, related_name="files")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)

    class Meta:
        """Ranked in its meeting."""

        constraints = [
            models.UniqueConstraint(fields=["meeting", "rank"], name="ombudsman_meeting_file_once")
        ]
