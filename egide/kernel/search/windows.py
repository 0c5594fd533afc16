"""Asking the windows of full text: which texts answer, newest first or by relevance, and how many, never beyond a cap.

Ids and totals only: what is shown is then read again through the walls (passages.py).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection

from egide.kernel.gate.windows import reach_of
from egide.kernel.search.asking import Asked
from egide.kernel.search.walking import RANKED
from egide.platform.accounts.actors import Actor

CAP = RANKED


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What narrows a search besides its words, by codes; empty: nothing. Days are both included."""

    kind: str = ""
    unit: str = ""
    state: str = ""
    standing: str = ""
    order: str = ""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    dossier: int = 0

    def told(self) -> str:
        """Will write what is narrowed, for the window."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps({name: value for name, value in values.items() if value}, default=str)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A text that answers: where it stands. `entry` never leaves the house."""

    entry: int
    dossier: int
    source: str
    rank: int
    day: date


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of answers; `total` is exact up to `CAP`, and `CAP` + 1 beyond."""

    hits: tuple[Hit, ...]
    total: int
    more: bool


def newest(
    actor: Actor, asked: Asked, *, narrowing: Narrowing, after: tuple[date, int] | None = None, most: int
) -> Found:
    """Will return the newest texts that answer, from `after` on, and count them all; one query."""
    day, entry = (after[0].isoformat(), after[1]) if after else ("infinity", 0)
    return _found(
        actor,
        asked,
        narrowing,
        "window_search({given}, %s::date, %s::bigint, %s)",
        [day, entry, most + 1],
        most,
    )


def ranked(actor: Actor, asked: Asked, *, narrowing: Narrowing, skipped: int = 0, most: int) -> Found:
    """Will return, the most relevant first, the newest thousand texts that answer, and count them all; one query."""
    return _found(actor, asked, narrowing, "window_search_ranked({given}, %s, %s)", [skipped, most + 1], most)


def answered(actor: Actor, questions: Sequence[Asked], *, narrowing: Narrowing) -> tuple[bool, ...]:
    """Will tell for each question whether the reader opens at least one text that answers it; one query."""
    if not questions:
        return ()
    columns: list[str] = []
    values: list[Any] = []
    for asked in questions:
        expression, given = asked.sql()
        columns.append(f"window_search_total(%s::jsonb, %s::bigint[], {expression}, %s::jsonb, 1) > 0")
        values += [*who_asks(actor), *given, narrowing.told()]
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(columns)}", values)
        return tuple(cursor.fetchone() or ())


def _found(actor: Actor, asked: Asked, narrowing: Narrowing, window: str, own: list[Any], most: int) -> Found:
    expression, values = asked.sql()
    given = "%s::jsonb, %s::bigint[], a.question, %s::jsonb"
    called = window.replace("{given}", given)
    reach, mine = who_asks(actor)
    told = narrowing.told()
    query = (
        f"with a as materialized (select {expression} as question),"
        f" t as materialized (select window_search_total({given}, {CAP + 1}) as total from a)"
        f" select t.total, f.* from t cross join a left join lateral {called} f on true"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, reach, mine, told, reach, mine, told, *own])
        rows = cursor.fetchall()
    hits = tuple(
        Hit(entry=row[1], dossier=row[2], source=row[3], rank=row[4], day=row[5])
        for row in rows
        if row[1] is not None
    )
    return Found(hits=hits[:most], total=int(rows[0][0]), more=len(hits) > most)


def who_asks(actor: Actor) -> tuple[str, list[int]]:
    reach: Sequence[Mapping[str, object]] = reach_of(actor)
    return json.dumps(reach), sorted(actor.stands_for())
