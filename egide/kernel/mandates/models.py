"""Mandates: a piece of work asked of someone inside a dossier, with its date.

The whole mandates' office (contributors, approval chain, revised dates) hangs from this table.
"""

from django.db import models

from egide.kernel.dossiers.models import RankedContent


class Mandate(RankedContent):
    """What is asked, of whom, for when."""

    purpose = models.CharField(max_length=300)
    # What is expected, in the words of whoever entrusts it.
    instruction = models.TextField(blank=True, max_length=4000)
    role = models.CharField(max_length=40)
    lead = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="mandates_rank_once")]
