"""The page of delegations: in force, to come, ended; and the lines of one person’s.

All SQL is here; the number of queries does not grow with the rows. States are computed at reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import label_of
from egide.interfaces.administration.elevated import trail
from egide.platform.accounts.absences import headed_by
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import ONE_DAY, administered
from egide.platform.accounts.delegations import INSTEAD, Standing, delegations_of, given_by, standing_of
from egide.platform.accounts.models import Delegation, User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb

SHOWN = 50
BADGES = {
    Standing.IN_FORCE: Badge(label="en vigueur", tone="now"),
    Standing.TO_COME: Badge(label="à venir", tone="soon"),
    Standing.ENDED: Badge(label="terminée"),
    Standing.REVOKED: Badge(label="révoquée"),
}


@dataclass(frozen=True, kw_only=True)
class DelegationLine:
    """One delegation: to whom, what, by whom and by which deed, when, and the way to revoke it."""

    who: str
    what: str
    by: str
    deed: str
    days: str
    badge: Badge
    revoke: Action | None


@dataclass(frozen=True, kw_only=True)
class DelegationGroup:
    """Those of one state."""

    title: str
    lines: tuple[DelegationLine, ...]
    empty: str


@dataclass(frozen=True, kw_only=True)
class DelegationsPage:
    """The page as its template reads it."""

    crumbs: tuple[Crumb, ...]
    new: Action
    groups: tuple[DelegationGroup, ...]
    # What is not delegated here, and what to do instead.
    walled: str


def delegations_page(actor: Actor, *, now: datetime) -> DelegationsPage:
    """Will build the page, of the compartments that the actor administers."""
    today = timezone.localdate(now)
    rows = Delegation.objects.filter(unit__compartment_id__in=sorted(administered(actor)))
    rows = rows.select_related("unit", "holder", "delegate").prefetch_related("lent")
    ahead = list(rows.filter(revoked_at=None, until__gt=today).order_by("since", "pk"))
    past = list(rows.exclude(pk__in=[row.pk for row in ahead]).order_by("-until", "-pk")[:SHOWN])
    running = [row for row in ahead if standing_of(row, on=today) is Standing.IN_FORCE]
    coming = [row for row in ahead if standing_of(row, on=today) is Standing.TO_COME]
    return DelegationsPage(
        crumbs=trail(("Délégations", "")),
        new=Action(
            label="Consigner une délégation", url=reverse("administration:delegation_new"), primary=True
        ),
        groups=(
            DelegationGroup(
                title="En vigueur",
                lines=_lines(running, today),
                empty="Aucune délégation n’est en vigueur dans votre secteur.",
            ),
            DelegationGroup(title="À venir", lines=_lines(coming, today), empty="Aucune n’est prévue."),
            DelegationGroup(
                title="Terminées et révoquées", lines=_lines(past, today), empty="Aucune n’a pris fin."
            ),
        ),
        walled=f"Les fonctions des secteurs cloisonnés ne se délèguent pas ici. {INSTEAD}",
    )


def lines_of_person(user: User, *, today: date) -> tuple[DelegationLine, ...]:
    """Will return what is delegated to the person, now or later, without the buttons."""
    return tuple(_line(row, today, button=False) for row in delegations_of(user, on=today))


def lines_around(actor: Actor, *, today: date) -> tuple[DelegationLine, ...]:
    """Will return the delegations that run or come: to the reader, by her, or in a unit that she heads."""
    near = Q(delegate_id=actor.user_id) | Q(holder_id=actor.user_id) | Q(unit_id__in=headed_by(actor))
    rows = Delegation.objects.filter(near, revoked_at=None, until__gt=today).prefetch_related("lent")
    found = rows.select_related("unit", "holder", "delegate").order_by("since", "pk")[:SHOWN]
    return tuple(_line(row, today, button=False) for row in found)


def line_of(delegation: Delegation, *, today: date) -> DelegationLine:
    """Will return one line, without its button."""
    return _line(delegation, today, button=False)


def _lines(rows: Iterable[Delegation], today: date) -> tuple[DelegationLine, ...]:
    return tuple(_line(row, today) for row in rows)


def _line(row: Delegation, today: date, *, button: bool = True) -> DelegationLine:
    state = standing_of(row, on=today)
    url = reverse("administration:delegation_revoke", kwargs={"delegation": row.public_id})
    open_yet = button and state in (Standing.IN_FORCE, Standing.TO_COME)
    roles = ", ".join(sorted(label_of(each.role) for each in row.lent.all()))
    return DelegationLine(
        who=row.delegate.full_name,
        what=f"{roles} · {row.unit.name}",
        by=given_by(row),
        deed=row.deed,
        days=_days(row),
        badge=BADGES[state],
        revoke=Action(label="Révoquer", url=url, danger=True) if open_yet else None,
    )


def _days(row: Delegation) -> str:
    last = row.until - ONE_DAY
    days = (
        f"le {formats.day(row.since)}"
        if last == row.since
        else f"du {formats.day(row.since)} au {formats.day(last)}"
    )
    if row.revoked_at is None:
        return days
    return f"{days}; révoquée le {formats.day(formats.local(row.revoked_at).date())}"
