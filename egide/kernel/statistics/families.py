"""Which count gives which figure: figures of one family come from one query.

A figure without a family is a fault that the tests find.
"""

from collections.abc import Callable, Mapping

from egide.kernel.statistics.figures import FIGURES
from egide.kernel.statistics.reading import Cell, Scope
from egide.kernel.statistics.reading_cards import cards
from egide.kernel.statistics.reading_deadlines import (
    deadlines,
    durations,
    durations_by_rule,
    replies,
    running,
    time_to_close,
)
from egide.kernel.statistics.reading_decisions import CODES, decisions
from egide.kernel.statistics.reading_flows import flows
from egide.kernel.statistics.reading_measures import measures
from egide.kernel.statistics.reading_related import related

Family = Callable[[Scope], list[Cell]]
_BY_PREFIX: tuple[tuple[tuple[str, ...], Family], ...] = (
    (CODES, decisions),
    (("answered_in_time", "late_with"), replies),
    (("median_days_by_rule", "p90_days_by_rule"), durations_by_rule),
    (("running_",), running),
    (("median_days_to_close", "p90_days_to_close"), time_to_close),
    (("median_", "p90_"), durations),
    (("kept", "missed", "acknowledged_"), deadlines),
    (("cards",), cards),
    (("recommended",), related),
    (("measures_",), measures),
)


def _family(code: str) -> Family:
    for prefixes, family in _BY_PREFIX:
        if code.startswith(prefixes):
            return family
    return flows


FAMILIES: Mapping[str, Family] = {code: _family(code) for code in FIGURES}
