"""The windows, all of them: grouped counts past the row-level policies, with the same predicate inside.

A policy under a count costs seconds at a million rows; a window adds up tallies (kernel/statistics). It repeats
the walls (compartments, conflicts, grants) and adds the reader's reach: a total never tells of a hidden row.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from egide.kernel import registry
from egide.law.access import Rule, Scope
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ByHand, Prepared, prepare

WINDOWS = (
    "window_open_tallies",
    "window_deadline_results",
    "window_staff_matches",
    "window_search",
    "window_search_plain",
    "window_search_page",
    "window_search_ranked",
    "window_search_total",
    "window_search_new",
    "window_search_keepers",
    "window_words_meeting",
)
_OPEN = "select * from window_open_tallies(%s::jsonb, %s, %s::bigint[], %s, %s)"
_RESULTS = (
    "select %s as which, r.* from window_deadline_results(%s::jsonb, %s::bigint[], %s::int[], %s, %s, %s) r"
)


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


_FIGURES = tuple(field.name for field in fields(OpenCount))


def open_counts(actor: Actor, *, today: date, near: date) -> tuple[OpenCount, ...]:
    """Will count the open dossiers that the actor may read, by kind and step, in one query."""
    return tuple(_open(actor, today, near).read()[0])


@lru_cache(maxsize=256)
def _open(actor: Actor, today: date, near: date) -> Prepared:
    return prepare(open_counting(actor, today=today, near=near))


def open_counting(actor: Actor, *, today: date, near: date) -> ByHand:
    """Will select the same counts, for a statement that reads other things too."""
    mine = sorted(actor.stands_for())
    return ByHand(
        _OPEN,
        (json.dumps(reach_of(actor)), actor.user_id or 0, mine, today, near),
        lambda row: OpenCount(**dict(zip(_FIGURES, row, strict=True))),
    )


@dataclass(frozen=True, kw_only=True)
class ResultCount:
    """The Office's own deadlines of one rule that one month settled in time, or settled late or let pass.

    `which` is the place of the period among those asked.
    """

    which: int
    kind: str
    rule: str
    month: date
    met: int
    late: int


def deadline_results(
    actor: Actor,
    *,
    periods: Sequence[tuple[date, date]],
    today: date,
    kinds: Sequence[str] | None = None,
    units: Sequence[int] | None = None,
) -> tuple[ResultCount, ...]:
    """Will count the deadlines of each period, from its first day to its last, excluded, in one query.

    Only the dossiers that the actor may read; of these kinds and units only, when they are given.
    """
    only = None if kinds is None else tuple(kinds), tuple(units) if units else None
    return tuple(_results(actor, tuple(periods), today, *only).read()[0])


@lru_cache(maxsize=256)
def _results(
    actor: Actor,
    periods: tuple[tuple[date, date], ...],
    today: date,
    kinds: tuple[str, ...] | None,
    units: tuple[int, ...] | None,
) -> Prepared:
    reach = json.dumps([part for part in reach_of(actor) if kinds is None or part["kind"] in kinds])
    told: list[Any] = []
    for which, (since, until) in enumerate(periods):
        told += [
            which,
            reach,
            sorted(actor.stands_for()),
            list(units) if units else None,
            since,
            until,
            today,
        ]
    return prepare(ByHand(" union all ".join([_RESULTS] * len(periods)), tuple(told), _result))


def _result(row: tuple[Any, ...]) -> ResultCount:
    which, kind, rule, month, met, late = row
    return ResultCount(which=which, kind=kind, rule=rule, month=date.fromisoformat(month), met=met, late=late)


@dataclass(frozen=True, kw_only=True)
class KeptCount:
    """The deadlines of the Office that a month settled or let pass, and how many of them were met."""

    month: date
    met: int
    total: int


def keeping(actor: Actor, *, since: date, today: date) -> Prepared:
    """Will write the statement that counts the deadlines from `since` to `today`, both included; see `kept_among`."""
    return _results(actor, ((since, today + timedelta(days=1)),), today, None, None)


def kept_among(results: Sequence[ResultCount]) -> tuple[KeptCount, ...]:
    """Will count by month the deadlines that `keeping` selected."""
    met: defaultdict[date, int] = defaultdict(int)
    total: defaultdict[date, int] = defaultdict(int)
    for row in results:
        met[row.month] += row.met
        total[row.month] += row.met + row.late
    return tuple(
        KeptCount(month=month, met=met[month], total=total[month]) for month in sorted(total) if total[month]
    )


def reach_of(actor: Actor) -> list[dict[str, object]]:
    """Will return what a window is given: the compartments and units that the actor may read, for each kind read."""
    kinds = [module.kind.code for module in registry.modules() if module.kind is not None]
    parts = [
        {
            "compartments": _held(actor, kind, Scope.COMPARTMENT),
            "units": _held(actor, kind, Scope.UNIT),
            "assigned": _held(actor, kind, Scope.ASSIGNED),
            "named": _held(actor, kind, Scope.NAMED),
        }
        for kind in kinds
    ]
    # Every window goes through them all: a kind that the actor never reads is left out.
    return [{"kind": kind, **part} for kind, part in zip(kinds, parts, strict=True) if any(part.values())]


def _held(actor: Actor, kind: str, scope: Scope) -> list[int]:
    rules: tuple[Rule, ...] = registry.policy_of_kind(kind).rules_for("read")
    codes = {rule.role.code for rule in rules if rule.scope is scope}
    held = [assignment for assignment in actor.roles if assignment.role in codes]
    if scope is Scope.UNIT:
        return sorted({assignment.unit_id for assignment in held})
    return sorted({assignment.compartment_id for assignment in held})
