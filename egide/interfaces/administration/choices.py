"""What may be chosen in the administration’s forms: units, roles, sites, people, within one’s own compartments.

Codes and public ids only; no internal id leaves the house.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from egide.law.roles import LABELS
from egide.platform.accounts.absences import away, held_on
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import GRANTABLE, administered
from egide.platform.accounts.delegations import DELEGABLE
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User
from egide.ui import formats

Choices = list[tuple[str, str]]


def units_offered(actor: Actor) -> Choices:
    """Will list the units of the compartments that the actor administers."""
    rows = Unit.objects.filter(compartment_id__in=sorted(administered(actor))).order_by("name")
    return list(rows.values_list("code", "name"))


def delegable_units(actor: Actor) -> Choices:
    """Will list the units whose roles may be delegated: those that the actor administers, behind no wall."""
    rows = Unit.objects.filter(
        compartment_id__in=sorted(administered(actor)), compartment__reads_journaled=False
    )
    return list(rows.order_by("name").values_list("code", "name"))


def delegable_roles(actor: Actor) -> Choices:
    """Will list the roles that were ever held in these units, and that may be lent."""
    there = Membership.objects.filter(unit__code__in=[code for code, _ in delegable_units(actor)])
    codes = set(there.values_list("role", flat=True)) & set(DELEGABLE)
    return sorted(((code, label_of(code)) for code in codes), key=lambda row: row[1].casefold())


def compartments_offered(actor: Actor) -> Choices:
    """Will list the compartments that the actor administers."""
    rows = Compartment.objects.filter(pk__in=sorted(administered(actor))).order_by("name")
    return list(rows.values_list("code", "name"))


def roles_offered() -> Choices:
    """Will list the roles that a person may hold."""
    return sorted(((code, label_of(code)) for code in GRANTABLE), key=lambda row: row[1].casefold())


def sites_offered() -> Choices:
    """Will list the sites."""
    return list(Site.objects.order_by("name").values_list("code", "name"))


def label_of(role: str) -> str:
    """Will say a role in French, its first letter in capital."""
    label = LABELS.get(role, role)
    return label[:1].upper() + label[1:]


def key_of(held: Membership) -> str:
    """Names a membership in a form: unit, role and first day are its own key, no id."""
    return f"{held.unit.code}:{held.role}:{held.since.isoformat()}"


def words_of(held: Membership, today: date) -> str:
    """Will say a membership: role, unit, and its days when they are not today’s plain ones."""
    words = f"{label_of(held.role)}, {held.unit.name}"
    if held.since > today:
        words += f" (à compter du {formats.day(held.since)})"
    if held.until is not None:
        words += f" (fin : {formats.day(held.until - timedelta(days=1))})"
    return words


def people(users: Iterable[User], *, on: date) -> Choices:
    """Will list people by public id, saying beside the name who is away."""
    rows = list(users)
    gone = away([user.pk for user in rows], on=on)
    return [
        (
            str(user.public_id),
            f"{user.full_name} ({gone[user.pk].words})" if user.pk in gone else user.full_name,
        )
        for user in rows
    ]


def staff_of(compartments: Iterable[int], *, on: date) -> Choices:
    """Will list the active staff of these compartments."""
    there = held_on(on).filter(unit__compartment_id__in=sorted(compartments)).values("user_id")
    return people(User.objects.filter(pk__in=there, is_active=True).order_by("full_name"), on=on)
