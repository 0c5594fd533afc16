"""Redactions: one exact version of a document, the zones to hide with their grounds, who prepared and who read.

The published copy is another document; the source never changes. A zone is never deleted, so that undoing is exact.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent

LONGEST_WORDS = 2_000
LONGEST_WHY = 200


class State(models.TextChoices):
    """Where a redaction stands."""

    PREPARING = "preparing", "En préparation"
    TO_READ = "to_read", "À relire"
    READ = "read", "Relu"
    PUBLISHED = "published", "Publié"
    ABANDONED = "abandoned", "Abandonné"


RUNNING = (State.PREPARING, State.TO_READ, State.READ)


class Making(models.TextChoices):
    """What the job that makes the copy does; nothing before it is asked for and after it succeeded."""

    NONE = "", "Rien n’est demandé"
    ASKED = "asked", "En file"
    WORKING = "working", "En production"
    REFUSED = "refused", "Retenu"
    FAILED = "failed", "Interrompu"


class Redaction(RankedContent):
    """The redaction of one version, pinned by its hash. The author never reads it again for another."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARING)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    remarks = models.TextField(max_length=LONGEST_WORDS, blank=True)
    output = models.ForeignKey(
        "documents.DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    making = models.CharField(max_length=8, choices=Making.choices, default=Making.NONE, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # The French sentence that says why the copy is held back.
    problem = models.TextField(max_length=LONGEST_WORDS, blank=True)
    # What the leak scan answered: surfaces, findings by number, what stays in sight. Stapled to the copy.
    report = models.JSONField(default=dict)
    # Milliseconds of each page that became an image.
    timings = models.JSONField(default=dict)

    class Meta:
        """Addressed by rank; a published one has its copy, and another person read it."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="redaction_rank_once"),
            models.CheckConstraint(
                condition=Q(reader=None) | ~Q(reader=F("author")), name="redaction_read_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("read", "published"))
                | Q(reader__isnull=False, read_at__isnull=False),
                name="redaction_read_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state="published", output__isnull=False, ended_at__isnull=False)
                | Q(state="abandoned", output=None, ended_at__isnull=False)
                | Q(state__in=("preparing", "to_read", "read"), output=None, ended_at=None),
                name="redaction_published_has_a_copy",
            ),
            models.CheckConstraint(condition=Q(pages__gte=1), name="redaction_has_pages"),
        ]

    def __str__(self) -> str:
        return f"caviardage {self.rank}"


class BoxOrigin(models.TextChoices):
    """How a zone came to be proposed."""

    DRAWN = "drawn", "Tracée à la main"
    WORDS = "words", "Mots saisis"
    SEARCH = "search", "Mot cherché"
    PATTERN = "pattern", "Motif reconnu"
    NAME = "name", "Nom d’une partie"


class BoxState(models.TextChoices):
    """A suggestion hides nothing until someone accepts it."""

    SUGGESTED = "suggested", "Suggérée"
    ACCEPTED = "accepted", "À masquer"
    REFUSED = "refused", "Écartée"
    REMOVED = "removed", "Retirée"


class Box(DossierContent):
    """One rectangle of one page, in points from the top left corner, with its ground."""

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="boxes")
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    x0 = models.FloatField()
    y0 = models.FloatField()
    x1 = models.FloatField()
    y1 = models.FloatField()
    ground = models.CharField(max_length=12)
    origin = models.CharField(max_length=8, choices=BoxOrigin.choices)
    # Of a suggestion: its kind (« phone »), and the sentence that explains it.
    kind = models.CharField(max_length=12, blank=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    state = models.CharField(max_length=10, choices=BoxState.choices)
    accepted_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbered from 1 in its redaction; a real rectangle; accepted by somebody."""

        constraints = [
            models.UniqueConstraint(fields=["redaction", "number"], name="redaction_box_once"),
            models.CheckConstraint(
                condition=Q(page__gte=1, x0__gte=0, y0__gte=0, x1__gt=F("x0"), y1__gt=F("y0")),
                name="redaction_box_is_a_rectangle",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_by__isnull=False),
                name="redaction_box_accepted_by",
            ),
        ]
        indexes = [models.Index(fields=["redaction", "page", "number"], name="redaction_by_page")]


class Stroke(DossierContent):
    """One act on the zones, to be undone exactly: what each touched zone was before (null: it did not exist)."""

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="strokes")
    number = models.PositiveIntegerField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Numbered from 1 in its redaction."""

        constraints = [models.UniqueConstraint(fields=["redaction", "number"], name="redaction_stroke_once")]


class Look(models.TextChoices):
    """Who looked at a page."""

    PREPARED = "prepared", "Vue par qui prépare"
    READ = "read", "Relue par une autre personne"


class PageLook(DossierContent):
    """A page that someone declares seen; a change of its zones takes the declaration back."""

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="looks")
    page = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Look.choices)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once for a page and a kind."""

        constraints = [
            models.UniqueConstraint(fields=["redaction", "page", "kind"], name="redaction_look_once")
        ]
