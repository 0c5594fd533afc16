"""What is on its way into a dossier: how much of a file has arrived, for whom, until when.

The bytes wait encrypted in the spool (spool.py); only `offset` says how many of them count.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent

LONGEST_SENTENCE = 400


class State(models.TextChoices):
    """Where an upload stands."""

    RECEIVING = "receiving", "En cours"
    DONE = "done", "Versé"
    REFUSED = "refused", "Refusé"


class Upload(DossierContent):
    """One file that one person sends to one dossier; `public_id` also names the key of its spool."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True)
    # How the sender's machine knows the same file again: a hash of its name, length and date.
    fingerprint = models.CharField(max_length=64, blank=True)
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # The document that it became; or why it became none.
    rank = models.PositiveIntegerField(null=True)
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True)

    class Meta:
        """Never more bytes than announced; only what is whole became a document."""

        constraints = [
            models.CheckConstraint(
                condition=Q(length__gt=0, offset__lte=F("length")), name="uploads_within_length"
            ),
            models.CheckConstraint(
                condition=Q(state="done", offset=F("length"), rank__isnull=False)
                | ~Q(state="done") & Q(offset__lt=F("length"), rank=None),
                name="uploads_whole_is_done",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "dossier"], name="uploads_mine"),
            models.Index(fields=["expires_at"], name="uploads_ends"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
