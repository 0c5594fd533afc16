"""The roles that someone holds for an absent person, as one part of the query that makes an actor.

Serves actors.py; who may replace whom is decided when the absence is entered (absences.py).
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from egide.platform.accounts.models import Absence, Membership

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
