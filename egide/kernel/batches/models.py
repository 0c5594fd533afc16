"""An act asked for many dossiers at once: who asked, what was answered once for all, one row for each dossier.

The act itself belongs to the interface that offers it. What was answered is content: it stays behind the walls.
"""

import uuid

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent


class BatchState(models.TextChoices):
    """Where an act on many dossiers stands."""

    WAITING = "waiting", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminé"
    STOPPED = "stopped", "Arrêté"


class RowState(models.TextChoices):
    """What became of one dossier."""

    WAITING = "waiting", "à faire"
    DONE = "done", "fait"
    REFUSED = "refused", "refusé"


class Batch(models.Model):
    """One act, seen by the person who asked for it alone; `total` is the number of rows asked for."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    total = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A person reads their own, newest first; an ended one says when."""

        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at=None)
                | Q(state__in=("done", "stopped"), ended_at__isnull=False),
                name="batches_ended_is_dated",
            )
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="batches_newest")]

    @property
    def going(self) -> bool:
        """Whether rows may still be done."""
        return self.state in (BatchState.WAITING, BatchState.RUNNING)


class BatchRow(DossierContent):
    """One dossier of a batch, at the version that was asked for; its line is written with its effects."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.WAITING)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """A dossier is once in a batch; the rows that wait are read in their order."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "batch"], name="batches_dossier_once"),
            models.UniqueConstraint(fields=["compartment", "batch", "place"], name="batches_place_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "place"], name="batches_waiting", condition=Q(state="waiting"))
        ]
