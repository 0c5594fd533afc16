"""The register of mail (domain.md D.5): one row per piece that arrived, and, apart, the sealed ones.

A piece waits until someone says what became of it. A sealed piece has no sender, subject nor file: by design the
table has no column for them.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import Channel


class Direction(models.TextChoices):
    """Which way a piece goes."""

    IN = "in", "Reçu"


class Fate(models.TextChoices):
    """What became of a piece."""

    WAITING = "waiting", "À traiter"
    OPENED = "opened", "Dossier ouvert"
    JOINED = "joined", "Jointe à un dossier"
    CARD = "card", "Fiche de renseignement"
    UNIT = "unit", "Remise à une autre unité"
    HANDED = "handed", "Remise à l’abri des regards"


class MailPiece(models.Model):
    """One piece of mail. The day of receipt and the moment of entry are two facts, neither replaces the other."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    medium = models.CharField(max_length=20, choices=Channel.choices)
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    sender = models.CharField(max_length=200, blank=True)
    sender_email = models.CharField(max_length=254, blank=True)
    sender_phone = models.CharField(max_length=40, blank=True)
    sender_address = models.TextField(max_length=1000, blank=True)
    addressee = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    document_on = models.DateField(null=True)
    original_at = models.CharField(max_length=200, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.WAITING)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    # What was proposed from the file (text, date of receipt), until a person confirms it.
    proposed = models.JSONField(default=dict)

    class Meta:
        """Numbered per compartment; a piece that went to a dossier or a unit names it."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="correspondence_number_once"),
            models.UniqueConstraint(fields=["id", "compartment"], name="correspondence_piece_anchor"),
            models.CheckConstraint(
                condition=~Q(fate__in=["opened", "joined"]) | Q(dossier__isnull=False),
                name="correspondence_dossier_named",
            ),
            models.CheckConstraint(
                condition=~Q(fate="unit") | Q(unit__isnull=False), name="correspondence_unit_named"
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "-entered_at"], name="correspondence_entered"),
            models.Index(
                fields=["compartment", "entered_at"], name="correspondence_left", condition=Q(fate="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class MailFile(models.Model):
    """A file of a piece; the first is the piece itself, byte for byte, the others were taken out of it."""

    piece = models.ForeignKey(MailPiece, on_delete=models.PROTECT, related_name="files")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()

    class Meta:
        """Ranked in its piece."""

        constraints = [models.UniqueConstraint(fields=["piece", "rank"], name="correspondence_file_once")]


class SealedTo(models.TextChoices):
    """To whom a sealed piece is addressed: the code is that of the compartment which takes it."""

    COMMISSIONER = "commissioner", "Commissaire à l’admission aux professions"
    PRESIDENCY = "presidency", "Présidence"
    DISCIPLINE = "discipline", "Bureau des présidents des conseils de discipline"
    INTEGRITY = "integrity", "Personne désignée pour les divulgations"


class SealedPiece(models.Model):
    """A « pli scellé »: when and how it came, to whom it was handed over. Nothing else exists to be read."""

    number = models.CharField(max_length=40, unique=True, db_collation="C")
    addressed_to = models.CharField(max_length=20, choices=SealedTo.choices)
    medium = models.CharField(max_length=20, choices=Channel.choices)
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    handed_to = models.CharField(max_length=200)
    handed_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Newest first by its number; acknowledged once, by someone."""

        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by=""),
                name="correspondence_sealed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("entered_at")),
                name="correspondence_sealed_after_entry",
            ),
        ]
        indexes = [models.Index(fields=["-entered_at"], name="correspondence_sealed_newest")]

    def __str__(self) -> str:
        return self.number
