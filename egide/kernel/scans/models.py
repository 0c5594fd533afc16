"""What the scanner brought: each file kept whole, and the pieces cut from it, until each has its dossier.

A file belongs to the unit in whose folder it was found; a filed piece is walled like its dossier.
"""

import uuid

from django.db import models
from django.db.models import F, Q


class ScannedBatch(models.Model):
    """One file of the scanner, byte for byte; `public_id` is the claim that made sure it is taken once."""

    public_id = models.UUIDField(unique=True, editable=False)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=150)
    pages = models.PositiveIntegerField()
    separators = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()

    class Meta:
        """Read by unit, newest first."""

        constraints = [models.UniqueConstraint(fields=["id", "compartment"], name="scans_batch_anchor")]
        indexes = [models.Index(fields=["unit", "-received_at"], name="scans_batch_unit")]

    def __str__(self) -> str:
        return self.file_name


class PieceState(models.TextChoices):
    """Where a piece stands."""

    WAITING = "waiting", "À verser"
    FILED = "filed", "Versée"
    ASIDE = "aside", "Mise de côté"


class ScannedPiece(models.Model):
    """One document of a file: its pages, its first words, and the dossier that its separator names."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(ScannedBatch, on_delete=models.PROTECT, related_name="pieces")
    rank = models.PositiveIntegerField()
    first_page = models.PositiveIntegerField()
    last_page = models.PositiveIntegerField()
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(
        "storage.StoredObject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(max_length=300, blank=True)
    named = models.CharField(max_length=40, blank=True)  # the dossier's number on the separator, as read
    why = models.CharField(max_length=300, blank=True)  # why it was not filed by itself, or was set aside
    state = models.CharField(max_length=10, choices=PieceState.choices, default=PieceState.WAITING)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    document = models.PositiveIntegerField(null=True)  # its rank in the dossier
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Ranked in its file; a filed one says where."""

        constraints = [
            models.UniqueConstraint(fields=["batch", "rank"], name="scans_piece_once"),
            models.CheckConstraint(
                condition=Q(first_page__gte=1, last_page__gte=F("first_page")), name="scans_pages_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="filed", dossier__isnull=False, document__isnull=False)
                | ~Q(state="filed") & Q(dossier=None, document=None),
                name="scans_filed_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", handled_at=None)
                | ~Q(state="waiting") & Q(handled_at__isnull=False),
                name="scans_handled_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "state", "batch", "rank"], name="scans_piece_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.rank}"
