"""Messages between the Office and someone outside, both ways, with the files that go with them.

What an order sends stays inside until someone releases it; what the staff writes to one another is not here.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent, RankedContent


class Direction(models.TextChoices):
    """Which way a message went, seen from the Office."""

    IN = "in", "Reçu"
    OUT = "out", "Envoyé"


class Message(RankedContent):
    """One message. `party` is the person or body outside, whichever way it went."""

    direction = models.CharField(max_length=3, choices=Direction.choices)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    # The letter that an order answers.
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=20_000)
    posted_at = models.DateTimeField()
    posted_by = models.CharField(max_length=60)
    # Drawn when the form is opened: the same form sent twice is one message.
    form_key = models.CharField(max_length=64, blank=True, db_collation="C")
    withdrawal = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    released_to = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Addressed by rank; released to someone, by someone, at an instant, or not at all."""

        db_table = "messages_message"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="messages_rank_once"),
            models.UniqueConstraint(
                fields=["dossier", "form_key"], condition=~Q(form_key=""), name="messages_form_once"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None, released_to=None)
                | Q(released_at__isnull=False, released_by__isnull=False, released_to__isnull=False),
                name="messages_released_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}"


class MessageFile(DossierContent):
    """A file that goes with a message: a version of a document of the dossier."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    released = models.BooleanField(default=False)

    class Meta:
        """The same version goes with a message once."""

        db_table = "messages_file"
        constraints = [models.UniqueConstraint(fields=["message", "version"], name="messages_file_once")]


class Alert(DossierContent):
    """A message whose words call for attention at once: internal, never shown outside, closed by someone by name."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="alert")
    concern = models.CharField(max_length=20)
    raised_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        """Handled by someone, who says what was done, or not handled."""

        db_table = "messages_alert"
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | (Q(handled_at__isnull=False, handled_by__isnull=False) & ~Q(note="")),
                name="messages_handled_by_someone",
            )
        ]
        indexes = [models.Index(fields=["dossier"], name="messages_alert_open", condition=Q(handled_at=None))]
