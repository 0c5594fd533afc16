"""The module's own facts: what was asked, in the person's words, how it was made, how it ended.

The applicant is a party of the dossier; her name is nowhere outside the compartment.
"""

from django.db import models


class Asked(models.TextChoices):
    """What the request is about."""

    DOCUMENTS = "documents", "Documents de l’Office"
    PERSONAL = "personal", "Renseignements sur la personne elle-même"
    RECTIFICATION = "rectification", "Rectification d’un renseignement"


class Made(models.TextChoices):
    """An oral request starts no clock and cannot be reviewed."""

    WRITTEN = "written", "Par écrit"
    ORAL = "oral", "De vive voix"


class AccessRequest(models.Model):
    """What a dossier of this kind adds to the dossier itself; the lifecycle keeps the codes at the end."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="access_request"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=20, choices=Asked.choices)
    text = models.TextField(max_length=20000)
    # What the letters say after « vous souhaitez obtenir »; the person's own words when nobody wrote it.
    subject = models.CharField(max_length=600, blank=True)
    accommodation = models.CharField(max_length=600, blank=True)
    commission_number = models.CharField(max_length=40, blank=True)
    court_number = models.CharField(max_length=40, blank=True)
    # How it came; `made` says how it stands.
    opened_oral = models.BooleanField(default=False)
    made = models.CharField(max_length=10, choices=Made.choices, default=Made.WRITTEN)
    identity_proof = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    commission_outcome = models.CharField(max_length=20, blank=True)
