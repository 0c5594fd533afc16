"""The outgoing message: its bytes as they leave, its state, and what the server answered.

Serves the proof of dispatch; the letter, its approval and the dossier's journal are the kernel's.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where a message stands; `uncertain` leaves only by a person's decision."""

    QUEUED = "queued", "en file d’envoi"
    SENDING = "sending", "envoi en cours"
    SENT = "sent", "envoyé"
    FAILED = "failed", "échec"
    UNCERTAIN = "uncertain", "envoi incertain"


class Message(models.Model):
    """One RFC 5322 message. The same bytes and the same Message-ID leave at every attempt."""

    compartment = models.ForeignKey("accounts.Compartment", models.PROTECT, verbose_name="compartiment")
    # The dossiers live above this layer: the kernel adds the composite foreign key.
    dossier_id = models.BigIntegerField("dossier", null=True)
    message_id = models.CharField("identifiant du message", max_length=255, unique=True)
    sender = models.CharField("expéditeur", max_length=320)
    recipients = ArrayField(models.CharField(max_length=320), verbose_name="destinataires")
    subject = models.CharField("objet", max_length=998)
    # The RFC 5322 bytes are an object of the store: encrypted, and destroyed with their compartment's key.
    stored = models.ForeignKey(
        "storage.StoredObject", models.PROTECT, related_name="+", verbose_name="message tel qu’envoyé"
    )
    attachments = ArrayField(models.UUIDField(), default=list, verbose_name="objets joints")
    state = models.CharField("état", max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField("tentatives", default=0)
    queued_at = models.DateTimeField("mis en file le")
    due_at = models.DateTimeField("à envoyer à partir du")
    sending_at = models.DateTimeField("dernière tentative le", null=True)
    data_began_at = models.DateTimeField("remise commencée le", null=True)
    finished_at = models.DateTimeField("issue connue le", null=True)
    last_error = models.TextField("dernière erreur", blank=True)
    sent_response = models.TextField("réponse du serveur", blank=True)
    resent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="renvoyé par"
    )
    resent_at = models.DateTimeField("renvoi demandé le", null=True)
    # What a delivery status notification said afterwards (RFC 3464); the state stays « sent »: it was handed over.
    delayed_at = models.DateTimeField("retard annoncé le", null=True)
    bounced_at = models.DateTimeField("retour reçu le", null=True)
    bounce_status = models.CharField("code du retour", max_length=20, blank=True)
    bounce_words = models.TextField("motif du retour", blank=True, max_length=1000)

    class Meta:
        verbose_name = "message sortant"
        verbose_name_plural = "messages sortants"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="mail_message_due"),
            models.Index(fields=["sending_at"], condition=Q(state="sending"), name="mail_message_sending"),
            models.Index(fields=["dossier_id"], name="mail_message_dossier"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="mail_message_known_state"),
            # DATA may only have begun under an attempt, and an outcome is dated.
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(data_began_at__isnull=True), name="mail_message_queued_clean"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "uncertain")) | Q(data_began_at__isnull=False),
                name="mail_message_data_began",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "sending"), finished_at__isnull=True)
                | Q(state__in=("sent", "failed", "uncertain"), finished_at__isnull=False),
                name="mail_message_outcome_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id
