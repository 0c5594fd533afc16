"""The module's own facts: what the person wrote about the Commissioner's staff.

Names and addresses are the dossier's parties.
"""

from django.db import models


class StaffComplaint(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="admission_staff"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=20000)
