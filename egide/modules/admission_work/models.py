"""The tables of the Commissioner's works, of the summaries of complaints, and of what leaves his compartment.

A published summary and the yearly totals are copies made for everyone: no number, no name, no way back.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent

LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_LINE = 8000, 6000, 200  # characters


class Nature(models.TextChoices):
    """The works that the service statement names beside complaints."""

    VERIFICATION = "verification", "Vérification"
    STUDY = "study", "Étude ou recherche"
    OPINION = "opinion", "Avis"
    TRAINING = "training", "Suivi de la formation d’appoint et des stages"


class AdmissionWork(models.Model):
    """What a work adds to its dossier; `due_on` is an internal target, of no law."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="admission_work"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=20, choices=Nature.choices)
    subject = models.TextField(max_length=LONGEST_SUBJECT)
    due_on = models.DateField(null=True)


class SummaryState(models.TextChoices):
    """The way of a summary to the public page: written, read by another, approved by the Commissioner."""

    DRAFT = "draft", "En rédaction"
    CHECKED = "checked", "Vérifié par une autre personne"
    PUBLISHED = "published", "Publié"
    WITHDRAWN = "withdrawn", "Retiré"


class Summary(DossierContent):
    """The de-identified summary of a complaint that is concluded: one by dossier."""

    state = models.CharField(max_length=12, choices=SummaryState.choices, default=SummaryState.DRAFT)
    received_on = models.DateField()
    closed_on = models.DateField()
    permit = models.CharField(max_length=LONGEST_LINE)
    issue = models.TextField(max_length=LONGEST_TEXT)
    conclusions = models.TextField(max_length=LONGEST_TEXT)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    # Words of the dossier found in the text, that the checker read and lets stand.
    accepted = models.JSONField(default=list)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    published_as = models.UUIDField(null=True)

    class Meta:
        """Read by somebody else than its author; what is published was checked and approved."""

        constraints = [
            models.UniqueConstraint(fields=["dossier"], name="admission_summary_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("written_by")), name="admission_summary_two"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(checked_by__isnull=False, approved_by__isnull=False),
                name="admission_summary_approved",
            ),
        ]


class PublishedSummary(models.Model):
    """What everyone reads: it holds no number of the complaint and no key of its dossier.

    `public_id` is its own name; the summary keeps it to take the publication back.
    """

    public_id = models.UUIDField(default=uuid.uuid4)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    closed_on = models.DateField()
    permit = models.CharField(max_length=LONGEST_LINE)
    issue = models.TextField(max_length=LONGEST_TEXT)
    conclusions = models.TextField(max_length=LONGEST_TEXT)
    published_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Found again by its own name."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "public_id"], name="admission_published_once")
        ]


class YearTotals(models.Model):
    """What the Office may know of a year's complaints: numbers already masked, counted on the Commissioner's side.

    An empty number is « moins de 5 », or hidden because it would give another away.
    """

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    received = models.PositiveIntegerField(null=True)
    concluded = models.PositiveIntegerField(null=True)
    ended = models.PositiveIntegerField(null=True)
    under_way = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField()
    # Nobody outside his compartment reads a year that the Commissioner took back.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One row by year."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "year"], name="admission_totals_year_once")
        ]


class OpeningsCertificate(models.Model):
    """Who opened what in the compartment in one month: a PDF, sealed by its hash in the journal."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    openings = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        """One by month."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "month"], name="admission_openings_month_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="admission_openings_first_day"),
        ]
