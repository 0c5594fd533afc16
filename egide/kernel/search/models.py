"""The index of texts: one narrow row for each text, written by triggers in the transaction of whoever writes the text.

The text itself is not here: a passage is read again from its own table, through its own wall. Beside, the searches
that people keep.
"""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from egide.kernel.dossiers.models import DossierContent


class Place(models.Model):
    """A unit, a compartment and a kind of dossier: what a role reaches is a set of places."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)

    class Meta:
        """Each once."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "unit", "kind"], name="search_place_once")
        ]


class Entry(DossierContent):
    """One text, or a piece of a long one: where it stands (source, rank, block in its dossier), its day, its words."""

    # A dossier that is destroyed takes its rows along by a trigger, before anything else could hold it back.
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.DO_NOTHING, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=12)
    rank = models.PositiveIntegerField()
    block = models.PositiveSmallIntegerField(default=0, db_default=0)
    day = models.DateField()
    words = SearchVectorField()
    # Of the dossier, in order: what a page counts by order. Written by triggers (orders.py).
    orders = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # Of a document’s name or contents: what a page counts by format. Written by triggers (formats.py).
    format = models.CharField(max_length=120, default="", db_default="", blank=True)

    class Meta:
        """Read newest first by place; a text has one row."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "source", "rank", "block"], name="search_entry_once")
        ]
        indexes = [models.Index(fields=["place", "-day", "-id"], name="search_newest")]


class Vocable(models.Model):
    """A word of the texts of a compartment, folded, as most often written, and how often; counted again each night.

    It proposes spellings; a spelling is shown only when the reader opens at least one text that it finds.
    """

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=40, db_collation="C")
    shown = models.CharField(max_length=40)
    seen = models.PositiveIntegerField()

    class Meta:
        """Looked up by its first letters."""

        constraints = [models.UniqueConstraint(fields=["compartment", "word"], name="search_vocable_once")]
        indexes = [models.Index(fields=["word"], name="search_vocable_word")]


class Lexeme(models.Model):
    """A word as the index knows it, of a compartment, maybe twice: what a beginning of word stands for (lexicon.py).

    Written by triggers, read by the windows; a word that no text holds any more is gone the same night at the latest.
    """

    compartment = models.ForeignKey(
        "accounts.Compartment", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    word = models.TextField(db_collation="C")

    class Meta:
        """Looked up by its first letters."""

        indexes = [models.Index(fields=["word", "compartment"], name="search_by_beginning")]


class SavedSearch(models.Model):
    """What a person looks for again, and how far in the index it was looked for new texts."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    # The words as typed, the filters as the windows take them, both as the screen's address carries them.
    asked = models.CharField(max_length=400)
    narrowing = models.TextField()
    address = models.CharField(max_length=1_500)
    paused = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    looked_to = models.BigIntegerField()
    # How many new texts answered since it was last opened; capped.
    new = models.PositiveIntegerField(default=0)

    class Meta:
        """A name stands once among those of a person."""

        constraints = [models.UniqueConstraint(fields=["user", "name"], name="search_saved_once")]


class Look(models.Model):
    """How far the index went at the last look: what was being written then is looked at the next time."""

    reached = models.BigIntegerField()
