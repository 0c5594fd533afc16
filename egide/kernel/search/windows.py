"""Asking the windows of full text: which texts answer, newest first or by relevance, and how many, never beyond a cap.

Ids and totals only: what is shown is read through the walls, beside them in their statement or after (passages.py).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from egide.kernel.gate.windows import reach_of
from egide.kernel.search.asking import Asked, both_sql
from egide.kernel.search.walking import RANKED
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import A_DAY, ANY, ByHand, Prepared, by_hand, prepare

CAP = RANKED
OWN = 9  # columns of a window; those read beside come after
_PAGE = "window_search_page(<both>, %s, %s)"


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


class Hit(NamedTuple):
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
    """One page of answers. `total` is exact up to the page (counted or ranked: `CAP`), one more beyond; 0: not counted.

    `facets`: how many of each kind of text, of dossier, unit, year, order, format, of all that is counted; none of a
    page which goes on.
    `begun`: nothing answered the whole words; these answer the last one as a beginning.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: Facets = field(default_factory=dict)
    begun: bool = False
    # What was read beside each text (`Asking`), by dossier; those that the reader does not open have none.
    beside: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)


def newest(
    actor: Actor, asked: Asked, *, narrowing: Narrowing, after: tuple[date, int] | None = None, most: int
) -> Found:
    """Will return the newest texts that answer, from `after` on."""
    return read(newest_asked(actor, asked, narrowing=narrowing, after=after, most=most))


def ranked(actor: Actor, asked: Asked, *, narrowing: Narrowing, skipped: int = 0, most: int) -> Found:
    """Will return, the most relevant first, the newest thousand texts that answer, counted up to `CAP`; one query."""
    return read(ranked_asked(actor, asked, narrowing=narrowing, skipped=skipped, most=most))


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is read of the dossier of each text found, in the same statement, through the walls and the gate."""

    rows: ByHand
    told: Mapping[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A window to be asked in a statement that reads other things too: as it is written, and what it is told."""

    rows: ByHand
    told: Mapping[Any, Any]
    most: int
    beside: Beside | None = None

    def found(self, rows: Sequence[tuple[Any, ...]]) -> Found:
        """Will tell what it answered."""
        hits = tuple(
            Hit(
                entry=entry,
                dossier=dossier,
                source=source,
                rank=rank,
                block=block,
                day=date.fromisoformat(day),
            )
            for entry, dossier, source, rank, block, day, *_ in rows[: self.most]
        )
        return Found(
            hits=hits,
            total=int(rows[0][6]) if rows else 0,
            more=len(rows) > self.most,
            facets=next((row[7] for row in rows if row[7]), {}),
            begun=bool(rows and rows[0][8]),
            beside=self._beside(rows[: self.most]),
        )

    def _beside(self, rows: Sequence[tuple[Any, ...]]) -> Mapping[int, tuple[Any, ...]]:
        if self.beside is None:
            return {}
        build, first = self.beside.rows.build, {row[1]: row[OWN:] for row in rows}
        return {dossier: build(row) for dossier, row in first.items() if row[0] is not None}


def read(asking: Asking) -> Found:
    """Will ask a window alone."""
    return asking.found(_alone(asking.rows).read(asking.told)[0])


def newest_asked(
    actor: Actor,
    asked: Asked,
    *,
    narrowing: Narrowing,
    after: tuple[date, int] | None = None,
    most: int,
    begun: Asked | None = None,
    beside: Beside | None = None,
) -> Asking:
    """Will write the question of `newest`; `begun` is asked of a first page when nothing answers the other.

    `beside`: what is read of the dossier of each text (`of_dossiers`), its key first.
    """
    if after is None:
        return _asking(actor, asked, begun, narrowing, _PAGE, (most + 1, most + 1), most, beside)
    window = (
        "(select s.entry_id, s.dossier_id, s.source, s.rank, s.block, s.day, 0 as total, null::jsonb as facets,"
        " false as widened from window_search(<one>, %s::date, %s, %s) s)"
    )
    end = (A_DAY, ANY, most + 1)
    asking = _asking(actor, asked, None, narrowing, window, end, most, beside)
    return replace(asking, told={**asking.told, A_DAY: after[0], ANY: after[1]})


def counted_asked(actor: Actor, asked: Asked, *, narrowing: Narrowing, begun: Asked | None = None) -> Asking:
    """Will write the question of how many texts answer, up to `CAP`, and of what they are made; it shows none."""
    return _asking(actor, asked, begun, narrowing, _PAGE, (CAP + 1, 1), 0)


def ranked_asked(
    actor: Actor,
    asked: Asked,
    *,
    narrowing: Narrowing,
    skipped: int = 0,
    most: int,
    begun: Asked | None = None,
    beside: Beside | None = None,
) -> Asking:
    """Will write the question of `ranked`, in the same way."""
    window = "window_search_ranked(<both>, %s, %s)"
    return _asking(actor, asked, begun, narrowing, window, (skipped, most + 1), most, beside)


def of_dossiers(rows: "QuerySet[Any, Any]") -> ByHand | None:
    """Will write what is read beside each text `f`: these columns of its dossier, when it is among these rows."""
    return by_hand(rows.filter(pk=RawSQL("f.dossier_id", ())))


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


# They stand for what is typed and chosen while a statement is written, which is kept by its shape.
_NARROWING = "…ce qui restreint…"


def _asking(
    actor: Actor,
    asked: Asked,
    begun: Asked | None,
    narrowing: Narrowing,
    window: str,
    own: tuple[Any, ...],
    most: int,
    beside: Beside | None = None,
) -> Asking:
    question, values = both_sql(asked, begun)
    rows = _written(actor, question, len(values), window, own, beside.rows if beside else None)
    told = {**dict(zip(_words(len(values)), values, strict=True)), _NARROWING: narrowing.told()}
    told |= beside.told if beside else {}
    return Asking(rows=rows, told=told, most=most, beside=beside)


def _words(many: int) -> list[str]:
    return [f"…mot {n}…" for n in range(many)]


@lru_cache(maxsize=512)
def _written(
    actor: Actor, question: str, words: int, window: str, own: tuple[Any, ...], beside: ByHand | None
) -> ByHand:
    reach, mine = who_asks(actor)
    called = window.replace("<both>", "%s::jsonb, %s::bigint[], a.asked, a.begun, %s::jsonb").replace(
        "<one>", "%s::jsonb, %s::bigint[], a.asked, null, %s::jsonb"
    )
    # Row by row, in the window's order: « offset 0 » keeps a dossier a look by its key, whatever their number.
    joined = f" left join lateral ({beside.sql} offset 0) d on true" if beside else ""
    return ByHand(
        "select f.entry_id, f.dossier_id, f.source, f.rank, f.block, f.day, f.total, f.facets, f.widened"
        f"{', d.*' if beside else ''} from ({question}) a cross join lateral {called} f{joined}",
        (*_words(words), reach, mine, _NARROWING, *own, *(beside.values if beside else ())),
        tuple,
    )


@lru_cache(maxsize=512)
def _alone(rows: ByHand) -> Prepared:
    return prepare(rows)


@lru_cache(maxsize=256)
def who_asks(actor: Actor) -> tuple[str, list[int]]:
    """Will return what the gate lets the reader reach, for the window, and whose dossiers count as the reader’s."""
    reach: Sequence[Mapping[str, object]] = reach_of(actor)
    return json.dumps(reach), sorted(actor.stands_for())
