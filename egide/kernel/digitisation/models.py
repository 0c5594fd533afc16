"""Digitising paper to stand in for it: lots, what each holds, how it was captured, checked, declared and destroyed.

Sources: C-1.1, s. 17 (documentation of the transfer, kept as long as the result); domain.md F, « to validate ».
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import RankedContent

LONGEST = 2_000


class Risk(models.TextChoices):
    """How much would be lost with a bad picture: it decides how much is looked at."""

    ORDINARY = "ordinary", "Ordinaire"
    HIGH = "high", "Élevé\u00a0: tout est contrôlé"


class Colour(models.TextChoices):
    """How the picture is taken."""

    BITONAL = "bitonal", "Noir et blanc"
    GREY = "grey", "Niveaux de gris"
    COLOUR = "colour", "Couleur"


class State(models.TextChoices):
    """Where a lot stands; the same codes and words as in life.py, which a test compares."""

    PLANNED = "planned", "Planifié"
    PREPARED = "prepared", "Préparé"
    SCANNED = "scanned", "Numérisé"
    CHECKED = "checked", "Contrôlé"
    INDEXED = "indexed", "Indexé"
    ATTESTED = "attested", "Attesté"
    QUARANTINED = "quarantined", "Source en quarantaine"
    AUTHORISED = "authorised", "Destruction autorisée"
    DESTROYED = "destroyed", "Source détruite"
    ABANDONED = "abandoned", "Abandonné"


class Lot(models.Model):
    """One lot of a unit. `seed` is what the sample was drawn with: anyone can draw it again."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    label = models.CharField(max_length=160)
    risk = models.CharField(max_length=10, choices=Risk.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    planned_at = models.DateTimeField()
    seed = models.CharField(max_length=32, blank=True)
    # How it was captured: written at « numérisé », never after.
    device = models.CharField(max_length=120, blank=True)
    software = models.CharField(max_length=120, blank=True)
    resolution = models.PositiveSmallIntegerField(null=True, help_text="points par pouce")
    colour = models.CharField(max_length=8, choices=Colour.choices, blank=True)
    format = models.CharField(max_length=20, blank=True)
    operator = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    # The declaration of integrity: who, when, the bytes and what they list.
    attester = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey(
        "storage.StoredObject", null=True, on_delete=models.PROTECT, related_name="+"
    )
    declared_sha256 = models.CharField(max_length=64, blank=True)
    quarantine_until = models.DateField(null=True)
    authoriser = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    destroyed_on = models.DateField(null=True)
    method = models.CharField(max_length=160, blank=True)
    witness = models.CharField(max_length=160, blank=True)

    class Meta:
        """Numbers are unique in a compartment; two people sign."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="digitisation_lot_once"),
            models.CheckConstraint(
                condition=Q(attester=None) | ~Q(attester=F("operator")), name="digitisation_two_people"
            ),
            models.CheckConstraint(
                condition=Q(authoriser=None) | ~Q(authoriser=F("attester")), name="digitisation_three_people"
            ),
            models.CheckConstraint(
                condition=Q(authoriser=None) | ~Q(authoriser=F("operator")), name="digitisation_third_person"
            ),
        ]
        indexes = [models.Index(fields=["compartment", "-planned_at", "-id"], name="digitisation_newest")]

    def __str__(self) -> str:
        return self.number


class Verdict(models.TextChoices):
    """What the check of a picture found."""

    WAITING = "waiting", "À contrôler"
    ACCEPTED = "accepted", "Conforme"
    REJECTED = "rejected", "Rejeté"


class Item(RankedContent):
    """A part on paper of a lot and the document that stands in for it. Its rank is that of the dossier's items."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField(help_text="rang dans le lot, à partir de 1")
    part = models.ForeignKey("paper.Part", on_delete=models.PROTECT, related_name="+")
    pages_in = models.PositiveIntegerField(help_text="faces comptées à la préparation")
    version = models.ForeignKey(
        "documents.DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    pages_out = models.PositiveIntegerField(null=True, help_text="pages du résultat")
    rejects = models.PositiveIntegerField(default=0, help_text="reprises")
    sampled = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.WAITING)
    defect = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One place in the lot; a part is substituted once."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="digitisation_item_rank_once"),
            models.UniqueConstraint(fields=["lot", "place"], name="digitisation_place_once"),
            models.UniqueConstraint(fields=["lot", "part"], name="digitisation_part_once"),
            models.CheckConstraint(condition=Q(pages_in__gte=1), name="digitisation_has_pages"),
        ]


class Step(models.Model):
    """What happened to a lot: when, by whom, in what words. Written once."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField(max_length=LONGEST, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Numbered from 1 in their lot."""

        constraints = [models.UniqueConstraint(fields=["lot", "number"], name="digitisation_step_once")]
