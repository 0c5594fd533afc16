"""The people and bodies of a dossier, and the professional orders that the Office watches over.

Parties belong to a dossier and its compartment: there is no global table of persons. Orders are public data.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import DossierContent, RankedContent
from egide.law.addresses import phone_key, postal_code, street_key
from egide.law.names import sorted_words, words
from egide.law.sounds import sounds


class Exercise(models.TextChoices):
    """How an order's professions are protected (Professional Code, ch. IV, div. II and III)."""

    EXCLUSIVE = "exclusive", "Exercice exclusif"
    RESERVED_TITLE = "reserved", "Titre réservé"


class ProfessionalOrder(models.Model):
    """One of the orders of Schedule I of the Professional Code; acronyms are not keys, slugs are."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")
    name_en = models.CharField(max_length=200, blank=True)
    acronym = models.CharField(max_length=20, blank=True)
    exercise = models.CharField(max_length=10, choices=Exercise.choices)
    sector = models.CharField(max_length=80, blank=True)
    statute = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """French order: by folded name."""

        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """Will keep the folded name beside the name."""
        self.name_key = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]


class Profession(models.Model):
    """A regulated profession, of one order."""

    order = models.ForeignKey(ProfessionalOrder, on_delete=models.PROTECT, related_name="professions")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")

    class Meta:
        """A profession belongs to one order once."""

        constraints = [models.UniqueConstraint(fields=["order", "name"], name="parties_profession_once")]

    def save(self, **kwargs: object) -> None:
        """Will keep the folded name beside the name."""
        self.name_key = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]


class PartyRole(models.TextChoices):
    """What a party is in the dossier."""

    REQUESTER = "requester", "Personne requérante"
    CO_REQUESTER = "co_requester", "Autre signataire"
    REPRESENTATIVE = "representative", "Personne mandatée"
    ORDER = "order", "Ordre visé"
    THIRD_PERSON = "third_person", "Tiers concerné"
    BODY = "body", "Organisme"
    OTHER = "other", "Autre personne"


NOBODY = ("personne", "anonyme")


class Keys(models.Model):
    """The folded keys under which one person is found again; never shown, kept beside what was typed.

    Compared by equality only: behind a wall nothing else uses an index.
    """

    name_sorted = models.CharField(max_length=220, blank=True, db_collation="C")
    sound_sorted = models.CharField(max_length=220, blank=True, db_collation="C")
    sound_first = models.CharField(max_length=80, blank=True, db_collation="C")
    sound_last = models.CharField(max_length=80, blank=True, db_collation="C")
    email_key = models.CharField(max_length=254, blank=True, db_collation="C")
    phone_key = models.CharField(max_length=20, blank=True, db_collation="C")
    address_key = models.CharField(max_length=200, blank=True, db_collation="C")
    postal_key = models.CharField(max_length=7, blank=True, db_collation="C")

    class Meta:
        """No table of its own."""

        abstract = True

    def fold_person(self, *, name: str, email: str, phone: str, address: str) -> None:
        """Will compute the keys of a person; « Personne anonyme » resembles nobody by name."""
        known = "" if words(name) == NOBODY else name
        heard = sounds(known)
        self.name_sorted = sorted_words(known)[:220]
        self.sound_sorted = " ".join(sorted(heard))[:220]
        self.sound_first, self.sound_last = (heard[0][:80], heard[-1][:80]) if heard else ("", "")
        self.email_key, self.phone_key = fold(email), phone_key(phone)
        self.address_key, self.postal_key = street_key(address)[:200], postal_code(address)


class Party(RankedContent, Keys):
    """A person or a body in one dossier."""

    role = models.CharField(max_length=20, choices=PartyRole.choices)
    order = models.ForeignKey(ProfessionalOrder, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_collation="C")
    civility = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True, max_length=1000)
    language = models.CharField(max_length=5, default="fr")
    preferred_channel = models.CharField(max_length=20, default="email")
    # The rank, in the dossier, of the document that proves a mandate.
    proof_rank = models.PositiveIntegerField(null=True)

    class Meta:
        """Addressed by rank; found by folded name, sound, e-mail, phone or door."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="parties_rank_once")]
        indexes = [
            models.Index(fields=["name_key"], name="parties_name"),
            models.Index(fields=["email_key"], name="parties_email"),
            models.Index(fields=["name_sorted"], name="parties_name_words"),
            models.Index(fields=["sound_sorted"], name="parties_sound"),
            models.Index(fields=["sound_last"], name="parties_surname_sound"),
            models.Index(fields=["phone_key"], name="parties_phone"),
            models.Index(fields=["address_key"], name="parties_door"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """Will keep the folded keys beside what was typed."""
        self.name_key = fold(self.name)
        self.fold_person(name=self.name, email=self.email, phone=self.phone, address=self.address)
        super().save(**kwargs)  # type: ignore[arg-type]


def _held(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to, null=null, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )


class ConcernedOrder(models.Model):
    """An order that a dossier concerns, with what lists narrow and sort by: one order's list reads its first rows.

    Written by triggers alone, from the parties and the dossier (concerned.py); in step with both at any instant.
    """

    # Its party refers to the order.
    order = models.ForeignKey(
        ProfessionalOrder, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # The dossier and its compartment are held by one key together (walls.py); the rest, by the dossier itself.
    dossier = _held("dossiers.Dossier")
    compartment = _held("accounts.Compartment")
    kind = models.CharField(max_length=40)
    unit = _held("accounts.Unit")
    assignee = _held("accounts.User", null=True)
    named = ArrayField(models.BigIntegerField())
    state = models.CharField(max_length=40)
    received_on = models.DateField()
    closed_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)

    class Meta:
        """One row for an order and a dossier; read in the orders of the lists, the walls' columns beside."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "order", "compartment"], name="parties_concerned_once")
        ]
        indexes = [
            models.Index(
                fields=["order", "next_due_on", "dossier"],
                include=["compartment", "unit", "kind", "state"],
                condition=models.Q(closed_on=None),
                name="concerned_open",
            ),
            models.Index(
                fields=["order", "next_due_on", "dossier"],
                include=["compartment", "unit", "kind", "state"],
                condition=models.Q(closed_on__isnull=False),
                name="concerned_closed",
            ),
            models.Index(
                fields=["order", "-received_on", "-dossier"],
                include=["compartment", "unit", "kind", "closed_on"],
                name="concerned_newest",
            ),
        ]


class StaffIdentity(Keys):
    """What a member of the staff tells of herself, so that her own file never reaches her desk.

    Its row is hers alone: row-level security shows it to nobody else, and one window compares it with the
    parties of a dossier, giving user ids only. Source: domain.md C.4, « Conflict of interest ».
    """

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True, max_length=1000)
    orders = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    stated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        """Will keep the folded keys beside what was typed."""
        self.fold_person(name=self.name, email=self.email, phone=self.phone, address=self.address)
        super().save(**kwargs)  # type: ignore[arg-type]


class Basis(models.TextChoices):
    """Why someone of the staff might be in conflict, without being the person herself."""

    SURNAME = "surname", "Même nom de famille qu’une personne du dossier"
    CONTACT = "contact", "Même courriel, téléphone ou adresse qu’une personne du dossier"
    ORDER = "order", "Membre de l’ordre visé"


class FlagDecision(models.TextChoices):
    """What was decided of a flag."""

    CLEARED = "cleared", "Aucun conflit"
    CONFLICT = "conflict", "Conflit : l’accès prend fin"


class ConflictFlag(DossierContent):
    """A flag that someone looked at: who decided what, and why. An undecided flag is computed, never stored."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    decision = models.CharField(max_length=10, choices=FlagDecision.choices)
    reason = models.CharField(max_length=500)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta:
        """One standing decision for each person and basis."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "user", "basis"], name="parties_flag_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="parties_flag_reasoned"),
        ]
