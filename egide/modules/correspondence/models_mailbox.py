"""The e-mail boxes that feed the register, and each message that was read from them, kept whole.

A box is data: a server, an account, a unit; its password is named here and stands in the settings alone.
"""

from django.db import models
from django.db.models import Q


class Mailbox(models.Model):
    """One box of one unit. `uid_validity` and `last_uid` say how far it was read (RFC 9051, 2.3.1.1)."""

    code = models.SlugField(max_length=40, unique=True, db_collation="C")  # type: ignore[call-arg]
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=254)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    encrypted = models.BooleanField(default=True)
    account = models.CharField(max_length=200)
    folder = models.CharField(max_length=200, default="INBOX")
    secret = models.CharField(max_length=60)
    # The name that the server gives itself in Authentication-Results (RFC 8601); none: nothing is believed.
    authority = models.CharField(max_length=200, blank=True, default="", db_default="")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    visited_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        """Two boxes never read one folder of one account twice."""

        constraints = [
            models.UniqueConstraint(fields=["host", "account", "folder"], name="correspondence_box_once")
        ]

    def __str__(self) -> str:
        return self.code


class Arrival(models.TextChoices):
    """What a message turned out to be."""

    UNREAD = "unread", "À lire"
    PIECE = "piece", "Inscrit au registre"
    JOINED = "joined", "Versé au dossier"
    AUTOMATIC = "automatic", "Réponse automatique"
    RETURN = "return", "Retour d’un de nos envois"
    OWN = "own", "Notre propre message"
    AGAIN = "again", "Déjà reçu"
    LEFT = "left", "Resté dans la boîte"


class ReceivedEmail(models.Model):
    """A message of a box: its place there, its bytes as they came, what it turned out to be."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    stored = models.ForeignKey("storage.StoredObject", null=True, on_delete=models.PROTECT, related_name="+")
    # When the server received it (INTERNALDATE): the day of receipt, whatever the message says.
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    became = models.CharField(max_length=10, choices=Arrival.choices, default=Arrival.UNREAD)
    message_id = models.CharField(max_length=255, blank=True, db_collation="C")
    body_sha256 = models.CharField(max_length=64, blank=True, db_collation="C")
    piece = models.ForeignKey(
        "correspondence.MailPiece", null=True, on_delete=models.PROTECT, related_name="emails"
    )
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        """Taken once from its place in the box; kept, unless it stayed there."""

        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"], name="correspondence_uid_once"
            ),
            models.CheckConstraint(
                condition=Q(became="left") | Q(stored__isnull=False), name="correspondence_email_kept"
            ),
            models.CheckConstraint(
                condition=~Q(became__in=["piece", "joined", "automatic"]) | Q(piece__isnull=False),
                name="correspondence_email_in_register",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mailbox", "id"], name="correspondence_to_read", condition=Q(became="unread")
            ),
            models.Index(fields=["mailbox", "message_id"], name="correspondence_by_message_id"),
        ]
