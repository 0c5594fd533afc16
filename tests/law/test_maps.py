"""Process maps, for every lifecycle of the house and for random ones: nothing overlaps, nothing is left out.

What the picture looks like is looked at by people; what is checked here is what they would not forgive.
"""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings

from egide.config.modules import MODULES
from egide.kernel.measures.life import LIFE
from egide.law.lifecycles import Lifecycle, State, Transition
from egide.law.maps import Kind, chart_of
from egide.law.maps_layout import lay_out
from egide.law.maps_shapes import Box, Drawing, drawn_links
from tests.law.lives import ANALYST, any_lifecycles, sound_lifecycles

HOUSE = [module.lifecycle for module in MODULES if module.lifecycle] + [LIFE]


def overlapping(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Pairs of boxes that touch."""

    def apart(one: Box, other: Box) -> bool:
        return (
            one.x + one.width < other.x
            or other.x + other.width < one.x
            or one.y + one.height < other.y
            or other.y + other.height < one.y
        )

    yield from ((a.code, b.code) for a, b in combinations(drawing.boxes, 2) if not apart(a, b))


def outside(drawing: Drawing) -> list[object]:
    """What sticks out of the picture."""
    boxes = [
        box
        for box in drawing.boxes
        if box.x < 0 or box.y < 0 or box.x + box.width > drawing.width or box.y + box.height > drawing.height
    ]
    points = [
        (arrow, point)
        for arrow in drawing.arrows
        for point in (*arrow.points, arrow.badge)
        if not (0 <= point[0] <= drawing.width and 0 <= point[1] <= drawing.height)
    ]
    return [*boxes, *points]


def through(drawing: Drawing) -> list[tuple[str, str, str]]:
    """Arrows that run through a box."""
    return [
        (arrow.source, arrow.target, box.code)
        for arrow in drawing.arrows
        for (x1, y1), (x2, y2) in zip(arrow.points, arrow.points[1:], strict=False)
        for box in drawing.boxes
        if max(x1, x2) > box.x + 1
        and min(x1, x2) < box.x + box.width - 1
        and max(y1, y2) > box.y + 1
        and min(y1, y2) < box.y + box.height - 1
    ]


def declared(lifecycle: Lifecycle) -> set[tuple[str, str, int]]:
    """Every transition from every state in use, with the number of its move."""
    numbers = {t.code: move.number for move in chart_of(lifecycle).moves for t in move.transitions}
    live = {state.code for state in lifecycle.states if state.until is None}
    return {
        (source, t.target, numbers[t.code])
        for t in lifecycle.transitions
        if t.in_use() and t.target in live
        for source in t.sources & live
    }


@pytest.mark.parametrize("lifecycle", HOUSE, ids=lambda lifecycle: lifecycle.code)
def test_every_map_of_the_house_is_whole_and_clear(lifecycle: Lifecycle) -> None:
    drawing = lay_out(lifecycle, {state.code: "4 j · 9 sur 10 en 12 j" for state in lifecycle.states})

    assert drawn_links(drawing) == declared(lifecycle)
    assert {box.code for box in drawing.boxes} == {s.code for s in lifecycle.states if s.until is None}
    assert list(overlapping(drawing)) == []
    assert outside(drawing) == []
    assert through(drawing) == []
    assert drawing.width <= 1000  # it is read on a page, not on a wall


@settings(max_examples=60, deadline=None)
@given(sound_lifecycles())
def test_a_sound_life_is_drawn_whole_without_overlap(lifecycle: Lifecycle) -> None:
    drawing = lay_out(lifecycle)

    assert drawn_links(drawing) == declared(lifecycle)
    assert (list(overlapping(drawing)), outside(drawing), through(drawing)) == ([], [], [])


@settings(max_examples=60, deadline=None)
@given(any_lifecycles())
def test_any_arrows_at_all_are_drawn_whole_without_overlap(lifecycle: Lifecycle) -> None:
    drawing = lay_out(lifecycle)

    assert drawn_links(drawing) == declared(lifecycle)
    assert (list(overlapping(drawing)), outside(drawing)) == ([], [])


def printed(line: str) -> float:
    """Pixels that a line of these words takes, at its size."""
    return sum(11 if letter in "mMw" else 3.8 if letter in "iljtfr’' " else 6.6 for letter in line)


def crossed(drawing: Drawing) -> list[tuple[tuple[str, ...], str, str]]:
    """Words beside an arrow of the main way that the line of another arrow runs through."""
    before, half = 20, 16  # pixels: the number before them, half their height
    return [
        (arrow.words, other.source, other.target)
        for arrow in drawing.arrows
        if arrow.words
        for other in drawing.arrows
        for (x1, y1), (x2, y2) in zip(other.points, other.points[1:], strict=False)
        if x1 == x2
        and 0 < x1 - arrow.badge[0] - before < max(map(printed, arrow.words))
        and min(y1, y2) < arrow.badge[1] + half
        and max(y1, y2) > arrow.badge[1] - half
    ]


def test_the_words_of_the_main_way_are_crossed_by_no_line() -> None:
    assert [found for life in HOUSE if (found := crossed(lay_out(life)))] == []


@pytest.mark.parametrize("lifecycle", HOUSE, ids=lambda lifecycle: lifecycle.code)
def test_the_same_declaration_gives_the_same_drawing(lifecycle: Lifecycle) -> None:
    assert lay_out(lifecycle).arrows == lay_out(lifecycle).arrows


def test_moves_of_the_same_words_by_the_same_people_share_a_number() -> None:
    chart = chart_of(HOUSE[0])

    delay = [move for move in chart.moves if move.label == "Préparer un avis de retard"]

    assert len(delay) == 1
    assert len(delay[0].transitions) > 1


def test_a_move_offered_almost_everywhere_is_told_inside_the_boxes() -> None:
    chart = chart_of(HOUSE[0])

    assert {link.kind for link in chart.links if link.transition == "withdraw"} == {Kind.REFERENCE}


def test_retired_states_and_moves_are_not_drawn() -> None:
    from datetime import date

    old = Lifecycle(
        "old",
        "1",
        "a",
        (State("a", "A"), State("b", "B", final=True), State("c", "C", until=date(2020, 1, 1))),
        (
            Transition("go", "Aller", {"a"}, "b", by=ANALYST),
            Transition("gone", "Partir", {"a"}, "c", by=ANALYST, until=date(2020, 1, 1)),
        ),
        ("a", "b"),
    )

    assert {box.code for box in lay_out(old).boxes} == {"a", "b"}
    assert [move.label for move in chart_of(old).moves] == ["Aller"]


def test_many_moves_between_two_ends_keep_their_numbers_inside_the_picture() -> None:
    states = (State("s0", "Ouverte"), State("s1", "Close", final=True), State("s2", "Refusée"))
    moves = tuple(
        Transition(f"t{n}", f"t{n}", sources=frozenset({"s2"}), target="s1", by=ANALYST) for n in range(12)
    )
    drawing = lay_out(Lifecycle("ends", version="1", initial="s0", states=states, transitions=moves))

    assert {arrow.kind for arrow in drawing.arrows} == {Kind.STACK}
    assert outside(drawing) == []
