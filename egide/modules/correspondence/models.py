"""The register of mail (domain.md D.5): one row per piece that arrived, left or went round; apart, the sealed ones.

A piece that arrived waits until someone says what became of it. A sealed piece has no sender, subject nor file: by
design the table has no column for them. Mailboxes and what was read from them are in models_mailbox.py.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import Channel


class Direction(models.TextChoices):
    """Which way a piece goes, seen from the Office."""

    IN = "in", "Reçu"
    OUT = "out", "Envoyé"
    INTERNAL = "own", "Interne"


class Medium(models.TextChoices):
    """How it came or left: the ways of the dossiers, and two more."""

    EMAIL = Channel.EMAIL.value, "courriel"
    FORM = Channel.FORM.value, "formulaire"
    POST = Channel.POST.value, "poste"
    PHONE = Channel.PHONE.value, "téléphone"
    IN_PERSON = Channel.IN_PERSON.value, "en personne"
    FAX = Channel.FAX.value, "télécopieur"
    LINK = "link", "lien sécurisé"
    MEMO = "memo", "note interne"


class Fate(models.TextChoices):
    """What became of a piece."""

    WAITING = "waiting", "À traiter"
    OPENED = "opened", "Dossier ouvert"
    JOINED = "joined", "Jointe à un dossier"
    CARD = "card", "Fiche de renseignement"
    UNIT = "unit", "Remise à une autre unité"
    HANDED = "handed", "Remise à l’abri des regards"
    SENT = "sent", "Partie"


class Work(models.TextChoices):
    """Where the work on a piece stands (domain.md D.5)."""

    ENTERED = "entered", "Enregistrée"
    ASSIGNED = "assigned", "Attribuée"
    UNDER_WAY = "under_way", "En traitement"
    ANSWERED = "answered", "Répondue"
    FILED = "filed", "Classée sans suite"


class Expected(models.TextChoices):
    """What is expected of whoever receives the piece."""

    REPLY = "reply", "Réponse"
    INFORMATION = "information", "Information"
    FILING = "filing", "Classement"


class Source(models.TextChoices):
    """What the house itself wrote a line for."""

    LETTER = "letter", "Lettre du dossier"
    MESSAGE = "message", "Message du dossier"


class Checked(models.TextChoices):
    """What is known of an e-mail’s sender, by the server that received it for the box and by no other."""

    PASSED = "passed", "Expéditeur vérifié"
    FAILED = "failed", "Expéditeur non vérifié"
    UNPROVED = "unproved", "Expéditeur non vérifié"
    SILENT = "silent", "Expéditeur non vérifié"
    NOBODY = "nobody", "Expéditeur non vérifié"


class Doubt(models.TextChoices):
    """Why a piece was not put in the dossier that it names."""

    FAILED = "failed", "Expéditeur non vérifié"
    SENDER = "sender", "Expéditeur différent"
    AUTOMATIC = "automatic", "Réponse automatique probable"


class MailPiece(models.Model):
    """One piece of mail. The day of receipt and the moment of entry are two facts, neither replaces the other.

    `received_on` is the day when it arrived, or left.
    """

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.IN)
    medium = models.CharField(max_length=20, choices=Medium.choices)
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    sender = models.CharField(max_length=200, blank=True)
    sender_email = models.CharField(max_length=254, blank=True)
    sender_phone = models.CharField(max_length=40, blank=True)
    sender_address = models.TextField(max_length=1000, blank=True)
    addressee = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    document_on = models.DateField(null=True)
    original_at = models.CharField(max_length=200, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.WAITING)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    # What was proposed from the file (text, date of receipt), until a person confirms it.
    proposed = models.JSONField(default=dict)
    expected = models.CharField(max_length=12, choices=Expected.choices, blank=True)
    due_on = models.DateField(null=True)
    copies = models.CharField(max_length=300, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    # Empty where the work is the dossier's, or none is asked.
    work = models.CharField(max_length=10, choices=Work.choices, default=Work.ENTERED, blank=True)
    assignee = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    # The piece that left and that this one is answered by.
    answered_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answers")
    settled_at = models.DateTimeField(null=True)
    # A letter or a message of the dossier, by its rank: written when it leaves, once.
    source = models.CharField(max_length=10, choices=Source.choices, blank=True)
    source_rank = models.PositiveIntegerField(null=True)
    returned_on = models.DateField(null=True)
    automatic = models.BooleanField(default=False)
    doubt = models.CharField(max_length=10, choices=Doubt.choices, blank=True)
    # An e-mail’s sender, as its own server judged it; the results in a few words, without a domain.
    checked = models.CharField(max_length=10, choices=Checked.choices, blank=True, default="", db_default="")
    check_said = models.CharField(max_length=60, blank=True, default="", db_default="")
    # The dossier that an e-mail names and that a person has not confirmed.
    named = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbered per compartment; a piece that went to a dossier or a unit names it."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="correspondence_number_once"),
            models.UniqueConstraint(fields=["id", "compartment"], name="correspondence_piece_anchor"),
            models.CheckConstraint(
                condition=~Q(fate__in=["opened", "joined"]) | Q(dossier__isnull=False),
                name="correspondence_dossier_named",
            ),
            models.CheckConstraint(
                condition=~Q(fate="unit") | Q(unit__isnull=False), name="correspondence_unit_named"
            ),
            models.UniqueConstraint(
                fields=["dossier", "source", "source_rank"],
                condition=~Q(source=""),
                name="correspondence_source_once",
            ),
            models.CheckConstraint(
                condition=Q(source="") | Q(dossier__isnull=False, source_rank__isnull=False),
                name="correspondence_source_placed",
            ),
            models.CheckConstraint(
                condition=Q(work="answered") | Q(answered_by=None),
                name="correspondence_answered_by_reply",
            ),
            models.CheckConstraint(
                condition=~Q(work="assigned") | Q(assignee__isnull=False) | Q(unit__isnull=False),
                name="correspondence_assigned_to_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["compartment", "-entered_at"], name="correspondence_entered"),
            models.Index(
                fields=["compartment", "entered_at"], name="correspondence_left", condition=Q(fate="waiting")
            ),
            models.Index(fields=["compartment", "-received_on", "-id"], name="correspondence_newest"),
            models.Index(
                fields=["unit", "due_on"],
                name="correspondence_unit_todo",
                condition=Q(work__in=["entered", "assigned", "under_way"]),
            ),
            models.Index(
                fields=["assignee", "due_on"],
                name="correspondence_own_todo",
                condition=Q(work__in=["entered", "assigned", "under_way"]),
            ),
            models.Index(fields=["dossier"], name="correspondence_of_dossier"),
        ]

    def __str__(self) -> str:
        return self.number


class MailFile(models.Model):
    """A file of a piece; the first is the piece itself, byte for byte, the others were taken out of it."""

    piece = models.ForeignKey(MailPiece, on_delete=models.PROTECT, related_name="files")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()

    class Meta:
        """Ranked in its piece."""

        constraints = [models.UniqueConstraint(fields=["piece", "rank"], name="correspondence_file_once")]


class PieceStep(models.Model):
    """One step of the work on a piece: what was, what is since, and what was said; the last one may be undone."""

    piece = models.ForeignKey(MailPiece, on_delete=models.PROTECT, related_name="steps")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=500, blank=True)
    # Codes and keys of the columns that the step changed, as they were.
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Ranked in its piece."""

        constraints = [models.UniqueConstraint(fields=["piece", "rank"], name="correspondence_step_once")]


class SealedTo(models.TextChoices):
    """To whom a sealed piece is addressed: the code is that of the compartment which takes it."""

    COMMISSIONER = "commissioner", "Commissaire à l’admission aux professions"
    PRESIDENCY = "presidency", "Présidence"
    DISCIPLINE = "discipline", "Bureau des présidents des conseils de discipline"
    INTEGRITY = "integrity", "Personne désignée pour les divulgations"


class SealedPiece(models.Model):
    """A « pli scellé »: when and how it came, to whom it was handed over. Nothing else exists to be read."""

    number = models.CharField(max_length=40, unique=True, db_collation="C")
    addressed_to = models.CharField(max_length=20, choices=SealedTo.choices)
    medium = models.CharField(max_length=20, choices=Channel.choices)
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    handed_to = models.CharField(max_length=200)
    handed_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Newest first by its number; acknowledged once, by someone."""

        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by=""),
                name="correspondence_sealed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("entered_at")),
                name="correspondence_sealed_after_entry",
            ),
        ]
        indexes = [models.Index(fields=["-entered_at"], name="correspondence_sealed_newest")]

    def __str__(self) -> str:
        return self.number


from egide.modules.correspondence.models_mailbox import Arrival, Mailbox, ReceivedEmail  # noqa: E402

__all__ = ["Arrival", "Mailbox", "ReceivedEmail"]
