"""Decisions taken on a dossier: what was decided, why, by whom, when, and when it was notified.

The motive is content: it lives here under row-level security and in the journal's notes.
"""

from django.db import models

from egide.kernel.dossiers.models import RankedContent


class Decision(RankedContent):
    """One decision; once notified it is an irreversible fact."""

    code = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    motive = models.TextField(max_length=8000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    notified_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="decisions_rank_once")]
