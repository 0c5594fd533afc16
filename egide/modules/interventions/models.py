"""The module's own facts: the request as received from the public form, and what the dossier adds.

Typed columns for facts; JSON only for the answers as they were submitted.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import RankedContent
from egide.modules.interventions.vocabulary import (
    CAUSES,
    DESTINATIONS,
    INTERVENTION_TYPES,
    OUTCOMES,
    RECOURSES,
    SATISFACTIONS,
    THEMES,
    URGENCIES,
)


class Mechanism(models.TextChoices):
    """Which mechanism of the order the person speaks of (domain.md D.1)."""

    SYNDIC = "syndic", "Syndic : demande d’enquête"
    REVIEW = "review", "Comité de révision"
    DISCIPLINE = "discipline", "Conseil de discipline"
    INSPECTION = "inspection", "Inspection professionnelle"
    ACCOUNTS = "accounts", "Conciliation et arbitrage de comptes"
    OTHER = "other", "Autre, ou je ne sais pas"


class Situation(models.TextChoices):
    """What the person lives, in her own words (design/public.html)."""

    NO_NEWS = "no_news", "Oui, et je n’ai pas de nouvelles"
    NO_COMPLAINT = "no_complaint", "Oui, et il a décidé de ne pas porter plainte"
    NOT_YET = "not_yet", "Non, pas encore"
    AWAITING_REVIEW = "awaiting_review", "J’attends l’avis du comité de révision"
    OTHER = "other", "Autre situation, ou je ne sais pas"


class Request(models.Model):
    """A request as it arrived from the public form: the secretariat opens a dossier from it, or sets it aside."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, db_collation="C")
    received_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    order = models.ForeignKey(
        "parties.ProfessionalOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    form_version = models.CharField(max_length=20)
    # Drawn when the form is opened: the same form sent twice is one request.
    form_key = models.CharField(max_length=64, blank=True, db_collation="C")
    answers = models.JSONField()
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """A request is waiting, or opened, or set aside with a reason."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="interventions_reference_once"),
            models.UniqueConstraint(fields=["id", "compartment"], name="interventions_request_anchor"),
            models.UniqueConstraint(
                fields=["compartment", "form_key"], condition=~Q(form_key=""), name="interventions_form_once"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None) | ~Q(set_aside_reason=""), name="interventions_set_aside_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "received_at"],
                name="interventions_waiting",
                condition=Q(dossier=None, set_aside_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class RequestFile(models.Model):
    """A file joined to a request before it has a dossier."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="files")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")


class InterventionDetails(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="intervention"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(
        "parties.ProfessionalOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    mechanism = models.CharField(max_length=20, choices=Mechanism.choices, default=Mechanism.OTHER)
    situation = models.CharField(max_length=20, choices=Situation.choices, default=Situation.OTHER)
    summary = models.TextField(max_length=8000)
    wish = models.TextField(blank=True, max_length=4000)
    anonymous = models.BooleanField(default=False)
    minor = models.BooleanField(default=False)
    # The first is the main one; statistics count it alone.
    theme = models.CharField(max_length=20, choices=THEMES, blank=True)
    theme_2 = models.CharField(max_length=20, choices=THEMES, blank=True)
    theme_3 = models.CharField(max_length=20, choices=THEMES, blank=True)
    urgency = models.CharField(max_length=20, choices=URGENCIES, default="normal")
    intervention_type = models.CharField(max_length=20, choices=INTERVENTION_TYPES, blank=True)
    order_answered_on = models.DateField(null=True)
    result = models.CharField(max_length=20, choices=OUTCOMES, blank=True)
    cause = models.CharField(max_length=20, choices=CAUSES, blank=True)
    satisfaction = models.CharField(max_length=20, choices=SATISFACTIONS, blank=True)
    destination = models.CharField(max_length=20, choices=DESTINATIONS, blank=True)
    follow_up_until = models.DateField(null=True)
    joined_to = models.CharField(max_length=40, blank=True, db_collation="C")


class RecourseUsed(RankedContent):
    """A step already taken with the order, as the person reports it: a day, or her words (« vers mars 2026 »)."""

    kind = models.CharField(max_length=20, choices=RECOURSES)
    happened_on = models.DateField(null=True)
    about = models.CharField(max_length=120, blank=True)
    # The day when the order confirmed the date; until then every delay counted from it is « à valider ».
    confirmed_on = models.DateField(null=True)

    class Meta:
        """Addressed by rank; dated one way or the other."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="interventions_recourse_rank_once"),
            models.CheckConstraint(
                condition=Q(happened_on__isnull=False) | ~Q(about=""), name="interventions_recourse_dated"
            ),
        ]
