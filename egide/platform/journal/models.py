"""The tables of the journal, the only history of the product: entries, notes apart, heads, seals.

Serves reading only: `journal_append()`, `journal_forget()` and `journal_seal()` are their only writers.
"""

from django.db import models

_DIGEST = 32  # bytes of a SHA-256


def _compartment() -> "models.ForeignKey[object, object]":
    # No index: these rows are always reached by their chain.
    return models.ForeignKey("accounts.Compartment", models.PROTECT, related_name="+", db_index=False)


class Event(models.Model):
    """One entry. `body` is what the hash covers; the other columns repeat it, and `verify` compares them."""

    chain = models.TextField(db_collation="C")
    seq = models.IntegerField()
    compartment = _compartment()
    # A plain number here: the kernel adds the composite foreign key to its dossiers.
    dossier_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    actor = models.TextField(db_collation="C")
    code = models.TextField(db_collation="C")
    body = models.TextField(db_collation="C")
    previous = models.BinaryField(max_length=_DIGEST)
    hash = models.BinaryField(max_length=_DIGEST)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="journal_chain_seq"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="journal_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class Note(models.Model):
    """Free text of an entry, kept apart so that it can be destroyed; its salted digest is in the chain."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="notes", db_index=False)
    key = models.TextField(db_collation="C")
    compartment = _compartment()
    dossier_id = models.BigIntegerField(null=True)
    # Text and salt go together: with the salt, a short text could be found again by trying.
    salt = models.BinaryField(null=True)
    text = models.TextField(null=True)
    digest = models.BinaryField(max_length=_DIGEST)
    forgotten_by = models.TextField(blank=True)

    class Meta:
        verbose_name = "note du journal"
        verbose_name_plural = "notes du journal"
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="journal_note_key"),
            models.CheckConstraint(
                condition=models.Q(text__isnull=False, salt__isnull=False, forgotten_by="")
                | (models.Q(text__isnull=True, salt__isnull=True) & ~models.Q(forgotten_by="")),
                name="journal_note_whole_or_forgotten",
            ),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="journal_note_dossier")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.key}"


class Head(models.Model):
    """The last entry of a chain; its row's lock is the chain's. `sealed_seq` is the last entry sealed."""

    chain = models.TextField(primary_key=True, db_collation="C")
    compartment = _compartment()
    dossier_id = models.BigIntegerField(null=True)
    seq = models.IntegerField()
    hash = models.BinaryField(max_length=_DIGEST)
    sealed_seq = models.IntegerField(default=0)

    class Meta:
        verbose_name = "tête de chaîne"
        verbose_name_plural = "têtes de chaîne"

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class Seal(models.Model):
    """The hourly seal: one root over the heads changed since the previous seal, exported to a file."""

    id = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    previous = models.BinaryField(max_length=_DIGEST)
    chains = models.BigIntegerField()
    events = models.BigIntegerField()
    leaves = models.BigIntegerField()
    root = models.BinaryField(max_length=_DIGEST)
    body = models.TextField(db_collation="C")
    hash = models.BinaryField(max_length=_DIGEST)

    class Meta:
        verbose_name = "sceau"
        verbose_name_plural = "sceaux"

    def __str__(self) -> str:
        return str(self.pk)


class Leaf(models.Model):
    """A head as one seal saw it: a leaf of that seal's tree."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+", db_index=False)
    chain = models.TextField(db_collation="C")
    compartment = _compartment()
    dossier_id = models.BigIntegerField(null=True)
    seq = models.IntegerField()
    hash = models.BinaryField(max_length=_DIGEST)

    class Meta:
        verbose_name = "feuille de sceau"
        verbose_name_plural = "feuilles de sceau"
        constraints = [models.UniqueConstraint(fields=["seal", "chain"], name="journal_leaf_once")]
        indexes = [models.Index(fields=["chain", "-seq"], name="journal_leaf_chain")]

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.chain}"
