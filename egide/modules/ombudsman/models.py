"""What an exchange with the Protecteur du citoyen adds to a dossier; its network of respondents, and their meetings.

The complaint concerned is a number, perhaps of a dossier behind a wall: nothing else of it is kept here.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import RankedContent
from egide.modules.ombudsman.vocabulary import Answered, MeetingKind, Nature

LONGEST = 20_000


class OmbudsmanExchange(models.Model):
    """What the delegate asked, under which reference, about which matter."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="ombudsman_exchange"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=20, choices=Nature.choices)
    # A subject of the team’s network, by its code and as it was named that day.
    subject = models.CharField(max_length=20)
    subject_name = models.CharField(max_length=80, blank=True, default="", db_default="")
    # The file number that the Protecteur du citoyen gives; his letters are found by it.
    their_reference = models.CharField(max_length=60, blank=True)
    # The date that the delegate asked for; without one, the internal target of the team.
    asked_on = models.DateField(null=True)
    # The number of the complaint or request concerned, wherever it lives.
    linked_number = models.CharField(max_length=40, blank=True, db_collation="C")
    text = models.TextField(max_length=LONGEST)

    class Meta:
        """The register is read by nature."""

        indexes = [models.Index(fields=["compartment", "nature"], name="ombudsman_nature")]


class Respondent(models.Model):
    """Someone of the network: by which subjects a delegate reaches her, for which unit, since when, until when."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    subjects = ArrayField(models.CharField(max_length=20))
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """Addressed by number in the compartment; a period is half-open."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="ombudsman_respondent_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="ombudsman_respondent_period"
            ),
        ]


class Recommendation(RankedContent):
    """What the Protecteur du citoyen recommends, what the Office answers, and when it was done."""

    text = models.TextField(max_length=LONGEST)
    received_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answered.choices, blank=True)
    reasons = models.TextField(max_length=LONGEST, blank=True)
    answered_on = models.DateField(null=True)
    follow_up_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    evidence = models.TextField(max_length=4000, blank=True)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """An answer is dated and reasoned; what is done has its evidence; what is refused is never done."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="ombudsman_recommendation_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | ~Q(answer="") & Q(answered_on__isnull=False) & ~Q(reasons=""),
                name="ombudsman_answer_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(answer__in=["accepted", "partly"]) & ~Q(evidence=""),
                name="ombudsman_done_proved",
            ),
        ]
        indexes = [
            models.Index(
                fields=["compartment", "follow_up_on"],
                condition=Q(done_on=None) & ~Q(answer="refused"),
                name="ombudsman_to_follow",
            )
        ]


class Submission(RankedContent):
    """A matter put before the president: from then on, and until taken back, she sees this exchange and no other."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=4000)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    orientation = models.TextField(max_length=4000, blank=True)
    oriented_at = models.DateTimeField(null=True)

    class Meta:
        """One standing submission for a person and a dossier; an orientation is dated."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "rank"], name="ombudsman_submission_once"),
            models.UniqueConstraint(
                fields=["dossier", "user"],
                condition=Q(withdrawn_at=None),
                name="ombudsman_submission_standing",
            ),
            models.CheckConstraint(
                condition=Q(orientation="", oriented_at=None)
                | ~Q(orientation="") & Q(oriented_at__isnull=False),
                name="ombudsman_orientation_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(withdrawn_at=None), name="ombudsman_submitted_to")
        ]


class Meeting(models.Model):
    """A meeting or a training of the network: the day, who came, what about, which documents."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    participants = models.TextField(max_length=4000)
    subjects = models.TextField(max_length=4000)
    documents = models.TextField(max_length=4000, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)

    class Meta:
        """Addressed by number in the compartment."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="ombudsman_meeting_once")
        ]


from egide.modules.ombudsman.models_delegates import Delegate, DelegateExchange  # noqa: E402
from egide.modules.ombudsman.models_network import MeetingFile, NetworkSubject  # noqa: E402

__all__ = ["Delegate", "DelegateExchange", "MeetingFile", "NetworkSubject"]
