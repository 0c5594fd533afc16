"""Letters of a dossier: draft, approval over the hash of the rendered PDF, dispatch.

Source: architecture.md, section 6 « Letters ». What is sent is the very bytes that were approved.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import RankedContent


class LetterState(models.TextChoices):
    """The states of a letter; `sending` is committed before the connection is made."""

    DRAFT = "draft", "Projet"
    SUBMITTED = "submitted", "À approuver"
    APPROVED = "approved", "Approuvée"
    QUEUED = "queued", "En file d’envoi"
    SENDING = "sending", "Envoi en cours"
    SENT = "sent", "Transmise"
    FAILED = "failed", "Envoi échoué"
    UNCERTAIN = "uncertain", "Envoi incertain"
    BOUNCED = "bounced", "Retour de courriel"
    CANCELLED = "cancelled", "Annulée"


# Gone, or perhaps gone: nothing takes such a letter back.
LEFT = (
    LetterState.QUEUED,
    LetterState.SENDING,
    LetterState.SENT,
    LetterState.UNCERTAIN,
    LetterState.BOUNCED,
)


class Delivery(models.TextChoices):
    """How a letter reaches its reader; by e-mail the PDF itself travels, by link only the news of it."""

    LINK = "link", "par lien sécurisé"
    EMAIL = "email", "par courriel, en pièce jointe"
    POST = "post", "par la poste"


class Letter(RankedContent):
    """One letter: the text that people edit, then the stored PDF that was approved."""

    template = models.CharField(max_length=60)
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    recipient = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    salutation = models.CharField(max_length=120)
    body = models.TextField(max_length=60000)
    closing = models.CharField(max_length=300)
    enclosures = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=60)
    edited_at = models.DateTimeField()
    edited_by = models.CharField(max_length=60, blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=60, blank=True)
    # What whoever returned the letter asks its author; empty once it is submitted again.
    comment = models.TextField(blank=True, max_length=2000)
    returned_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=250, blank=True)
    letter_date = models.DateField(null=True)
    version = models.ForeignKey(
        "documents.DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    message = models.ForeignKey("mail.Message", null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, default="email")
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.EMAIL)
    sent_on = models.DateField(null=True)
    # The ranks of the passes whose codes its approval printed: they fall with the approval.
    printed_passes = ArrayField(models.PositiveIntegerField(), default=list)
    # The codes of the texts of law printed after the signature, in the version of the letter's day.
    annexes = ArrayField(models.CharField(max_length=60), default=list)
    # The version of the words that it started from; 0 is the module's own file (kernel.wordings).
    wording = models.PositiveIntegerField(default=0)

    class Meta:
        """Addressed by rank; an approved letter always has its bytes and its hash."""

        indexes = [
            # The signing queue: few rows, whatever the number of letters kept.
            models.Index(
                fields=["compartment", "submitted_at"],
                condition=Q(state="submitted"),
                name="letters_to_sign",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="letters_rank_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "cancelled"])
                | (Q(approved_at__isnull=False) & Q(version__isnull=False) & ~Q(sha256="")),
                name="letters_approved_has_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_on__isnull=False), name="letters_sent_is_dated"
            ),
        ]


class Typing(models.Model):
    """What one person is writing in a letter and has not kept yet: the letter itself does not change.

    One row by letter and person, so that two people who write at once never overwrite each other.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="typings")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    # The letter's own time of edition when the typing began: tells whether it changed meanwhile.
    over = models.DateTimeField()
    text = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        """One by person."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "letter", "user"], name="letters_typing_once")
        ]


class Letterhead(models.Model):
    """Under whose name a compartment writes, when it is not the Office's; an empty part is its site's."""

    compartment = models.OneToOneField(
        "accounts.Compartment", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    organization = models.CharField(max_length=120)
    line = models.CharField(max_length=160, blank=True)
    address = models.TextField(max_length=400, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    edited_at = models.DateTimeField(null=True)
