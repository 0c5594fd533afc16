"""What was found for a request, what is decided of each document and of each page, and the third persons told.

A decision never touches a document: what is masked is masked in a copy, by the kernel's redaction.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent
from egide.modules.access_requests.examination.models_publishing import (  # noqa: F401 — Django looks for tables here
    Publication,
    PublishedDocument,
)

LONGEST_WORDS = 4_000  # characters


class Decision(models.TextChoices):
    """What becomes of a document (s. 47 and 48 of the Access Act)."""

    ACCESS = "access", "Accès"
    PARTIAL = "partial", "Accès partiel"
    REFUSED = "refused", "Refus"
    NOT_HELD = "not_held", "Inexistant"
    OTHER_BODY = "other_body", "Autre organisme"


class PageDecision(models.TextChoices):
    """What becomes of one page."""

    RELEASE = "release", "Remettre"
    MASK = "mask", "Masquer en partie"
    WITHHOLD = "withhold", "Retenir"


class FoundDocument(RankedContent):
    """One line of the inventory: an exact version, pinned by its hash, where it came from, what is decided."""

    consultation = models.ForeignKey(
        "consulting.Consultation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True, db_collation="C")
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_collation="C")
    pages = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    grounds = models.JSONField(default=list)
    # To which body it belongs, or why it is decided so: the officer’s own words.
    reason = models.TextField(max_length=LONGEST_WORDS, blank=True)
    # The number of the earlier request whose decision was taken again.
    earlier = models.CharField(max_length=40, blank=True, db_collation="C")
    redaction = models.ForeignKey(
        "redaction.Redaction", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The redacted copy of an earlier release, copied here.
    released = models.ForeignKey(
        "documents.DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbered in the request; a version is found once; a decision is somebody's."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="examination_rank_once"),
            models.UniqueConstraint(fields=["dossier", "version"], name="examination_version_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="examination_decided_by",
            ),
        ]
        indexes = [models.Index(fields=["compartment", "sha256"], name="examination_same_bytes")]

    def __str__(self) -> str:
        return self.title


class FoundPage(DossierContent):
    """One page: what its text folds to, what is decided. `by_likeness`: decided with the same page elsewhere."""

    found = models.ForeignKey(FoundDocument, on_delete=models.CASCADE, related_name="own_pages")
    number = models.PositiveIntegerField()
    # Empty when the page has too few words to be recognised by them.
    text_key = models.CharField(max_length=64, blank=True, db_collation="C")
    decision = models.CharField(max_length=10, choices=PageDecision.choices, blank=True)
    grounds = models.JSONField(default=list)
    by_likeness = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbered from 1 in its document."""

        constraints = [
            models.UniqueConstraint(fields=["found", "number"], name="examination_page_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None) | ~Q(decision="") & Q(decided_by__isnull=False),
                name="examination_page_decided_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "text_key"],
                name="examination_same_text",
                condition=~Q(text_key=""),
            )
        ]


class Position(models.TextChoices):
    """What a third person answered; silence, once its time is over, is consent."""

    CONSENT = "consent", "Consent"
    REFUSAL = "refusal", "S’oppose"
    SILENCE = "silence", "Silence (vaut consentement)"


class ThirdPerson(RankedContent):
    """Someone told before a document that she gave is released (s. 49); every day of her own clock is an input."""

    name = models.CharField(max_length=200)
    address = models.TextField(max_length=500)
    # Ranks of the documents of the inventory that concern her; none means all.
    about = models.JSONField(default=list)
    notice_mailed_on = models.DateField(null=True)
    informed_on = models.DateField(null=True)
    position = models.CharField(max_length=8, choices=Position.choices, blank=True)
    answered_on = models.DateField(null=True)
    observations = models.TextField(max_length=LONGEST_WORDS, blank=True)
    decision_mailed_on = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        """Numbered in the request; days in their order."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="examination_third_once"),
            models.CheckConstraint(
                condition=Q(informed_on=None)
                | Q(notice_mailed_on__isnull=False, informed_on__gte=F("notice_mailed_on")),
                name="examination_informed_after_mailing",
            ),
            models.CheckConstraint(
                condition=Q(position="", answered_on=None)
                | ~Q(position="") & Q(answered_on__isnull=False, informed_on__isnull=False),
                name="examination_answer_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeeEstimate(RankedContent):
    """What reproduction would cost, told before the request is processed (s. 11); amounts in dollars."""

    copies = models.PositiveIntegerField()
    mailing = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    rate_since = models.DateField()
    cost = models.DecimalField(max_digits=10, decimal_places=2)
    exempt = models.DecimalField(max_digits=8, decimal_places=2)
    due = models.DecimalField(max_digits=10, decimal_places=2)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbered in the request: the newest stands."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="examination_estimate_once")]
