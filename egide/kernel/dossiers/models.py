"""The dossier: what every file of the Office shares, and the counter that numbers it.

A module keeps its own facts one-to-one beside it. A dossier never changes compartment.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.folding import fold


class Channel(models.TextChoices):
    """How a request reached the Office (domain.md D.0)."""

    EMAIL = "email", "courriel"
    FORM = "form", "formulaire"
    POST = "post", "poste"
    PHONE = "phone", "téléphone"
    IN_PERSON = "in_person", "en personne"
    FAX = "fax", "télécopieur"


class Confidentiality(models.TextChoices):
    """Confidentiality classes (domain.md D.0)."""

    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Interne"
    RESTRICTED = "restricted", "Restreint à l’unité"
    PERSONAL = "personal", "Renseignements personnels"
    COMMISSIONER = "commissioner", "Cloisonné : Commissaire"
    DISCIPLINE = "discipline", "Cloisonné : discipline"
    LEGAL_PRIVILEGE = "privilege", "Secret professionnel"
    PRESIDENCY = "presidency", "Présidence"


class Dossier(models.Model):
    """One file: number, title, state, place, dates. Its history is the journal, nothing else."""

    # No column: why nothing more is done in it, as a page that read its end tells the gate (verdicts.may).
    over = ""

    # The indexes of the lists begin by the compartment or the unit: these two have none of their own.
    compartment = models.ForeignKey(
        "accounts.Compartment", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40, db_collation="C")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=220, db_collation="C")
    state = models.CharField(max_length=40)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    # Its index holds the kind too (dossiers_own): someone's dossiers are many, those of one kind often few.
    assignee = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # People named on it beside the person in charge, from any unit: their accounts' ids (Scope.NAMED).
    named = ArrayField(models.BigIntegerField(), default=list, blank=True)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    language = models.CharField(max_length=5, default="fr")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    next_due_label = models.CharField(max_length=120, blank=True)
    # Its place in the classification scheme; the class of its kind until someone classifies it elsewhere.
    class_code = models.CharField(max_length=40, blank=True, default="")
    retention_series = models.CharField(max_length=20, blank=True)
    active_until = models.DateField(null=True)
    semi_active_until = models.DateField(null=True)
    disposition = models.CharField(max_length=1, blank=True)

    class Meta:
        """Numbers are unique per compartment: a violation elsewhere would reveal a hidden row."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="dossiers_number_once"),
            models.UniqueConstraint(fields=["id", "compartment"], name="dossiers_id_compartment"),
            models.CheckConstraint(condition=Q(version__gte=1), name="dossiers_version_positive"),
            models.CheckConstraint(
                condition=Q(opened_at__gte=F("received_at")), name="dossiers_opened_after_receipt"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")),
                name="dossiers_closed_after_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["assignee", "kind"], name="dossiers_own"),
            models.Index(
                fields=["assignee", "next_due_on", "id"], name="dossiers_mine", condition=Q(closed_on=None)
            ),
            models.Index(
                fields=["unit", "next_due_on", "id"], name="dossiers_unit", condition=Q(closed_on=None)
            ),
            # Open ones in nobody's charge, whatever their place: few, and the first ones are what the box shows.
            models.Index(
                fields=["next_due_on", "id"],
                include=["kind", "compartment", "unit"],
                name="dossiers_nobody",
                condition=Q(closed_on=None, assignee=None),
            ),
            models.Index(fields=["compartment", "kind", "-received_on", "-id"], name="dossiers_newest"),
            models.Index(fields=["number"], name="dossiers_by_number"),
            models.Index(fields=["compartment", "class_code", "-id"], name="dossiers_by_class"),
            models.Index(
                fields=["compartment", "semi_active_until"],
                name="dossiers_by_last_day",
                condition=Q(semi_active_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, **kwargs: object) -> None:
        """Will keep the folded title beside the title: lists search the folded one."""
        self.title_key = fold(self.title)[:220]
        super().save(**kwargs)  # type: ignore[arg-type]


class NumberCounter(models.Model):
    """The last number given, per compartment, kind and year; taken last in the transaction."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter per compartment, prefix and year."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "prefix", "year"], name="dossiers_counter_once")
        ]


class DossierContent(models.Model):
    """Base of every table with content: its dossier and, always, its dossier's compartment."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class RankedContent(DossierContent):
    """Content that a page can address: `rank` is its place in its dossier, 1, 2, 3… (no id leaves the house)."""

    rank = models.PositiveIntegerField()

    class Meta:
        """No table of its own."""

        abstract = True
