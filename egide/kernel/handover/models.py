"""The sender's receipt: its own number, the day, to whom, by whom. Nothing of the other side.

A slip (« à remettre à… ») is a receipt whose hand-over is not done yet; until then it may be withdrawn.
"""

from django.db import models
from django.db.models import Q


class Receipt(models.Model):
    """What the sender keeps of what it handed over; `dossier` is the sender's own, when there was one."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    source = models.CharField(max_length=40, db_collation="C")
    nature = models.CharField(max_length=40)
    destination = models.CharField(max_length=40)
    destination_label = models.CharField(max_length=120)
    pieces = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    handed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Numbers are unique per compartment; what was handed over cannot be withdrawn."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="handover_number_once"),
            models.CheckConstraint(
                condition=Q(handed_at=None) | Q(withdrawn_at=None), name="handover_handed_or_withdrawn"
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "-made_at"], name="handover_newest"),
            models.Index(fields=["compartment", "source"], name="handover_source"),
        ]

    def __str__(self) -> str:
        return self.number
