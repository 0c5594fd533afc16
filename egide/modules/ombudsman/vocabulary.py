"""The words of the exchanges: natures, subjects of the network, answers to a recommendation, kinds of meetings.

Codes are stored; labels are what people read.
"""

from django.db import models


class Nature(models.TextChoices):
    """What the delegate sends (domain.md D.4)."""

    QUESTION = "question", "Question"
    DOCUMENTS = "document_request", "Demande de documents"
    RECOMMENDATION = "recommendation", "Recommandation"


class Subject(models.TextChoices):
    """By what a delegate reaches the person who answers. A list given as an example, to be confirmed by the team."""

    RECOURSES = "recourses", "Recours auprès des ordres"
    SERVICES = "services", "Services de l’Office"
    ADMISSION = "admission", "Admission aux professions"
    DISCIPLINE = "discipline", "Discipline"
    ACCESS = "access", "Accès et renseignements personnels"
    REGULATION = "regulation", "Réglementation"
    OTHER = "other", "Autre sujet"


class Answered(models.TextChoices):
    """What the Office answers to a recommendation."""

    ACCEPTED = "accepted", "Acceptée"
    PARTLY = "partly", "Acceptée en partie"
    REFUSED = "refused", "Refusée"


class MeetingKind(models.TextChoices):
    """What the network does together (seed 003)."""

    MEETING = "meeting", "Rencontre du réseau"
    TRAINING = "training", "Formation"
