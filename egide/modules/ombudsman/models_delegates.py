"""Delegates of the Protecteur du citoyen who were given an account, and the exchanges that each may open with it.

A delegate needs no account. One has at most one, and it opens nothing but the exchanges named here.
"""

from django.db import models
from django.db.models import F, Q

from egide.kernel.dossiers.models import DossierContent


class Delegate(models.Model):
    """Someone of the Protecteur du citoyen, known to the team; with an account once invited, until closed."""

    compartment = models.ForeignKey("accounts.Compartment", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=254)
    user = models.OneToOneField(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="ombudsman_delegate"
    )
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    invited_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Addressed by number in the compartment; an account is invited at an instant, and only then closed."""

        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="ombudsman_delegate_once"),
            models.UniqueConstraint(fields=["compartment", "email"], name="ombudsman_delegate_email"),
            models.CheckConstraint(
                condition=Q(user=None, invited_at=None, closed_at=None)
                | Q(user__isnull=False, invited_at__isnull=False),
                name="ombudsman_delegate_invited",
            ),
        ]


class DelegateExchange(DossierContent):
    """One exchange that a delegate’s account opens, as this party of it, until it is taken away."""

    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="exchanges")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Once at a time for a delegate and an exchange."""

        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "delegate"],
                condition=Q(ended_at=None),
                name="ombudsman_delegate_exchange_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="ombudsman_delegate_exchange_period",
            ),
        ]
