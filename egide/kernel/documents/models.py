"""The documents of a dossier and their versions: each version is one immutable encrypted object.

The bytes are in platform/storage; here are the title, the place, what the version was when it entered, and
how far its reading went. What was read is in models_reading.py.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent, RankedContent


class Origin(models.TextChoices):
    """Where a document comes from."""

    RECEIVED = "received", "Reçu"
    LETTER = "letter", "Lettre produite ici"
    INTERNAL = "internal", "Versé par le personnel"
    EXTRACTED = "extracted", "Tiré d’un autre document"


class ReadingState(models.TextChoices):
    """How far the reading of a version went; whatever it says, the bytes are kept."""

    WAITING = "waiting", "En attente de lecture"
    READING = "reading", "Lecture en cours"
    READ = "read", "Lu"
    PARTIAL = "partial", "Lu en partie"
    UNREADABLE = "unreadable", "Illisible ici"
    PROTECTED = "protected", "Protégé par un mot de passe"
    TOO_LARGE = "too_large", "Trop grand pour être lu"


class Document(RankedContent):
    """A document as people speak of it: a title; its newest version is the one shown."""

    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    added_at = models.DateTimeField()
    # The e-mail or the archive it was taken from, in the same dossier.
    container = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="extracted")

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="documents_rank_once")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(DossierContent):
    """One version: pinned for ever by its hash."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    pages = models.PositiveIntegerField(null=True)
    reading = models.CharField(
        max_length=10,
        choices=ReadingState.choices,
        default=ReadingState.WAITING,
        db_default=ReadingState.WAITING,
    )
    explained = models.CharField(max_length=300, default="", db_default="", blank=True)

    class Meta:
        """Versions are numbered from 1 in their document."""

        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_once"),
            models.CheckConstraint(
                condition=Q(reading__in=ReadingState.values), name="documents_reading_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["added_at", "id"],
                name="documents_unread",
                condition=Q(reading__in=("waiting", "reading")),
            )
        ]


from egide.kernel.documents.models_reading import (  # noqa: E402 — Django looks for tables here
    Page,
    Rendition,
    Step,
    TextBlock,
)

__all__ = ["Document", "DocumentVersion", "Origin", "Page", "ReadingState", "Rendition", "Step", "TextBlock"]
