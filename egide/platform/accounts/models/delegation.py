"""Roles of a unit given to a named person from a day until a day, by a deed: a delegation.

Serves whoever acts in the place of a holder who is there, or of the authority. When it ends nothing has to be given
back. Why one is revoked is a note of the journal.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from egide.platform.accounts.models.places import Unit
from egide.platform.accounts.models.user import User


class Delegation(models.Model):
    """A half-open period: `since` is the first day, `until` the first day without. By a holder, or by the authority."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    holder = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="delegations_given", verbose_name="titulaire"
    )
    authority = models.CharField("autorité", max_length=160, blank=True)
    delegate = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_received", verbose_name="personne déléguée"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="delegations", verbose_name="unité")
    deed = models.CharField("acte", max_length=200)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au (exclu)")
    entered_at = models.DateTimeField("consignée le")
    entered_by = models.CharField("consignée par", max_length=60)
    revoked_at = models.DateTimeField("révoquée le", null=True)

    class Meta:
        verbose_name = "délégation"
        verbose_name_plural = "délégations"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="delegation_until_after_since"),
            models.CheckConstraint(
                condition=Q(holder=None) & ~Q(authority="") | Q(holder__isnull=False, authority=""),
                name="delegation_by_holder_or_authority",
            ),
            models.CheckConstraint(
                condition=Q(holder=None) | ~Q(holder=F("delegate")), name="delegation_to_another"
            ),
            models.CheckConstraint(condition=~Q(deed=""), name="delegation_has_a_deed"),
        ]
        indexes = [
            models.Index(
                fields=["delegate", "until"], name="delegation_delegate", condition=Q(revoked_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class DelegatedRole(models.Model):
    """One of the roles that a delegation lends."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="lent", verbose_name="délégation")
    role = models.SlugField("rôle", max_length=60)

    class Meta:
        verbose_name = "rôle délégué"
        verbose_name_plural = "rôles délégués"
        constraints = [
            models.UniqueConstraint(fields=["delegation", "role"], name="delegation_role_once"),
        ]

    def __str__(self) -> str:
        return self.role
