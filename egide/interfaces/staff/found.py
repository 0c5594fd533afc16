"""What words designate, as a list needs it: counted by step, and the ids that its page reads.

PostgreSQL counts and sorts what it has just met: five hundred rows sent to be counted here cost as much as the page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.keyset import PAGE
from egide.platform.database.together import ByHand

# What each part gives after the id of a dossier.
TOLD = ("state", "closed_on", "received_on", "next_due_on")
_COLUMNS = ", ".join(("id", *TOLD))
_NOTHING = "select null::bigint, null::varchar, null::date, null::date, null::date where false"
_STANDING = {"open": "closed_on is null", "closed": "closed_on is not null", "any": "true"}
# As keyset.ORDERS, on the first side.
_ORDERS = {"due": "next_due_on nulls last, id", "newest": "received_on desc, id desc"}


class _Gathered(NamedTuple):
    """Dossiers of one step, open or closed; or the ids to read, and whether the first part gave any."""

    state: str | None
    open: bool | None
    n: int
    ids: list[int] | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found: how many at each step, open and closed; the ids of a page in the list’s order, or all."""

    counts: Sequence[tuple[str, bool, int]]
    ids: list[int]
    met: bool

    @property
    def total(self) -> int:
        """Will count them all."""
        return sum(n for *_, n in self.counts)

    def by_state(self, standing: str) -> Counter[str]:
        """Will count those that are open, closed, or both, by step."""
        found: Counter[str] = Counter()
        for state, is_open, n in self.counts:
            if standing == "any" or is_open == (standing == "open"):
                found[state] += n
        return found


def gathering(parts: Sequence["QuerySet[Any, Any]"], filters: Filters, *, whole: bool) -> ByHand:
    """Will select what `found_among` reads, of all the parts together; each gives an id and TOLD.

    `filters` says which step and which standing the page shows, in which order; `whole`: the ids are not cut there.
    """
    told: list[str] = []
    values: list[Any] = []
    for part in parts:
        sql, params = _written(part)
        told.append(sql)
        values += params
    first, *others = (f"p{n}" for n in range(len(told)))
    ctes = ", ".join(f"p{n} ({_COLUMNS}) as materialized ({sql})" for n, sql in enumerate(told))
    together = " union ".join(f"select * from {name}" for name in (first, *others))
    limit = "" if whole else f" limit {PAGE + 1}"
    shown = f"{_STANDING[filters.standing]}{' and state = %s' if filters.state else ''}"
    return ByHand(
        f"""with {ctes}, found as materialized ({together})
        select state, closed_on is null, count(*), null::bigint[] from found group by 1, 2
        union all
        select null, null, (select count(*) from {first}),
               array(select id from found where {shown} order by {_ORDERS[filters.sort]}{limit})""",
        (*values, *([filters.state] if filters.state else [])),
        lambda row: _Gathered(*row),
    )


def found_among(rows: Iterable[_Gathered]) -> Found:
    """Will read what `gathering` selected."""
    counts: list[tuple[str, bool, int]] = []
    ids: list[int] = []
    met = False
    for row in rows:
        if row.state is None:
            ids, met = row.ids or [], row.n > 0
        else:
            counts.append((row.state, bool(row.open), row.n))
    return Found(counts=counts, ids=ids, met=met)


def _written(part: "QuerySet[Any, Any]") -> tuple[str, tuple[Any, ...]]:
    try:
        return part.query.sql_with_params()
    except EmptyResultSet:
        return _NOTHING, ()
