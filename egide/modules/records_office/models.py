"""The module's own facts: from which template the file was opened, and what it holds in a few words.

The class, the unit and the dates are the dossier's.
"""

from django.db import models

from egide.modules.records_office.models_sealed import SealedFile, SealedRelease

__all__ = ["DocumentaryFile", "SealedFile", "SealedRelease"]


class DocumentaryFile(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="documentary_file"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    starter = models.CharField(max_length=40, default="plain")
    description = models.TextField(max_length=4000, blank=True)
