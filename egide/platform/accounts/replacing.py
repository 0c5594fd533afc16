"""The roles that someone holds for another: for an absent person, by delegation; parts of the query of an actor.

Serves actors.py; who may replace whom is decided when the absence is entered (absences.py), who may be delegated what
when the delegation is (delegations.py). What is never lent is refused here again, whatever a row says.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject

from egide.platform.accounts.models import Absence, DelegatedRole, Membership

# Personal by nature: the power over accounts and the oversight of the journal are not handed on with the files; the
# Commissioner delegates powers one by one, with dates, and alone reads what is said of his staff.
NEVER_REPLACED = ("administrator", "auditor", "commissioner")


def replaced_roles(*, on: date) -> ArraySubquery:
    """Will list, for the account of the outer query, the roles of the people whom it replaces on that day."""
    absences = Absence.objects.filter(
        replacement=OuterRef(OuterRef("pk")),
        since__lte=on,
        until__gt=on,
        cancelled_at=None,
        user__is_active=True,
    )
    held = (
        Membership.objects.filter(
            Q(until=None) | Q(until__gt=on), since__lte=on, user__in=absences.values("user")
        )
        .exclude(role__in=NEVER_REPLACED)
        .order_by()
    )
    return ArraySubquery(
        held.values(
            json=JSONObject(
                role=F("role"),
                unit_id=F("unit_id"),
                unit_code=F("unit__code"),
                compartment_id=F("unit__compartment_id"),
                compartment_code=F("unit__compartment__code"),
                acting_for=F("user__full_name"),
                acting_for_id=F("user_id"),
            )
        )
    )


def delegated_roles(*, on: date) -> ArraySubquery:
    """Will list, for the account of the outer query, the roles delegated to it on that day.

    A holder lends a role as long as she has it herself, and never one of a walled compartment.
    """
    own = Membership.objects.filter(
        Q(until=None) | Q(until__gt=on),
        since__lte=on,
        user=OuterRef("delegation__holder"),
        unit=OuterRef("delegation__unit"),
        role=OuterRef("role"),
    )
    lent = (
        DelegatedRole.objects.filter(
            Q(delegation__holder=None) | Q(Exists(own), delegation__holder__is_active=True),
            delegation__delegate=OuterRef("pk"),
            delegation__since__lte=on,
            delegation__until__gt=on,
            delegation__revoked_at=None,
            delegation__unit__compartment__reads_journaled=False,
        )
        .exclude(role__in=NEVER_REPLACED)
        .order_by()
    )
    return ArraySubquery(
        lent.values(
            json=JSONObject(
                role=F("role"),
                unit_id=F("delegation__unit_id"),
                unit_code=F("delegation__unit__code"),
                compartment_id=F("delegation__unit__compartment_id"),
                compartment_code=F("delegation__unit__compartment__code"),
                acting_for=Coalesce(F("delegation__holder__full_name"), F("delegation__authority")),
                delegated=Value(True),
            )
        )
    )
