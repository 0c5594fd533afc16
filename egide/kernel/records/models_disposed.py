"""What became of a dossier at the end of its life: destroyed or transferred, by which decision, under which rule.

The row is what stays of a destroyed dossier besides its number, kind, class, dates and history of codes.
"""

from django.db import models

from egide.kernel.dossiers.models import DossierContent


class DisposedAs(models.TextChoices):
    """How the dossier ended."""

    DESTROYED = "destroyed", "Détruit"
    TRANSFERRED = "transferred", "Versé aux archives"


class Disposed(DossierContent):
    """One dossier’s end: `decision` is the number of the approved list, `rule` the rule and version applied."""

    fate = models.CharField(max_length=12, choices=DisposedAs.choices)
    decision = models.CharField(max_length=60)
    certificate = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    objects_count = models.PositiveIntegerField(default=0)
    disposed_at = models.DateTimeField()

    class Meta:
        """A dossier is destroyed once, transferred once."""

        constraints = [models.UniqueConstraint(fields=["dossier", "fate"], name="records_disposed_once")]
