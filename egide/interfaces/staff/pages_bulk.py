"""The rows of work on several dossiers: what will happen to each, then what happened. All SQL is here.

Rows are locked in ascending order, each in its own savepoint: one refusal leaves the others done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.bulk_actions import Answers, BulkAction, plan, run
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.translating import failure_of
from egide.ui.pages import Badge, Cell, Column, Crumb, Table

SHOWN = 20  # rows of a long selection that the preview goes through
COLUMNS = (Column(label="Dossier"), Column(label="Ce qui va se passer"))
RESULTS = (Column(label="Dossier"), Column(label="Résultat"))
CHANGED = "Quelqu’un a modifié ce dossier depuis l’aperçu\u00a0: rien n’y a été fait. Refaites la sélection."


@dataclass(frozen=True, kw_only=True)
class BulkPage:
    """The preview: what is asked once, and what will happen to each row."""

    title: str
    lead: str
    submit: str
    url: str
    back: str
    form: Any
    fields: tuple[tuple[str, str], ...]
    any: bool
    table: Table
    ready: int
    summary: str
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, kw_only=True)
class BulkDone:
    """One line for each dossier."""

    title: str
    summary: str
    back: str
    table: Table
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened to one row."""

    dossier: Dossier
    words: str
    done: bool


def previewed(
    action: BulkAction, actor: Actor, dossiers: Sequence[Dossier], *, today: date
) -> tuple[Table, int]:
    """Will say what will happen to each row, and to how many something will."""
    plans = [plan(action, actor, dossier, today=today) for dossier in dossiers]
    rows = tuple(
        (
            _named(dossier),
            Cell(badge=Badge(label="refusé", tone="late"), text=" ", detail=found.refused)
            if found.refused
            else Cell(text=found.words),
        )
        for dossier, found in zip(dossiers, plans, strict=True)
    )
    table = Table(caption="Ce qui va se passer pour chaque dossier", columns=COLUMNS, rows=rows)
    return table, sum(not found.refused for found in plans)


def carried_out(
    action: BulkAction,
    actor: Actor,
    dossiers: Sequence[Dossier],
    versions: dict[str, int | None],
    answers: Answers,
    now: datetime,
) -> list[Outcome]:
    """Will do the action to each row in its own savepoint."""
    return [_one(action, actor, dossier, versions.get(dossier.number), answers, now) for dossier in dossiers]


def done_table(outcomes: Sequence[Outcome]) -> Table:
    """Will draw one line for each row."""
    rows = tuple(
        (
            _named(outcome.dossier),
            Cell(
                badge=Badge(
                    label="fait" if outcome.done else "refusé", tone="met" if outcome.done else "late"
                ),
                text=" ",
                detail=outcome.words,
            ),
        )
        for outcome in outcomes
    )
    return Table(caption="Ce qui s’est passé pour chaque dossier", columns=RESULTS, rows=rows)


def assignable_to_any(dossiers: Sequence[Dossier], *, today: date) -> list[tuple[str, str]]:
    """Will return the people of the dossiers' units who may be put in charge today."""
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    units = sorted({dossier.unit_id for dossier in dossiers})
    people = User.objects.filter(held, memberships__unit_id__in=units, is_active=True).distinct()
    return [
        (str(person.public_id), f"{person.full_name}, {person.job_title}")
        for person in people.order_by("full_name")
    ]


def _one(
    action: BulkAction, actor: Actor, dossier: Dossier, version: int | None, answers: Answers, now: datetime
) -> Outcome:
    if version != dossier.version:
        return Outcome(dossier=dossier, words=CHANGED, done=False)
    try:
        with transaction.atomic():
            return Outcome(dossier=dossier, words=run(action, actor, dossier, answers, now), done=True)
    except Exception as problem:
        failure = failure_of(problem)  # a refusal, a letter that cannot be set: the other rows go on
        if failure is None:
            raise
        return Outcome(dossier=dossier, words=failure.what, done=False)


def _named(dossier: Dossier) -> Cell:
    return Cell(text=dossier.title, detail=dossier.number, url=dossier_url(dossier.number))
