"""What people write for themselves and their colleagues: notes and calls of a dossier, reminders of a person.

Text is content: it stays behind the walls, never in the journal. A reminder belongs to one person.
"""

import uuid

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import RankedContent

LONGEST_TEXT = 10_000
LONGEST_REMINDER = 500


class NoteKind(models.TextChoices):
    """What a note tells of."""

    INTERNAL = "internal", "Note interne"
    CALL = "call", "Note d’appel"


class Direction(models.TextChoices):
    """Who called whom."""

    IN = "in", "La personne a appelé"
    OUT = "out", "Le personnel a appelé"


class Note(RankedContent):
    """An internal note, or what was said on the telephone; it is never edited: another note corrects it."""

    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    text = models.TextField(max_length=LONGEST_TEXT)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    happened_at = models.DateTimeField(null=True)
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    person = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        """Addressed by rank; a call says when it took place and who called."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="notes_rank_once"),
            models.CheckConstraint(
                condition=Q(kind="internal", happened_at=None, direction="")
                | Q(kind="call", happened_at__isnull=False) & ~Q(direction=""),
                name="notes_call_is_dated",
            ),
        ]


class Reminder(models.Model):
    """« Me rappeler le… »: a day, a few words, perhaps a dossier. Seen by its owner alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST_REMINDER)
    due_on = models.DateField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Those not done are read by person and day."""

        indexes = [
            models.Index(fields=["user", "due_on"], name="notes_reminder_open", condition=Q(done_at=None))
        ]
