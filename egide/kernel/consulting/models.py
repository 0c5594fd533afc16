"""Both sides of a question that crosses a wall, tied by a key that no screen shows.

`Consultation` belongs to the dossier that asks; `Question` to the unit that is asked, and names no dossier of
the other side. What each side may never know is simply not in its table.
"""

import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent

LONGEST_WORDS = 4_000  # characters
MOST_HOURS = Decimal("9999.99")  # hours


class State(models.TextChoices):
    """Where a question stands, the same on both sides."""

    ASKED = "asked", "En attente"
    RETURNED = "returned", "À compléter"
    ANSWERED = "answered", "Répondue"
    WITHDRAWN = "withdrawn", "Retirée"


WAITING = (State.ASKED, State.RETURNED)
_SIGNED = Q(found__isnull=False, hours__isnull=False, answered_at__isnull=False) & ~Q(declaration="")


class Answer(models.Model):
    """What an answer says, kept on each side; `hours` are decimal hours of search."""

    found = models.BooleanField(null=True)
    hours = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))]
    )
    comments = models.TextField(max_length=LONGEST_WORDS, blank=True)
    # The whole text that the person signed, as it was shown.
    declaration = models.TextField(max_length=LONGEST_WORDS, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_title = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class Consultation(RankedContent, Answer):
    """The asking side: to which unit, in what words, for when; then what came back."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=40, db_collation="C")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_WORDS)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_because = models.TextField(max_length=LONGEST_WORDS, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(max_length=LONGEST_WORDS, blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        """Addressed by rank; answered only when it is signed."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="consulting_rank_once"),
            models.CheckConstraint(condition=~Q(state="answered") | _SIGNED, name="consulting_signed"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="consulting_withdrawn_is_dated",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="consulting_due", condition=Q(state__in=("asked", "returned"))
            )
        ]

    def __str__(self) -> str:
        return self.number


class ConsultationDocument(DossierContent):
    """A copy that came back, in the asking dossier: its reference on the other side, its pages, its class."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="documents")
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, db_collation="C")
    pages = models.PositiveIntegerField(null=True)
    class_code = models.CharField(max_length=40, blank=True)

    class Meta:
        """A reference comes back once."""

        constraints = [
            models.UniqueConstraint(fields=["consultation", "reference"], name="consulting_reference_once")
        ]


class Question(Answer):
    """The asked side: exact words, a day, from whom in general terms. The draft of its answer stays here."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, editable=False)
    asker = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=120)
    number = models.CharField(max_length=40, db_collation="C")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_WORDS)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    received_at = models.DateTimeField()
    entrusted_to = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    returned_because = models.TextField(max_length=LONGEST_WORDS, blank=True)
    ended_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        """Numbered in its compartment; answered only when a person signed."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="consulting_number_once"),
            models.CheckConstraint(
                condition=~Q(state="answered") | _SIGNED & Q(answered_by__isnull=False),
                name="consulting_question_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-received_at"], name="consulting_unit"),
            models.Index(
                fields=["unit", "due_on"],
                name="consulting_open",
                condition=Q(state__in=("asked", "returned")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class QuestionFile(models.Model):
    """A document to hand with the answer: uploaded here, or a version of a dossier that the person may read.

    Where it comes from stays on this side; `dossier` is empty for an uploaded one.
    """

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    stored = models.ForeignKey("storage.StoredObject", null=True, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "documents.DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField(null=True)
    # Taken out of the draft: the row stays, because nothing of a held dossier is deleted.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered in its question; from one place and one only."""

        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="consulting_file_once"),
            models.UniqueConstraint(
                fields=["question", "version"],
                name="consulting_version_once",
                condition=Q(version__isnull=False, removed_at=None),
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(removed_at=None), name="consulting_sent_or_removed"
            ),
            models.CheckConstraint(
                condition=Q(stored__isnull=False, version=None, dossier=None)
                | Q(stored=None, version__isnull=False, dossier__isnull=False),
                name="consulting_file_from_one_place",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("added_at")), name="consulting_sent_after"
            ),
        ]

    def __str__(self) -> str:
        return self.title
