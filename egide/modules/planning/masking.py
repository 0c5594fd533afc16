"""Small numbers hidden in what is published: a cell under five may point at one person.

Pure. Whoever has the total and the cells shown could find a hidden one again: the next smallest then hides too, and
all hidden cells are told alike, so that nothing says which are small.
"""

from collections.abc import Collection, Sequence

from egide.modules.planning.law import SMALLEST_SHOWN

Value = int | float | None
HIDDEN = "masqué"


def masked(values: Sequence[Value], *, last: Collection[int] = ()) -> tuple[str, ...] | None:
    """Will give, for each value of one table, the word that stands in its place; empty when it may be shown.

    `last`: places that hide for the others only when no other place is left. None: even with every cell hidden, the
    total would tell the small ones.
    """
    hidden = {place for place, value in enumerate(values) if _small(value)}
    others = sorted(
        (place in last, value, place) for place, value in enumerate(values) if value and place not in hidden
    )
    while hidden and _found_again([values[place] or 0 for place in hidden]):
        if not others:
            return None
        hidden.add(others.pop(0)[2])
    return tuple(HIDDEN if place in hidden else "" for place in range(len(values)))


def _found_again(hidden: Sequence[float]) -> bool:
    """What is left of the total gives a single cell away, or several that are all ones."""
    return len(hidden) == 1 or sum(hidden) == len(hidden)


def _small(value: Value) -> bool:
    return value is not None and 0 < value < SMALLEST_SHOWN
