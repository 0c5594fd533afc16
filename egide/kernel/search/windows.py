"""Asking the windows of full text: which texts answer, newest first or by relevance, and how many, never beyond a cap.

Ids and totals only: what is shown is then read again through the walls (passages.py).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db import connection

from egide.kernel.gate.windows import reach_of
from egide.kernel.search.asking import Asked
from egide.kernel.search.walking import COUNTED, RANKED
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
    # Of the card: « B », the names of people only.
    weight: str = ""
    # How a class of the classification scheme begins, and the types of a document’s newest version.
    class_code: str = ""
    formats: tuple[str, ...] = ()
    # Whether what is found is also counted by kind, unit, year…
    facets: bool = False

    def told(self) -> str:
        """Will write what is narrowed, for the window."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["class"] = values.pop("class_code")
        return json.dumps({name: value for name, value in values.items() if value}, default=str)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A text that answers: where it stands. `entry` never leaves the house."""

    entry: int
    dossier: int
    source: str
    rank: int
    day: date
    block: int = 0


Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of answers. `total` is exact up to `COUNTED` (ranked: `CAP`), one more beyond; 0: not counted.

    `facets`: among those counted, how many of each kind of text, of dossier, unit, year, order, format.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: Facets = field(default_factory=dict)


def newest(
    actor: Actor, asked: Asked, *, narrowing: Narrowing, after: tuple[date, int] | None = None, most: int
) -> Found:
    """Will return the newest texts that answer, from `after` on; counted up to `COUNTED` on a first page alone."""
    if after is None:
        return _found(
            actor, asked, narrowing, "window_search_page({given}, %s, %s)", [COUNTED + 1, most + 1], most
        )
    window = (
        "(select s.*, 0 as total, null::jsonb as facets"
        " from window_search({given}, %s::date, %s::bigint, %s) s)"
    )
    return _found(actor, asked, narrowing, window, [after[0].isoformat(), after[1], most + 1], most)


def ranked(actor: Actor, asked: Asked, *, narrowing: Narrowing, skipped: int = 0, most: int) -> Found:
    """Will return, the most relevant first, the newest thousand texts that answer, counted up to `CAP`; one query."""
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


def new_texts(
    actor: Actor, asked: Asked, *, told: str, looked: int, reached: int, most: int
) -> tuple[tuple[int, int], ...]:
    """Will return the dossiers where texts that answer entered the index between two looks, and how many of them.

    `told` is what a narrowing wrote when the search was kept; the reach is that of today.
    """
    expression, values = asked.sql()
    reach, mine = who_asks(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select * from window_search_new(%s::jsonb, %s::bigint[], {expression}, %s::jsonb, %s, %s, %s)",
            [reach, mine, *values, told, looked, reached, most],
        )
        return tuple((int(dossier), int(texts)) for dossier, texts in cursor.fetchall())


def _found(actor: Actor, asked: Asked, narrowing: Narrowing, window: str, own: list[Any], most: int) -> Found:
    expression, values = asked.sql()
    called = window.replace("{given}", "%s::jsonb, %s::bigint[], a.question, %s::jsonb")
    reach, mine = who_asks(actor)
    query = (
        f"with a as materialized (select {expression} as question)"
        " select f.entry_id, f.dossier_id, f.source, f.rank, f.block, f.day, f.total, f.facets::text"
        f" from a cross join lateral {called} f"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, reach, mine, narrowing.told(), *own])
        rows = cursor.fetchall()
    hits = tuple(
        Hit(entry=entry, dossier=dossier, source=source, rank=rank, block=block, day=day)
        for entry, dossier, source, rank, block, day, _, _ in rows
    )
    return Found(
        hits=hits[:most],
        total=int(rows[0][6]) if rows else 0,
        more=len(hits) > most,
        facets=json.loads(rows[0][7] or "{}") if rows else {},
    )


def who_asks(actor: Actor) -> tuple[str, list[int]]:
    """Will return what the gate lets the reader reach, for the window, and whose dossiers count as the reader’s."""
    reach: Sequence[Mapping[str, object]] = reach_of(actor)
    return json.dumps(reach), sorted(actor.stands_for())
