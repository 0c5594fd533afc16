"""The module's own fact: the words of the disclosure, behind the officer's wall.

The dossier's title says nothing of them.
"""

from django.db import models


class Disclosure(models.Model):
    """What a dossier of this kind adds to the dossier itself."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="disclosure"
    )
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=20000)
