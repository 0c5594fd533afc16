"""What the reading of a version left: the steps it went through, its pages, the text to index, its renditions.

All of it can be made again from the bytes; none of it is the document.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import DossierContent

LONGEST_BLOCK = 200_000  # characters: what one tsvector of PostgreSQL (1 MiB) holds with room to spare


class StepKind(models.TextChoices):
    """The steps of a reading, in their order."""

    HASH = "hash", "Empreinte"
    TYPE = "type", "Type constaté"
    SCAN = "scan", "Recherche de menaces"
    TEXT = "text", "Texte"
    OCR = "ocr", "Reconnaissance du texte"
    PAGES = "pages", "Version à feuilleter"
    THUMBNAIL = "thumbnail", "Vignette"
    EXTRACT = "extract", "Pièces contenues"
    INDEX = "index", "Mise à l’index"


class StepResult(models.TextChoices):
    """How a step ended."""

    DONE = "done", "Fait"
    NOTHING = "nothing", "Rien à faire"
    FAILED = "failed", "Échec"
    SKIPPED = "skipped", "Sans objet"
    TIMED_OUT = "timed_out", "Arrêté\u00a0: trop long"


class PageSource(models.TextChoices):
    """Where the text of a page comes from."""

    TEXT = "text", "Texte du fichier"
    OCR = "ocr", "Reconnaissance de l’image"


class RenditionKind(models.TextChoices):
    """What is made from a version to show it."""

    THUMBNAIL = "thumbnail", "Vignette"
    PDF = "pdf", "PDF à feuilleter"


class Step(DossierContent):
    """One step of one run: by which tool, how long, with what result. Every run is kept."""

    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.CASCADE, related_name="steps")
    run = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    tool = models.CharField(max_length=40)
    tool_version = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    result = models.CharField(max_length=10, choices=StepResult.choices)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        """A step ends once in a run."""

        constraints = [models.UniqueConstraint(fields=["version", "run", "kind"], name="documents_step_once")]


class Page(DossierContent):
    """One page: its text and its size, in points (1/72 inch)."""

    version = models.ForeignKey(
        "documents.DocumentVersion", on_delete=models.CASCADE, related_name="read_pages"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    source = models.CharField(max_length=4, choices=PageSource.choices)
    width = models.FloatField()
    height = models.FloatField()
    # Where the words of a recognised page stand, [text, x0, y0, x1, y1] in points: recognising takes seconds.
    # The words of a text page are asked of the file each time, which takes a thousandth of that.
    words = models.JSONField(null=True)
    # The run that read it: a run that was killed goes on after the pages that bear its number.
    run = models.PositiveSmallIntegerField()

    class Meta:
        """Pages are numbered from 1 in their version."""

        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="documents_page_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_page_from_one"),
        ]


class TextBlock(DossierContent):
    """Some pages of a document’s newest version, as the full text indexes them."""

    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.CASCADE, related_name="blocks")
    rank = models.PositiveIntegerField()
    block = models.PositiveSmallIntegerField()
    first_page = models.PositiveIntegerField()
    last_page = models.PositiveIntegerField()
    text = models.TextField()
    day = models.DateField()

    class Meta:
        """Blocks are numbered from 0 in their document; `rank` is the document’s."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank", "block"], name="documents_block_once"),
            models.CheckConstraint(
                condition=Q(last_page__gte=models.F("first_page")), name="documents_block_pages"
            ),
        ]


class Rendition(DossierContent):
    """A picture or a PDF made from a version, encrypted like the rest."""

    version = models.ForeignKey(
        "documents.DocumentVersion", on_delete=models.CASCADE, related_name="renditions"
    )
    kind = models.CharField(max_length=10, choices=RenditionKind.choices)
    stored = models.ForeignKey("storage.StoredObject", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """One of each kind."""

        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="documents_rendition_once")]
