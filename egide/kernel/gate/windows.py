"""The windows, all of them: grouped counts past the row-level policies, with the same predicate inside.

A policy under a count costs seconds at a million rows; a window answers from one index. It repeats the walls
(compartments, conflicts, grants) and adds the reader's reach, so that a total never tells of a hidden row.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.db import connection

from egide.kernel import registry
from egide.law.access import Rule, Scope
from egide.platform.accounts.actors import Actor

WINDOWS = ("window_open_counts", "window_deadlines_kept", "window_staff_matches")
_OPEN = "select * from window_open_counts(%s::jsonb, %s, %s, %s)"
_KEPT = "select * from window_deadlines_kept(%s::jsonb, %s, %s, %s)"


@dataclass(frozen=True, kw_only=True)
class OpenCount:
    """Open dossiers of one kind at one step, as this reader sees them; « soon » ends on the day given."""

    kind: str
    state: str
    total: int
    mine: int
    mine_late: int
    mine_soon: int
    late: int
    soon: int
    unassigned: int


def open_counts(actor: Actor, *, today: date, near: date) -> tuple[OpenCount, ...]:
    """Will count the open dossiers that the actor may read, by kind and step, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [json.dumps(_reach(actor)), actor.user_id or 0, today, near])
        columns = [column.name for column in cursor.description or ()]
        return tuple(OpenCount(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall())


@dataclass(frozen=True, kw_only=True)
class KeptCount:
    """The deadlines of the Office that a month settled or let pass, and how many of them were met."""

    month: date
    met: int
    total: int


def deadlines_kept(actor: Actor, *, since: date, today: date) -> tuple[KeptCount, ...]:
    """Will count, by month, the deadlines of the dossiers that the actor may read, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [json.dumps(_reach(actor)), actor.user_id or 0, since, today])
        return tuple(KeptCount(month=month, met=met, total=total) for month, met, total in cursor.fetchall())


def _reach(actor: Actor) -> list[dict[str, object]]:
    kinds = [module.kind.code for module in registry.modules() if module.kind is not None]
    return [
        {
            "kind": kind,
            "compartments": _held(actor, kind, Scope.COMPARTMENT),
            "units": _held(actor, kind, Scope.UNIT),
            "assigned": _held(actor, kind, Scope.ASSIGNED),
        }
        for kind in kinds
    ]


def _held(actor: Actor, kind: str, scope: Scope) -> list[int]:
    rules: tuple[Rule, ...] = registry.policy_of_kind(kind).rules_for("read")
    codes = {rule.role.code for rule in rules if rule.scope is scope}
    held = [assignment for assignment in actor.roles if assignment.role in codes]
    if scope is Scope.UNIT:
        return sorted({assignment.unit_id for assignment in held})
    return sorted({assignment.compartment_id for assignment in held})
