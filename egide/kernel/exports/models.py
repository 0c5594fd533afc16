"""Files that people ask for: a list taken out, the bag of a dossier. What was asked, where it stands, until when.

An export belongs to one person and one compartment; the bytes are an encrypted object of that compartment.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent

BAG = "bag"


class Format(models.TextChoices):
    """What the file is."""

    XLSX = "xlsx", "Classeur (XLSX)"
    CSV = "csv", "Texte (CSV)"
    ZIP = "zip", "Sac BagIt (ZIP)"


class State(models.TextChoices):
    """Where an export stands; only a ready one has a file."""

    ASKED = "asked", "En file"
    MAKING = "making", "En préparation"
    READY = "ready", "Prêt"
    REFUSED = "refused", "Refusé"
    FAILED = "failed", "Interrompu"
    CANCELLED = "cancelled", "Annulé"
    EXPIRED = "expired", "Expiré"


UNDER_WAY = (State.ASKED, State.MAKING)
TOLD = (State.READY, State.REFUSED, State.FAILED)


class Export(models.Model):
    """One file asked for by one person. `run` names the attempt that is writing it: an older one stops by itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    format = models.CharField(max_length=4, choices=Format.choices)
    filters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    run = models.UUIDField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    # How many dossiers the file tells of: each must still be readable when it is downloaded.
    dossiers = models.PositiveIntegerField(default=0)
    # The keys of the rows that tell of no dossier: each is asked again too.
    alone = ArrayField(models.BigIntegerField(), default=list)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    stored = models.ForeignKey("storage.StoredObject", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Read by person; a ready one has its file and its end."""

        constraints = [
            models.UniqueConstraint(fields=["id", "compartment"], name="exports_export_anchor"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(stored__isnull=False, expires_at__isnull=False),
                name="exports_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "making"), finished_at=None)
                | ~Q(state__in=("asked", "making")) & Q(finished_at__isnull=False),
                name="exports_ended_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="exports_mine"),
            models.Index(fields=["user"], name="exports_to_tell", condition=Q(seen_at=None, state__in=TOLD)),
            models.Index(fields=["expires_at"], name="exports_ends", condition=Q(state="ready")),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ExportedDossier(DossierContent):
    """One dossier of which an export tells: behind the walls, so that a conflict takes it out of sight here too."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="told_of")

    class Meta:
        """A dossier is told of once."""

        constraints = [models.UniqueConstraint(fields=["export", "dossier"], name="exports_told_once")]
