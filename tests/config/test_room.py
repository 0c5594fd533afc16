"""A page's calls take no piece of stack of their own, however deep it stands (config/room.py).

Counted by the pages of memory that the system gives: each crossing takes at least one.
"""

import resource
from collections.abc import Callable, Iterable
from typing import Any

from egide.config.room import with_room

CALLS, DEPTHS = 400, 250


def test_a_page_crosses_no_end_of_a_piece_at_any_depth() -> None:
    alone, roomy = _most_given(_page), _most_given(with_room(_page))

    assert alone >= CALLS  # somewhere, each of its calls asks the system for a piece
    assert roomy < CALLS / 4


def test_it_answers_as_the_application_does() -> None:
    assert with_room(_page)({"depth": 3}, print) == [b"answered"]


def _most_given(application: Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]) -> int:
    return max(_given(application, depth) for depth in range(DEPTHS))


def _given(application: Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]], depth: int) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    application({"depth": depth}, print)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _page(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    if environ["depth"]:
        return _page({"depth": environ["depth"] - 1}, start_response)
    for _ in range(CALLS):
        _component()
    return [b"answered"]


def _component() -> None:
    """A call, no more."""
