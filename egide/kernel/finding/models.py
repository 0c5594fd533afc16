"""By what a dossier is found: the words of its title and names, wherever they stand, and outside numbers.

Folded keys, compared by equality or prefix only: nothing else is served by an index behind the walls
(docs/decisions/0010-folded-keys.md).
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import DossierContent, RankedContent


class Source(models.TextChoices):
    """Where a word was read."""

    TITLE = "title", "titre"
    NAME = "name", "nom"


class Word(DossierContent):
    """One word of the title, or of a party's name (`party` is its rank, 0 for the title)."""

    source = models.CharField(max_length=5, choices=Source.choices)
    party = models.PositiveIntegerField(default=0)
    word = models.CharField(max_length=60, db_collation="C")

    class Meta:
        """A word is kept once for each place where it was read."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "source", "party", "word"], name="finding_word_once")
        ]
        # The dossier beside the word: two words meet without a row being read.
        indexes = [models.Index(fields=["word"], include=["dossier", "compartment"], name="finding_by_word")]


def _held(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to, null=null, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )


class Findable(models.Model):
    """All the words of a dossier, with what lists narrow and sort by: several words meet without reading a dossier.

    Written by triggers alone, from the words and the dossier (findable.py); in step with both at any instant.
    """

    # The dossier and its compartment are held by one key together (walls.py); the rest, by the dossier itself.
    dossier = _held("dossiers.Dossier")
    compartment = _held("accounts.Compartment")
    kind = models.CharField(max_length=40)
    unit = _held("accounts.Unit")
    assignee = _held("accounts.User", null=True)
    named = ArrayField(models.BigIntegerField())
    state = models.CharField(max_length=40)
    received_on = models.DateField()
    closed_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    words = ArrayField(models.CharField(max_length=60, db_collation="C"))

    class Meta:
        """One row for a dossier; its words in inverted indexes, alone and by unit, up to date at every writing."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "compartment"], name="finding_findable_once")
        ]
        indexes = [
            GinIndex(fields=["words"], fastupdate=False, name="finding_findable_words"),
            GinIndex(
                models.Func("unit", "words", function="finding_keys"),
                fastupdate=False,
                name="finding_findable_by_unit",
            ),
        ]


class DossierReference(RankedContent):
    """A number that someone else gives the matter: the order's, the Protecteur du citoyen's."""

    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60, db_collation="C")
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        """The same number is kept once in a dossier."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="finding_reference_rank_once"),
            models.UniqueConstraint(fields=["dossier", "key"], name="finding_reference_once"),
        ]
        indexes = [models.Index(fields=["key"], name="finding_by_reference")]

    def save(self, **kwargs: object) -> None:
        """Will keep the folded key beside the number as typed."""
        self.key = reference_key(self.number)
        super().save(**kwargs)  # type: ignore[arg-type]


def reference_key(number: str) -> str:
    """Will return a number without blanks or punctuation: « PC-2026/0014 » and « pc 2026 0014 » are one."""
    return "".join(c for c in fold(number) if c.isalnum())[:60]
