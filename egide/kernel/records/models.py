"""Holds: what forbids the disposition of a dossier, and why.

The retention rule and its dates are columns of the dossier, computed by law/retention.py at closure.
"""

from django.db import models

from egide.kernel.dossiers.models import RankedContent


class Hold(RankedContent):
    """A hold on a dossier (access request, litigation, Protecteur du citoyen, incident, audit)."""

    reason = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=60)
    kept_by = models.CharField(max_length=60, help_text="Qui veille sur ce gel et peut en demander la levée.")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="records_hold_rank_once")]
