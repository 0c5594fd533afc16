"""Corrective measures of the dossiers that the reader sees: proposed, done, late; counted from kernel/measures.

Their list, with owners and days, is `measures_between`; here are only its totals.
"""

from egide.kernel.measures.queries import measures_between
from egide.kernel.statistics.reading import Cell, Scope, singles


def measures(scope: Scope) -> list[Cell]:
    """Will count the measures of the period. Units do not narrow them: a measure has a unit of its own."""
    since, until = scope.period.since, scope.period.until
    rows = measures_between(kinds=scope.kinds, period_since=since, period_until=until)
    return singles(
        (
            ("measures_proposed", sum(1 for row in rows if since <= row.proposed_on)),
            ("measures_done", sum(1 for row in rows if row.done_on and since <= row.done_on < until)),
            ("measures_late", sum(1 for row in rows if row.is_late(scope.today))),
        )
    )
