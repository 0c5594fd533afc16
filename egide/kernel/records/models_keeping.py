"""What a closed dossier keeps of its retention: the rule version, the events, the proof; and second filings.

The dates themselves are columns of the dossier, which the sweep reads; a proof is recomputed by `egide verify`.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent


class Keeping(DossierContent):
    """The rule that one closed dossier follows, and how its dates came from it.

    Without `schedule`, the rule is the one its module declares. `proof` is empty while an event is awaited.
    """

    schedule = models.ForeignKey("records.Schedule", null=True, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    events = models.TextField(default="{}", help_text="Jour de chaque événement, en JSON.")
    waits_for = models.CharField(max_length=160, blank=True)
    proof = models.TextField(blank=True)
    computed_on = models.DateField()

    class Meta:
        """One for a dossier; those that an approved version may change are found by their version."""

        constraints = [models.UniqueConstraint(fields=["dossier"], name="records_keeping_once")]
        indexes = [models.Index(fields=["series", "schedule"], name="records_keeping_rule")]


class Filing(DossierContent):
    """A document filed in this dossier too: it lives in its own, and is kept as long as the longest of them."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """A document stands at most once in another dossier."""

        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "document"], condition=Q(withdrawn_at=None), name="records_filing_once"
            )
        ]
        indexes = [
            models.Index(fields=["document"], name="records_filing_of", condition=Q(withdrawn_at=None))
        ]
