"""How long dossiers stay in each state, as the journal of the newest ones tells: median, ninetieth percentile, cases.

Only what the reader may see is counted, behind the walls; fewer than ENOUGH stays say nothing of anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from egide.kernel.lifecycle.passages import MOVED
from egide.platform.database.together import ByHand, prepare

SAMPLE = 100  # newest dossiers looked at
ENOUGH = 5  # stays: fewer would speak of one dossier
DAY = 86_400  # seconds

# A stay is the time between two moves of the same chain that change the state; the first starts at opening.
_STAYS = """
with newest as materialized ({newest}), others as (
  select 'dossier:' || id as chain, opened_at from newest as n(id, opened_at)
), entries as (
  -- Chain by chain (« offset 0 »): joined otherwise, a million dossiers make it read the whole journal.
  select o.chain, o.opened_at, e.seq, e.recorded_at, split_part(e.body, E'\\n', 11)::jsonb as data
  from others o cross join lateral (
    select seq, recorded_at, body from journal_event where chain = o.chain and code = %s offset 0
  ) e
), moves as (
  select data ->> 'from' as state, recorded_at,
         coalesce(lag(recorded_at) over (partition by chain order by seq), opened_at) as entered_at
  from entries where data ->> 'from' <> data ->> 'to'
)
select state, count(*),
       percentile_cont(0.5) within group (order by extract(epoch from recorded_at - entered_at)) as half,
       percentile_cont(0.9) within group (order by extract(epoch from recorded_at - entered_at)) as most
from moves group by state
"""


@dataclass(frozen=True, kw_only=True)
class Observed:
    """The stays in one state; both figures are in days, and None when the stays are too few to be told."""

    cases: int
    median: float | None
    ninetieth: float | None


def observed(newest: "QuerySet[Any]") -> dict[str, Observed]:
    """Will measure the stays that ended, by state, in these dossiers; one statement."""
    return stays(prepare(observing(newest)).read()[0])


def observing(newest: "QuerySet[Any]") -> ByHand:
    """Will select the same, for a statement that is kept; `stays` tells what it read."""
    sql, values = newest.values_list("pk", "opened_at").query.sql_with_params()
    return ByHand(_STAYS.format(newest=sql), (*values, MOVED), tuple)


def stays(rows: Sequence[tuple[Any, ...]]) -> dict[str, Observed]:
    """Will tell the stays by state."""
    return {state: _told(*figures) for state, *figures in rows}


def _told(cases: int, median: float, ninetieth: float) -> Observed:
    if cases < ENOUGH:
        return Observed(cases=cases, median=None, ninetieth=None)
    return Observed(cases=cases, median=float(median) / DAY, ninetieth=float(ninetieth) / DAY)
