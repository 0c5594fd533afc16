"""What takes a dossier away from someone (conflict) or gives it to an outsider (grant).

Both are read by `egide_enter()` at the start of each transaction; row-level security applies them.
"""

from django.db import models


class Conflict(models.Model):
    """A declared or detected conflict of interest: from then on the dossier does not exist for the user.

    Source: domain.md C.4, « Conflict of interest »; seed 003, principle of objectivity.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=60)

    class Meta:
        """One conflict per person and dossier."""

        constraints = [models.UniqueConstraint(fields=["user", "dossier"], name="gate_conflict_once")]


class Grant(models.Model):
    """An external person's access to one dossier, for a time (order's respondent, citizen, delegate)."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=60)
    ends_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Grants are looked up by user at the start of each transaction."""

        indexes = [models.Index(fields=["user", "dossier"], name="gate_grant_user")]
