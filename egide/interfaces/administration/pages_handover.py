"""The page of a departure: one group for each kind of work, a choice of person for the group or for each row.

Numbers and counts only: the administration of accounts sees no title.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.interfaces.administration.choices import people as people_choices
from egide.interfaces.administration.elevated import trail
from egide.interfaces.administration.work import Done, Held, held_by, left_out_of_sight, signed_by_nobody_else
from egide.platform.accounts.absences import held_on
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Crumb

ROWS = 100  # rows with a choice of their own; beyond, the group’s choice serves


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dossier: its number, and the name of its field."""

    number: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """One kind of work: how much of it, who may take it."""

    name: str
    title: str
    amount: str
    people: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeavePage:
    """The page as its template reads it."""

    title: str
    crumbs: tuple[Crumb, ...]
    url: str
    back: str
    groups: tuple[Group, ...]
    hidden: bool
    unsigned: str
    holds_nothing: bool
    done: tuple[Done, ...]
    form: Any


def leave_page(*, actor: Actor, user: User, form: Any, done: tuple[Done, ...], today: date) -> LeavePage:
    """Will build the page from what is held now."""
    held = held_by(user, on=today)
    hidden = left_out_of_sight(user, held)
    unsigned = signed_by_nobody_else(user, on=today)
    people = tuple(takers(actor, user, today))
    back = reverse("administration:person", kwargs={"person": user.public_id})
    return LeavePage(
        title=f"Départ de {user.full_name}",
        crumbs=trail((user.full_name, back), ("Départ", "")),
        url=reverse("administration:leave", kwargs={"person": user.public_id}),
        back=back,
        groups=_groups(held, people),
        hidden=hidden,
        unsigned=formats.count(unsigned, "lettre attend", "lettres attendent") if unsigned else "",
        holds_nothing=not held.total and not hidden,
        done=done,
        form=form,
    )


def takers(actor: Actor, user: User, today: date) -> list[tuple[str, str]]:
    """Will list who may take the work: active staff of the sectors where the actor works, the leaver apart."""
    there = held_on(today).filter(unit__compartment_id__in=sorted(actor.compartment_ids)).values("user_id")
    users = User.objects.filter(pk__in=there, is_active=True).exclude(pk=user.pk).order_by("full_name")
    return people_choices(users, on=today)


def chosen_in(
    asked: Mapping[str, str], *, actor: Actor, user: User, held: Held, today: date
) -> dict[str, User]:
    """Will read the choices of a form: group or dossier number to person; anything else is left out."""
    known = dict(takers(actor, user, today))
    names = {
        "dossiers",
        "mandats",
        "mesures",
        "projets",
        "remplacements",
        "unites",
        "rappels",
        "gels",
        *(d.number for d in held.dossiers),
    }
    wanted = {name: asked.get(f"a-{name}", "") for name in names}
    wanted = {name: key for name, key in wanted.items() if key in known}
    users = {str(u.public_id): u for u in User.objects.filter(public_id__in=set(wanted.values()))}
    return {name: users[key] for name, key in wanted.items()}


def _groups(held: Held, people: tuple[tuple[str, str], ...]) -> tuple[Group, ...]:
    kinds = (
        ("dossiers", "Dossiers ouverts", held.dossiers, "dossier"),
        ("mandats", "Mandats en cours", held.mandates, "mandat"),
        ("mesures", "Mesures correctrices en cours", held.measures, "mesure"),
        ("projets", "Projets de lettre", held.drafts, "projet"),
        ("remplacements", "Remplacements promis", held.replacements, "remplacement"),
        ("rappels", "Rappels pris sur un dossier", held.reminders, "rappel"),
        ("gels", "Gels de conservation", held.holds, "gel"),
        ("unites", "Unités dont la personne répond", held.units, "unité"),
    )
    rows = tuple(Row(number=d.number, unit=d.unit.name) for d in held.dossiers[:ROWS])
    return tuple(
        Group(
            name=name,
            title=title,
            amount=formats.count(len(found), word),
            people=people,
            rows=rows if name == "dossiers" else (),
        )
        for name, title, found, word in kinds
        if found
    )
