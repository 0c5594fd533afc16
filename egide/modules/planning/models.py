"""The tables of a periodic report: its period, its texts, comments, recommendations, figures and editions.

A publication is a copy of approved bytes, behind a wall of its own: the whole staff reads it, nothing else here.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent

LONGEST_SECTION = 20_000  # characters
LONGEST_COMMENT = 8_000
LONGEST_RECOMMENDATION = 2_000


class Report(models.Model):
    """What a report adds to its dossier: the period, what it covers, how small numbers are printed."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="periodic_report"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField()
    streams = ArrayField(models.CharField(max_length=40))
    mask_small = models.BooleanField(default=True)
    opened_by = models.CharField(max_length=60)

    class Meta:
        """A period has at least one day."""

        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="planning_period")]


class SectionCode(models.TextChoices):
    """The texts that people write, in the order of the report."""

    SUMMARY = "summary", "Sommaire"
    ISSUES = "issues", "Enjeux soulevés"
    ANALYSIS = "analysis", "Analyse"
    CONCLUSIONS = "conclusions", "Conclusions"


class Section(RankedContent):
    """One text of the report, as it stands now; an edition keeps what it said then."""

    code = models.CharField(max_length=20, choices=SectionCode.choices)
    text = models.TextField(blank=True, max_length=LONGEST_SECTION)
    edited_at = models.DateTimeField()
    edited_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Each text once."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="planning_section_rank_once"),
            models.UniqueConstraint(fields=["dossier", "code"], name="planning_section_once"),
        ]


class SectionTyping(DossierContent):
    """What one person is writing in a text and has not kept yet, as for letters: the text does not change."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="typings")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    over = models.DateTimeField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        """One by person."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "section", "user"], name="planning_typing_once")
        ]


class Treatment(models.TextChoices):
    """What became of a comment."""

    INCLUDED = "included", "Intégré au rapport"
    ANSWERED = "answered", "Répondu"


class CommentRequest(RankedContent):
    """A unit is asked what it thinks of the report; its words stay with their author and their date."""

    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    due_on = models.DateField()
    text = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    treatment = models.CharField(max_length=10, choices=Treatment.choices, blank=True)
    reply = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    treated_at = models.DateTimeField(null=True)
    treated_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """A unit is asked once."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="planning_comment_rank_once"),
            models.UniqueConstraint(fields=["dossier", "unit"], name="planning_comment_unit_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="planning_comment_signed",
            ),
        ]


class Recommendation(RankedContent):
    """A numbered recommendation; once it becomes a corrective measure, the measure's rank in the same dossier."""

    text = models.TextField(max_length=LONGEST_RECOMMENDATION)
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)
    measure_rank = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="planning_recommendation_once")
        ]


class Contribution(DossierContent):
    """The figures that another compartment lets into the report: totals, poured by someone who reads them."""

    stream = models.CharField(max_length=40)
    figures = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """The last one poured of each stream."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "stream"], name="planning_contribution_once")
        ]


class Edition(RankedContent):
    """What was presented to the authority: figures and texts frozen, their hash, the PDF's bytes and theirs."""

    figures = models.JSONField()
    figures_sha256 = models.CharField(max_length=64)
    texts = models.JSONField()
    reason = models.TextField(blank=True, max_length=2000)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=60)
    pdf = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    pdf_sha256 = models.CharField(max_length=64)
    set_aside_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=250, blank=True)

    class Meta:
        """What is approved was not set aside, and names who approved it."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="planning_edition_rank_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False, set_aside_at=None),
                name="planning_edition_approved",
            ),
        ]


class Publication(RankedContent):
    """A version on the intranet: a copy of the approved bytes, and the few words that its list shows.

    `rank` is the version: 1, then each erratum. The staff of every compartment reads it while it stands.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=120)
    until = models.DateField()
    reason = models.TextField(blank=True, max_length=2000)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    workbook = models.BinaryField()
    approved_on = models.DateField()
    approved_as = models.CharField(max_length=250)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        """An edition is published once."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="planning_publication_once"),
        ]
