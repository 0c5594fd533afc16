"""Small numbers hidden in what is published: a cell under five may point at one person.

Pure. A single hidden cell could be found again from the total: the next smallest then hides with it.
"""

from collections.abc import Sequence

from egide.modules.planning.law import SMALLEST_SHOWN

Value = int | float | None
SMALL, HIDDEN = "moins\u00a0de\u00a05", "masqué"


def masked(values: Sequence[Value]) -> tuple[str, ...]:
    """Will give, for each value of one table, the words that stand in its place; empty when it may be shown."""
    words = [SMALL if _small(value) else "" for value in values]
    if words.count(SMALL) != 1:
        return tuple(words)
    others = [(value, place) for place, value in enumerate(values) if value and not words[place]]
    if others:
        words[min(others)[1]] = HIDDEN
    return tuple(words)


def _small(value: Value) -> bool:
    return value is not None and 0 < value < SMALLEST_SHOWN
