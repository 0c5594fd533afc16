"""The module's own facts: what the person lives, the Commissioner's recommendations, his delegations.

Names and addresses are the dossier's parties; letters, documents and deadlines are the kernel's.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import RankedContent
from egide.modules.admission_complaints.vocabulary import (
    ANSWERS,
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


class Recommendation(RankedContent):
    """One recommendation to one party: what is asked, what the party answers, what was done, by when to look again."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    follow_up_on = models.DateField()
    answer = models.CharField(max_length=10, choices=ANSWERS, default="pending")
    answered_on = models.DateField(null=True)
    answer_words = models.TextField(blank=True, max_length=4000)
    done_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank; an answer is dated; nothing is done that was refused."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="admission_recommendation_rank_once"),
            models.CheckConstraint(
                condition=Q(answer="pending", answered_on=None)
                | (~Q(answer="pending") & Q(answered_on__isnull=False)),
                name="admission_recommendation_answer_dated",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(answer__in=["accepted", "partly"]),
                name="admission_recommendation_done_accepted",
            ),
        ]


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
