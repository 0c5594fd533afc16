"""The words of the exchanges: natures, answers to a recommendation, kinds of meetings.

Codes are stored; labels are what people read. Subjects are data (subjects.py).
"""

from django.db import models


class Nature(models.TextChoices):
    """What the delegate sends (domain.md D.4)."""

    QUESTION = "question", "Question"
    DOCUMENTS = "document_request", "Demande de documents"
    RECOMMENDATION = "recommendation", "Recommandation"


class Answered(models.TextChoices):
    """What the Office answers to a recommendation."""

    ACCEPTED = "accepted", "Acceptée"
    PARTLY = "partly", "Acceptée en partie"
    REFUSED = "refused", "Refusée"


class MeetingKind(models.TextChoices):
    """What the network does together (seed 003)."""

    MEETING = "meeting", "Rencontre du réseau"
    TRAINING = "training", "Formation"
