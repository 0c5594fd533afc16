"""Publication of released documents: the proposal inside the request, and the copy that everyone reads.

The copy has no link to the dossier; the proposal keeps the copy's own name, to take it back.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import RankedContent

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_REASON = 200, 2_000, 1_000  # characters


class PublicationState(models.TextChoices):
    """The way of a released document to the public page: proposed, then published or refused by another person."""

    PROPOSED = "proposed", "À vérifier"
    PUBLISHED = "published", "Diffusé"
    DECLINED = "declined", "Non diffusé"
    WITHDRAWN = "withdrawn", "Retiré"


class Publication(RankedContent):
    """The proposal to publish one released document (Regulation A-2.1, r. 2): the exact version that was handed."""

    found = models.ForeignKey(
        "access_examination.FoundDocument", on_delete=models.PROTECT, related_name="publications"
    )
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    description = models.TextField(max_length=LONGEST_DESCRIPTION)
    decided_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=PublicationState.choices, default=PublicationState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    # Words found in the text or the title that the checker read and lets stand.
    accepted = models.JSONField(default=list)
    # Why it was not published, or was withdrawn.
    reason = models.TextField(max_length=LONGEST_REASON, blank=True)
    published_as = models.UUIDField(null=True)

    class Meta:
        """Numbered in the request; one live proposal by document; nobody checks her own."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="examination_publication_once"),
            models.UniqueConstraint(
                fields=["found"],
                name="examination_publication_live",
                condition=Q(state__in=("proposed", "published")),
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("proposed_by")),
                name="examination_publication_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "withdrawn"))
                | Q(checked_by__isnull=False, checked_at__isnull=False, published_as__isnull=False),
                name="examination_publication_checked",
            ),
        ]


class PublishedDocument(models.Model):
    """What everyone may download: it holds no number of the request and no key of its dossier.

    Its bytes are public and lie here as they are read; withdrawing it erases them.
    """

    public_id = models.UUIDField(default=uuid.uuid4)
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    description = models.TextField(max_length=LONGEST_DESCRIPTION)
    decided_on = models.DateField()
    published_on = models.DateField()
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_collation="C")
    body = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        """Found again by its own name; withdrawn with a reason, and then without bytes."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "public_id"], name="examination_published_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, body=b"") & ~Q(withdrawn_because=""),
                name="examination_withdrawn_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.title
