"""Disposition lists: what reached its end, who reviewed and approved it, what was done, and the certificate.

A list belongs to one compartment and bears one disposition; its items are dossiers, behind their own walls.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent


class Fate(models.TextChoices):
    """The final disposition of the schedule (domain.md F)."""

    PRESERVE = "C", "Versement"
    DESTROY = "D", "Destruction"
    SORT = "T", "Tri"


class ListState(models.TextChoices):
    """Where a list stands; each step is an entry of its own chain in the journal."""

    DRAFT = "draft", "Projet"
    REVIEW = "review", "En révision"
    CHECK = "check", "À vérifier"
    APPROVAL = "approval", "À approuver"
    WINDOW = "window", "Délai d’opposition"
    RUNNING = "running", "En exécution"
    CLOSED = "closed", "Exécutée"
    CANCELLED = "cancelled", "Abandonnée"


class Choice(models.TextChoices):
    """What the unit says of one dossier."""

    WAITING = "waiting", "À réviser"
    AGREED = "agreed", "D’accord"
    KEPT = "kept", "À garder"


class Outcome(models.TextChoices):
    """What became of one dossier of the list."""

    WAITING = "waiting", "Pas encore exécuté"
    DESTROYED = "destroyed", "Détruit"
    CHOSEN = "chosen", "Retenu pour le versement"
    TRANSFERRED = "transferred", "Versé"
    KEPT = "kept", "Gardé par l’unité"
    DROPPED = "dropped", "Retiré"


OPEN = (
    ListState.DRAFT,
    ListState.REVIEW,
    ListState.CHECK,
    ListState.APPROVAL,
    ListState.WINDOW,
    ListState.RUNNING,
)
SETTLED = (Outcome.DESTROYED, Outcome.TRANSFERRED, Outcome.KEPT, Outcome.DROPPED)


class DispositionList(models.Model):
    """One list. `digest` is the hash of its content, which is what is approved."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, db_collation="C")
    fate = models.CharField(max_length=1, choices=Fate.choices)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    rule = models.CharField(max_length=80)
    rule_title = models.CharField(max_length=200)
    class_code = models.CharField(max_length=40, blank=True)
    due_by = models.DateField(help_text="Dernier jour de conservation, au plus tard.")
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    window_days = models.PositiveSmallIntegerField(default=0)
    objections_until = models.DateField(null=True)
    certificate_number = models.CharField(max_length=40, blank=True, db_collation="C")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The paper of what was destroyed: the day, how, before whom, and who says so.
    paper_on = models.DateField(null=True)
    paper_method = models.CharField(max_length=160, blank=True)
    paper_witness = models.CharField(max_length=160, blank=True)
    paper_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    sampling = models.TextField(blank=True)
    sample_percent = models.PositiveSmallIntegerField(default=0)
    seed = models.CharField(max_length=64, blank=True)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        """Numbers are unique per compartment; an approved list was approved by another than its author."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="disposal_list_number_once"),
            models.UniqueConstraint(fields=["id", "compartment"], name="disposal_list_anchor"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("made_by")),
                name="disposal_list_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("window", "running", "closed"))
                | Q(approved_by__isnull=False, objections_until__isnull=False) & ~Q(digest=""),
                name="disposal_list_approved_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ListItem(DossierContent):
    """One dossier of a list. `picture` is the hash of what it held when the list was frozen.

    `objects` is what the certificate names once it is done: hash, size and type of each file.
    """

    disposition_list = models.ForeignKey(DispositionList, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    open = models.BooleanField(default=True)
    choice = models.CharField(max_length=8, choices=Choice.choices, default=Choice.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    keep_until = models.DateField(null=True)
    chosen_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(null=True)
    picture = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    words = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    objects_told = models.JSONField(default=list)

    class Meta:
        """A dossier is on one open list at a time."""

        constraints = [
            models.UniqueConstraint(fields=["disposition_list", "place"], name="disposal_item_place_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(open=True), name="disposal_item_one_list"
            ),
        ]
        indexes = [models.Index(fields=["disposition_list", "outcome", "place"], name="disposal_item_todo")]


class Certificate(models.Model):
    """What was done, in canonical JSON whose hash is in the journal; it names no one outside the house."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    disposition_list = models.ForeignKey(
        DispositionList, on_delete=models.PROTECT, related_name="certificates"
    )
    number = models.CharField(max_length=40, db_collation="C")
    body = models.TextField(db_collation="C")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    chain = models.CharField(max_length=120, db_collation="C")
    seq = models.IntegerField()

    class Meta:
        """One for each execution."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="disposal_certificate_once")
        ]


class Setting(models.Model):
    """What the records office sets for its compartment: how long one may object to an approved list."""

    compartment = models.OneToOneField("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    window_days = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=60)


class Slip(models.Model):
    """A transfer slip: the boxes or packages of one list’s preserved dossiers, until the archives acknowledge."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    disposition_list = models.OneToOneField(DispositionList, on_delete=models.PROTECT, related_name="slip")
    number = models.CharField(max_length=40, db_collation="C")
    media = models.CharField(max_length=80)
    boxes = models.PositiveSmallIntegerField(default=1)
    restrictions = models.CharField(max_length=300, blank=True)
    restricted_years = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    acknowledged_as = models.CharField(max_length=200, blank=True)
    acknowledged_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Numbers are unique per compartment; the paper form of the regulation has the same fields."""

        constraints = [models.UniqueConstraint(fields=["compartment", "number"], name="disposal_slip_once")]
