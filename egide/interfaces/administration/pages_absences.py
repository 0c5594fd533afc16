"""The page of absences, and the groups « Pour Nadia Bouchard » of whoever replaces someone today.

What the reader holds by delegation is told there too. All SQL is here; queries do not grow with the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from egide.interfaces.administration.choices import label_of
from egide.interfaces.administration.choices import people as people_choices
from egide.interfaces.administration.pages_delegations import DelegationLine, lines_around
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.keyset import NEAREST, with_people
from egide.interfaces.staff.rows import dossier_table
from egide.kernel.gate.visibility import visible
from egide.law.french import of
from egide.platform.accounts.absences import away, headed_by, held_on
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Absence, User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Table

SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class AbsenceLine:
    """One absence: who, when, by whom replaced, and the button that ends it."""

    who: str
    days: str
    by: str
    badge: Badge
    end: Action


@dataclass(frozen=True, kw_only=True)
class AbsencesPage:
    """The page as its template reads it."""

    crumbs: tuple[Crumb, ...]
    lines: tuple[AbsenceLine, ...]
    replacing: tuple[str, ...]
    delegated: tuple[str, ...]
    lent: tuple[DelegationLine, ...]
    form: Any
    url: str


@dataclass(frozen=True, kw_only=True)
class Replacing:
    """The open dossiers of someone whom the reader replaces today."""

    title: str
    table: Table | None
    more: str = ""


def concerned(actor: Actor, *, on: date) -> list[User]:
    """Will return whose absences the actor may enter: her own first, then the people of the units she heads."""
    there = held_on(on).filter(unit_id__in=headed_by(actor)).values("user_id")
    rows = User.objects.filter(Q(pk__in=there) | Q(pk=actor.user_id), is_active=True).order_by("full_name")
    return sorted(rows, key=lambda user: user.pk != actor.user_id)


def colleagues_offered(people: Sequence[User], *, on: date) -> list[tuple[str, str]]:
    """Will list who may replace any of these people: staff of the same compartments, their absences said."""
    places = held_on(on).filter(user__in=people).values("unit__compartment_id")
    there = held_on(on).filter(unit__compartment_id__in=places).values("user_id")
    return people_choices(User.objects.filter(pk__in=there, is_active=True).order_by("full_name"), on=on)


def absences_page(actor: Actor, people: Sequence[User], form: Any, *, today: date) -> AbsencesPage:
    """Will build the page: absences that run or come, and whom the reader replaces."""
    ahead = Absence.objects.filter(cancelled_at=None, until__gt=today)
    rows = ahead.filter(user__in=people).select_related("user", "replacement").order_by("since", "pk")
    mine = ahead.filter(replacement_id=actor.user_id).select_related("user").order_by("since", "pk")
    return AbsencesPage(
        crumbs=(Crumb(label="Mon travail", url=reverse("staff:home")), Crumb(label="Absences")),
        lines=tuple(_line(row, today) for row in rows),
        replacing=tuple(f"{row.user.full_name}, {_days(row)}" for row in mine),
        delegated=tuple(
            sorted(
                f"{label_of(a.role)}, par délégation {of(a.acting_for)}" for a in actor.roles if a.delegated
            )
        ),
        lent=lines_around(actor, today=today),
        form=form,
        url=reverse("administration:absences"),
    )


def replacing_today(actor: Actor, *, near: Horizon) -> tuple[Replacing, ...]:
    """Will return one group for each person replaced today; without any, no query."""
    ids = sorted(key for key in actor.stands_for() if key != actor.user_id)
    if not ids:
        return ()
    gone = away(ids, on=near.today)
    names = {a.acting_for_id: a.acting_for for a in actor.roles if a.acting_for_id is not None}
    dossiers = list(
        with_people(visible(actor).filter(closed_on=None, assignee_id__in=ids)).order_by(*NEAREST)[
            : SHOWN * len(ids)
        ]
    )
    groups = []
    for key in ids:
        theirs = [dossier for dossier in dossiers if dossier.assignee_id == key]
        until = (
            f" (en absence jusqu’au {formats.day(gone[key].until - timedelta(days=1))})"
            if key in gone
            else ""
        )
        title = f"Pour {names.get(key, '')}{until}"
        table = dossier_table(title, theirs[:SHOWN], actor=actor, horizon=near) if theirs else None
        groups.append(Replacing(title=title, table=table))
    return tuple(groups)


def _line(row: Absence, today: date) -> AbsenceLine:
    begun = row.since < today
    now = row.since <= today
    return AbsenceLine(
        who=row.user.full_name,
        days=_days(row),
        by=_by(row),
        badge=Badge(label="en cours", tone="now") if now else Badge(label="à venir", tone="soon"),
        end=Action(
            label="Noter le retour" if begun else "Annuler l’absence",
            url=reverse("administration:absence_end"),
            method="post",
            fields=(("absence", str(row.public_id)),),
        ),
    )


def _by(row: Absence) -> str:
    if row.replacement is None:
        return "Sans remplacement"
    if not row.replacement.is_active:
        return f"{row.replacement.full_name} : compte fermé, choisissez une autre personne"
    return f"Remplacement : {row.replacement.full_name}"


def _days(row: Absence) -> str:
    last = row.until - timedelta(days=1)
    if last == row.since:
        return f"le {formats.day(row.since)}"
    return f"du {formats.day(row.since)} au {formats.day(last)}"
