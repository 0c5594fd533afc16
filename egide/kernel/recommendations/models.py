"""One recommendation to one party of a dossier: what is asked, what is answered, what was done, when to look again.

The party and the letters are the dossier's own.
"""

from django.db import models
from django.db.models import Q

from egide.kernel.dossiers.models import RankedContent
from egide.law.recommending import ANSWERS


class Recommendation(RankedContent):
    """One recommendation to one party; its table keeps the name of the module where it first lived."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    follow_up_on = models.DateField()
    answer = models.CharField(max_length=10, choices=ANSWERS, default="pending")
    answered_on = models.DateField(null=True)
    answer_words = models.TextField(blank=True, max_length=4000)
    done_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by rank; an answer is dated; nothing is done that was refused."""

        db_table = "admission_complaints_recommendation"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="admission_recommendation_rank_once"),
            models.CheckConstraint(
                condition=Q(answer="pending", answered_on=None)
                | (~Q(answer="pending") & Q(answered_on__isnull=False)),
                name="admission_recommendation_answer_dated",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(answer__in=["accepted", "partly"]),
                name="admission_recommendation_done_accepted",
            ),
        ]
