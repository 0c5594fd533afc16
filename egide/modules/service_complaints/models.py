"""The module's own facts: what the person wrote, and the people and units whom it concerns.

Whoever is named in `ConcernedStaff` has a conflict of interest on the dossier: for them it does not exist.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import RankedContent


class Nature(models.TextChoices):
    """A dissatisfaction, or an opinion: only the first is founded or not."""

    COMPLAINT = "complaint", "Plainte"
    COMMENT = "comment", "Commentaire"


class ServiceComplaint(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="service_complaint"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=10, choices=Nature.choices)
    about = models.CharField(max_length=300, blank=True)
    concerns_presidency = models.BooleanField(default=False)
    text = models.TextField(max_length=20000)


class ConcernedStaff(RankedContent):
    """A person or a unit of the Office whom the complaint concerns; one row each."""

    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=60)

    class Meta:
        """A person or a unit, once each."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="complaints_concerned_rank_once"),
            models.UniqueConstraint(fields=["dossier", "user"], name="complaints_concerned_user_once"),
            models.UniqueConstraint(fields=["dossier", "unit"], name="complaints_concerned_unit_once"),
            models.CheckConstraint(
                condition=Q(user=None, unit__isnull=False) | Q(user__isnull=False, unit=None),
                name="complaints_concerned_one",
            ),
        ]
