"""What was brought in from older systems: the runs, one line for each line of their source, what each thing became.

A line and an item that belong to a dossier stand behind its walls. An item keeps digests only, never an old number.
"""

from django.db import models
from django.db.models import Q


class Target(models.TextChoices):
    """What the lines of a source become."""

    FILES = "files", "Dossiers documentaires"
    DOCUMENTS = "documents", "Documents de dossiers existants"
    BOXES = "boxes", "Boîtes et parties sur papier"


class RunState(models.TextChoices):
    """Where a run stands."""

    RUNNING = "running", "En cours ou interrompue"
    DONE = "done", "Terminée"
    STOPPED = "stopped", "Arrêtée"


class Outcome(models.TextChoices):
    """What became of one line."""

    TAKEN = "taken", "Reprise"
    COMPLETED = "completed", "Complétée"
    ALREADY = "already", "Déjà reprise"
    DIFFERENT = "different", "Déjà reprise, différente"
    REFUSED = "refused", "Refusée"


class ImportRun(models.Model):
    """One source taken in, from its first line to its reconciliation; a killed one is taken up again."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=60, db_collation="C")
    target = models.CharField(max_length=10, choices=Target.choices)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    plan_sha256 = models.CharField(max_length=64)
    list_sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    # The reconciliation: counts and labels of the house, nothing of the content.
    report = models.JSONField(default=dict)

    class Meta:
        """Numbered in their compartment; a source is taken in by one run at a time."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="imports_run_once"),
            models.UniqueConstraint(
                fields=["compartment", "source"], condition=Q(state="running"), name="imports_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None) | ~Q(state="running") & Q(ended_at__isnull=False),
                name="imports_ended_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class ImportLine(models.Model):
    """What became of one line of a run; written in the transaction of its effects."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.TextField(blank=True)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A line of a run is settled once."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "run", "place"], name="imports_line_once")
        ]
        indexes = [models.Index(fields=["run", "outcome", "place"], name="imports_by_outcome")]


class ImportedItem(models.Model):
    """One thing that came in: a record, a file, a box, a part. What makes the same source change nothing again.

    `key` is the digest of the old number, `sha256` that of the file, `fingerprint` that of the record's values.
    """

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60, db_collation="C")
    item = models.CharField(max_length=10, db_collation="C")
    key = models.CharField(max_length=64, db_collation="C")
    sha256 = models.CharField(max_length=64, blank=True, db_collation="C")
    fingerprint = models.CharField(max_length=64, blank=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey("paper.Box", null=True, on_delete=models.PROTECT, related_name="+")
    # The object that holds the bytes: it stays the same when the document is moved to another dossier.
    stored = models.UUIDField(null=True)
    taken_at = models.DateTimeField()

    class Meta:
        """The same thing of the same source comes in once."""

        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "source", "item", "key", "sha256"], name="imports_item_once"
            )
        ]
