"""What the main database knows of a kept file: everything except the key that opens it.

One row per immutable blob, behind the compartment's wall; once destroyed, a row without name or hash.
"""

import uuid

from django.db import models
from django.db.models import Q


class ScanState(models.TextChoices):
    """What the scanner said; a state that is not clean or not scanned keeps the file closed."""

    NOT_SCANNED = "not_scanned", "Non analysé"
    CLEAN = "clean", "Aucune menace trouvée"
    QUARANTINED = "quarantined", "En quarantaine"
    INFECTED = "infected", "Menace trouvée"


class StoredObject(models.Model):
    """One encrypted blob and its description."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(
        "accounts.Compartment", models.PROTECT, related_name="+", verbose_name="compartiment"
    )
    blob = models.CharField("nom du blob", max_length=80, unique=True, db_collation="C")
    size = models.BigIntegerField("taille en octets")
    sha256 = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    media_type = models.CharField("type constaté", max_length=120)
    type_mismatch = models.BooleanField("extension trompeuse", default=False)
    file_name = models.CharField("nom d’origine", max_length=150, blank=True)
    scan_state = models.CharField("analyse", max_length=12, choices=ScanState.choices)
    scan_detail = models.CharField("détail de l’analyse", max_length=200, blank=True)
    scanned_at = models.DateTimeField("analysé", null=True, blank=True)
    stored_at = models.DateTimeField("déposé")
    stored_by = models.CharField("déposé par", max_length=60)
    destroyed_at = models.DateTimeField("détruit", null=True, blank=True)
    destruction_decision = models.CharField("décision de destruction", max_length=60, blank=True)

    class Meta:
        verbose_name = "objet conservé"
        verbose_name_plural = "objets conservés"
        ordering = ["stored_at", "id"]
        indexes = [
            models.Index(
                fields=["stored_at"], name="storedobject_quarantine", condition=Q(scan_state="quarantined")
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="storedobject_is_not_empty"),
            models.CheckConstraint(
                condition=Q(scan_state__in=ScanState.values), name="storedobject_scan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    destroyed_at__isnull=True, destruction_decision="", sha256__regex="^[0-9a-f]{64}$"
                )
                | Q(destroyed_at__isnull=False, sha256="", file_name="") & ~Q(destruction_decision=""),
                name="storedobject_whole_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.id)

    @property
    def is_destroyed(self) -> bool:
        """Will say whether a decision destroyed the content."""
        return self.destroyed_at is not None

    @property
    def scan_label(self) -> str:
        """Will return the scan's state in words, with the threat's name when there is one."""
        label = str(ScanState(self.scan_state).label)
        return f"{label} : {self.scan_detail}" if self.scan_detail else label
