"""What exists on paper: places, boxes, parts of dossiers, loans, shelf checks, and where each thing has been.

A part belongs to a dossier and stands behind its walls; boxes and shelves belong to a compartment.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent

LONGEST_LABEL = 120
STANDARD_BOX = 380  # millimetres of files: the usual records box, 0,38 m of shelf


class Place(models.Model):
    """A shelf: site, room, shelf; `capacity` is how many boxes it takes. Compartments do not share a shelf."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30, db_collation="C")
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    room = models.CharField(max_length=60)
    shelf = models.CharField(max_length=60)
    capacity = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True)

    class Meta:
        """One row for each shelf."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "code"], name="paper_place_code_once"),
            models.UniqueConstraint(fields=["compartment", "site", "room", "shelf"], name="paper_place_once"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="paper_place_holds_one"),
        ]

    def __str__(self) -> str:
        return self.code


class BoxState(models.TextChoices):
    """Where a box is in its life."""

    OPEN = "open", "Ouverte"
    SEALED = "sealed", "Scellée"
    TRANSFERRED = "transferred", "Versée"
    EMPTIED = "emptied", "Vidée"


class Box(models.Model):
    """A box of one unit: its number, what it holds in millimetres of files, and the shelf where it stands."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    label = models.CharField(max_length=LONGEST_LABEL)
    capacity = models.PositiveSmallIntegerField(default=STANDARD_BOX, help_text="millimètres de dossiers")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="boxes")
    state = models.CharField(max_length=12, choices=BoxState.choices, default=BoxState.OPEN)
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Numbers are unique in a compartment."""

        constraints = [models.UniqueConstraint(fields=["compartment", "number"], name="paper_box_once")]
        indexes = [models.Index(fields=["compartment", "-opened_at", "-id"], name="paper_box_newest")]

    def __str__(self) -> str:
        return self.number


class Medium(models.TextChoices):
    """The medium of a part that is not digital (codes of the schedule, domain.md F, to validate)."""

    PAPER = "PA", "Papier"
    MICROFORM = "MF", "Microforme"
    AUDIOVISUAL = "AV", "Audiovisuel"


class Part(RankedContent):
    """A part of a dossier on paper: a volume, a folder, a reel. It is in a box, on a shelf, or nowhere yet."""

    label = models.CharField(max_length=LONGEST_LABEL)
    medium = models.CharField(max_length=2, choices=Medium.choices, default=Medium.PAPER)
    main = models.BooleanField(default=True, help_text="Exemplaire principal; sinon, secondaire.")
    thickness = models.PositiveSmallIntegerField(help_text="millimètres")
    box = models.ForeignKey(Box, null=True, on_delete=models.PROTECT, related_name="parts")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    ended_on = models.DateField(null=True, help_text="Jour de la destruction ou du versement.")

    class Meta:
        """Addressed by rank; in one place at a time."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="paper_part_rank_once"),
            models.CheckConstraint(condition=Q(box=None) | Q(place=None), name="paper_part_in_one_place"),
            models.CheckConstraint(condition=Q(thickness__gte=1), name="paper_part_has_thickness"),
        ]

    def __str__(self) -> str:
        return self.label


class PartMove(DossierContent):
    """Where a part went, when, by whom: written once. Both empty: it was taken out of its place."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="moves")
    box = models.ForeignKey(Box, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)


class BoxMove(models.Model):
    """Where a box went, when, by whom: written once."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="moves")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)


class Loan(RankedContent):
    """A part lent to someone of the house, until a day; it is back when `returned_at` says so."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="loans")
    borrower = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    lent_by = models.CharField(max_length=60)
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True)
    returned_to = models.CharField(max_length=60, blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        """A part is lent to one person at a time."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="paper_loan_rank_once"),
            models.UniqueConstraint(
                fields=["part"], condition=Q(returned_at=None), name="paper_lent_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("lent_at")), name="paper_back_after_lent"
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "due_on", "id"], name="paper_lent", condition=Q(returned_at=None)
            ),
            models.Index(
                fields=["borrower", "due_on", "id"], name="paper_borrowed", condition=Q(returned_at=None)
            ),
        ]


class Check(models.Model):
    """The check of one shelf: what was expected is compared with what was scanned."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered in their compartment."""

        constraints = [models.UniqueConstraint(fields=["compartment", "number"], name="paper_check_once")]


class Found(models.TextChoices):
    """What a scanned label turned out to be."""

    EXPECTED = "expected", "À sa place"
    MISPLACED = "misplaced", "Inscrite ailleurs"
    UNKNOWN = "unknown", "Étiquette inconnue"


class CheckLine(models.Model):
    """One label that was scanned during a check. `code` is kept as read."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=60)
    box = models.ForeignKey(Box, null=True, on_delete=models.PROTECT, related_name="+")
    found = models.CharField(max_length=12, choices=Found.choices)
    seen_at = models.DateTimeField()

    class Meta:
        """A label counts once."""

        constraints = [models.UniqueConstraint(fields=["check_of", "code"], name="paper_scanned_once")]
