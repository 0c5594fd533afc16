"""The documents of a dossier and their versions: each version is one immutable encrypted object.

The bytes are in platform/storage; here are the title, the place and what the version was when it entered.
"""

from django.db import models

from egide.kernel.dossiers.models import DossierContent, RankedContent


class Origin(models.TextChoices):
    """Where a document comes from."""

    RECEIVED = "received", "Reçu"
    LETTER = "letter", "Lettre produite ici"
    INTERNAL = "internal", "Versé par le personnel"


class Document(RankedContent):
    """A document as people speak of it: a title; its newest version is the one shown."""

    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    added_at = models.DateTimeField()

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

    class Meta:
        """Versions are numbered from 1 in their document."""

        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_version_once")]
