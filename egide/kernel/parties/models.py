"""The people and bodies of a dossier, and the professional orders that the Office watches over.

Parties belong to a dossier and its compartment: there is no global table of persons. Orders are public data.
"""

from django.db import models

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import RankedContent


class Exercise(models.TextChoices):
    """How an order's professions are protected (Professional Code, ch. IV, div. II and III)."""

    EXCLUSIVE = "exclusive", "Exercice exclusif"
    RESERVED_TITLE = "reserved", "Titre réservé"


class ProfessionalOrder(models.Model):
    """One of the orders of Schedule I of the Professional Code; acronyms are not keys, slugs are."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")
    name_en = models.CharField(max_length=200, blank=True)
    acronym = models.CharField(max_length=20, blank=True)
    exercise = models.CharField(max_length=10, choices=Exercise.choices)
    sector = models.CharField(max_length=80, blank=True)
    statute = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """French order: by folded name."""

        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """Will keep the folded name beside the name."""
        self.name_key = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]


class Profession(models.Model):
    """A regulated profession, of one order."""

    order = models.ForeignKey(ProfessionalOrder, on_delete=models.PROTECT, related_name="professions")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")

    class Meta:
        """A profession belongs to one order once."""

        constraints = [models.UniqueConstraint(fields=["order", "name"], name="parties_profession_once")]

    def save(self, **kwargs: object) -> None:
        """Will keep the folded name beside the name."""
        self.name_key = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]


class PartyRole(models.TextChoices):
    """What a party is in the dossier."""

    REQUESTER = "requester", "Personne requérante"
    REPRESENTATIVE = "representative", "Personne mandatée"
    ORDER = "order", "Ordre visé"
    OTHER = "other", "Autre personne"


class Party(RankedContent):
    """A person or a body in one dossier."""

    role = models.CharField(max_length=20, choices=PartyRole.choices)
    order = models.ForeignKey(ProfessionalOrder, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")
    email = models.CharField(max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, db_collation="C")
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True, max_length=1000)
    language = models.CharField(max_length=5, default="fr")
    preferred_channel = models.CharField(max_length=20, default="email")

    class Meta:
        """Addressed by rank; found by folded name or e-mail."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="parties_rank_once")]
        indexes = [
            models.Index(fields=["name_key"], name="parties_name"),
            models.Index(fields=["email_key"], name="parties_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """Will keep the folded keys beside what was typed."""
        self.name_key, self.email_key = fold(self.name), fold(self.email)
        super().save(**kwargs)  # type: ignore[arg-type]
