"""The module's own facts: what the person lives, and the Commissioner's delegations.

Names and addresses are the dossier's parties; letters, recommendations and deadlines are the kernel's.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egide.modules.admission_complaints.vocabulary import (
    MAIN_MOTIVE,
    MOTIVES,
    PERMITS,
    ROUTES,
    STAGES,
)


class AdmissionComplaint(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="admission_complaint"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    # Where the person lives and where she trained, as she writes them: any country.
    country = models.CharField(max_length=80, blank=True)
    training_country = models.CharField(max_length=80, blank=True)
    # The first order concerned, for figures; every party concerned is a party of the dossier.
    order = models.ForeignKey(
        "parties.ProfessionalOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    professions = models.CharField(max_length=300, blank=True)
    permit_type = models.CharField(max_length=20, choices=PERMITS, default="unknown")
    route = models.CharField(max_length=20, choices=ROUTES, default="other")
    stage = models.CharField(max_length=20, choices=STAGES, default="other")
    # The first is the main one; figures count it alone.
    motive = models.CharField(max_length=20, choices=MOTIVES, default=MAIN_MOTIVE)
    motives = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    facts = models.TextField(max_length=20000)
    wish = models.TextField(blank=True, max_length=4000)


class Delegation(models.Model):
    """What the Commissioner lets one analyst do in his place, from one day to another, both included."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    powers = ArrayField(models.CharField(max_length=20))
    since = models.DateField()
    until = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank in the Commissioner's compartment; it ends after it begins, and gives something."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "rank"], name="admission_delegation_rank_once"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="admission_delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(powers=[]), name="admission_delegation_gives_something"),
        ]
        indexes = [models.Index(fields=["user", "until"], name="admission_delegation_user")]
