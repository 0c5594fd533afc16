"""What the pages around a move show: the dossier's heading, the form, what will follow, who may be chosen.

All SQL for these screens happens here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url
from egide.kernel import registry
from egide.kernel.bodies.actions import reach, standing_bodies
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.lifecycle.assignments import assignment_obstacle, standing_assignments
from egide.kernel.lifecycle.passages import standing_moves
from egide.law.effects import (
    CancelDeadline,
    DraftLetter,
    Effect,
    ExtendDeadline,
    ResumeDeadline,
    SuspendDeadline,
)
from egide.law.lifecycles import Transition
from egide.platform.accounts.absences import away
from egide.platform.accounts.models import User
from egide.ui.pages import Action, Crumb


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """Why a form would have nothing to offer, and what to do first."""

    title: str
    text: str
    action: Action | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page of one form about a dossier."""

    title: str
    lead: str
    submit: str
    number: str
    heading: str
    version: int
    url: str
    back: str
    crumbs: tuple[Crumb, ...]
    form: Any
    consequences: tuple[str, ...] = ()
    danger: bool = False
    multipart: bool = False
    suggestions: tuple[str, ...] = ()
    nothing: Nothing | None = None  # said in place of a form without a choice


def crumbs(dossier: Dossier, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page under a dossier."""
    module = registry.module_of_kind(dossier.kind)
    return (
        Crumb(label=module.name, url=reverse("staff:list", kwargs={"module": module})),
        Crumb(label=dossier.number, url=dossier_url(dossier.number)),
        Crumb(label=last),
    )


def step(dossier: Dossier, *, title: str, form: Any, lead: str = "", submit: str = "", **more: Any) -> Step:
    """Will build the page of a form about a dossier."""
    return Step(
        title=title,
        lead=lead,
        submit=submit or title,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        back=dossier_url(dossier.number),
        crumbs=crumbs(dossier, title),
        form=form,
        **more,
    )


def move_step(dossier: Dossier, transition: Transition, form: Any) -> Step:
    """Will build the page of a transition: what it asks, and what it will do, said before it is done."""
    lifecycle = registry.module_of_kind(dossier.kind).lifecycle
    assert lifecycle is not None
    target = lifecycle.state(transition.target)
    moves = () if transition.target == dossier.state else (f"Le dossier passe à l’étape « {target.label} ».",)
    return step(
        dossier,
        title=transition.label,
        form=form,
        lead=transition.help,
        url=reverse("staff:move", kwargs={"number": dossier.number, "code": transition.code}),
        consequences=(*moves, *(_consequence(dossier, effect) for effect in transition.effects)),
        suggestions=bodies_named() if any(f.name == "destination" for f in transition.fields) else (),
    )


def bodies_named() -> tuple[str, ...]:
    """Will list the other bodies of today with their telephone and site, to be proposed as one types."""
    return tuple(reach(body) for body in standing_bodies(on=timezone.localdate()))


def undo_consequences(dossier: Dossier) -> tuple[str, ...]:
    """Will say which step would be taken back, and where the dossier would be again."""
    moves = standing_moves(dossier)
    lifecycle = registry.module_of_kind(dossier.kind).lifecycle
    if not moves or lifecycle is None:
        return ()
    last = moves[-1]
    return (
        f"L’étape «\u00a0{lifecycle.transition(last.transition).label}\u00a0» est annulée.",
        f"Le dossier revient à «\u00a0{lifecycle.state(last.source).label}\u00a0».",
        "Ce que cette étape avait préparé (lettre en projet, échéance, décision) est repris.",
    )


def assignment_consequences(dossier: Dossier) -> tuple[str, ...]:
    """Will say to whom the dossier would return, or why it cannot."""
    standing = standing_assignments(dossier)
    obstacle = assignment_obstacle(dossier, standing)
    if obstacle:
        return (obstacle,)
    former = User.objects.filter(pk=standing[-2].user).first() if len(standing) > 1 else None
    if former is None:
        return ("Le dossier ne sera plus confié à personne.",)
    return (f"Le dossier revient à {former.full_name}, si cette personne peut encore le recevoir.",)


def _consequence(dossier: Dossier, effect: Effect) -> str:
    module = registry.module_of_kind(dossier.kind)
    if isinstance(effect, DraftLetter):
        return f"Un projet de lettre est préparé\u00a0: «\u00a0{module.letter(effect.template).title}\u00a0»."
    if isinstance(effect, CancelDeadline | SuspendDeadline | ResumeDeadline | ExtendDeadline):
        return f"{effect.label}\u00a0: «\u00a0{module.deadline(effect.code).label}\u00a0»."
    return f"{effect.label}."


def assignable(dossier: Dossier, *, today: date) -> list[tuple[str, str]]:
    """Will return the people of the dossier's unit who may be put in charge today, conflicts apart."""
    recused = Conflict.objects.filter(dossier_id=dossier.pk).values("user_id")
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    people = User.objects.filter(held, memberships__unit_id=dossier.unit_id, is_active=True).distinct()
    found = list(people.exclude(pk__in=recused).order_by("full_name"))
    gone = away([person.pk for person in found], on=today)
    return [
        (
            str(person.public_id),
            f"{person.full_name}, {gone[person.pk].words if person.pk in gone else person.job_title}",
        )
        for person in found
    ]
