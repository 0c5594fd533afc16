"""Links between dossiers, and what a merge of two parties replaced, so that it can be undone exactly.

A link says nothing of a dossier that its reader does not see: screens ask `visible()` for the other end.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent, RankedContent


class LinkKind(models.TextChoices):
    """How `dossier` stands to `other`."""

    JOINED = "joined", "Joint à"
    SPLIT = "split", "Séparé de"
    RELATED = "related", "Lié à"


class DossierLink(DossierContent):
    """One dossier points to another of its compartment, until the link is taken back."""

    other = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A dossier is joined to one other at a time, never to itself."""

        constraints = [
            models.CheckConstraint(condition=~Q(dossier=F("other")), name="joining_link_two_dossiers"),
            models.UniqueConstraint(
                fields=["dossier", "other", "kind"], condition=Q(ended_at=None), name="joining_link_once"
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None, kind="joined"), name="joining_joined_once"
            ),
        ]
        indexes = [models.Index(fields=["other"], name="joining_link_other", condition=Q(ended_at=None))]


class PartyMerge(RankedContent):
    """Two parties that were one person: the row that went, what it held, what had pointed to it."""

    kept = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    absorbed_rank = models.PositiveIntegerField()
    picture = models.JSONField()
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=60)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank."""

        constraints = [models.UniqueConstraint(fields=["dossier", "rank"], name="joining_merge_rank_once")]


class SamePerson(DossierContent):
    """A party of one dossier and a party of another who are one person; what was aligned, so that it is undone.

    Its wall asks for both dossiers: whoever may not see one of them does not see that the link exists.
    """

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    other_party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    picture = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Two dossiers, told once; read from either side."""

        constraints = [
            models.CheckConstraint(condition=~Q(dossier=F("other")), name="joining_same_two_dossiers"),
            models.UniqueConstraint(
                fields=["dossier", "party", "other_party"],
                condition=Q(ended_at=None),
                name="joining_same_once",
            ),
        ]
        indexes = [models.Index(fields=["other"], name="joining_same_other", condition=Q(ended_at=None))]
