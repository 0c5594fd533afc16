"""Each figure equals a recount by hand over a random world, for each reader, and tells of nothing hidden.

The recount is recount.py; the figures of measures are counted again in tests/kernel/measures.
"""

from datetime import date

import pytest

from egide.kernel.statistics.figures import FIGURES
from egide.kernel.statistics.measuring import Measured, Period, measure
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.kernel.statistics.recount import recount
from tests.kernel.statistics.world import READERS, World

KINDS = ("intervention_request", "service_complaint", "disclosure", "information_card")
PERIODS = (Period(date(2026, 4, 1), date(2026, 12, 1)), Period(date(2025, 11, 10), date(2026, 6, 20)))
# Rates by month and rule follow from two figures that are counted again; measures have their own tests.
DERIVED = {
    "kept_rate_by_month",
    "kept_rate_by_rule",
    "measures_proposed",
    "measures_done",
    "measures_late",
    # None of these kinds concludes nor recommends: counted again in tests/modules/planning.
    "concluded",
    "concluded_by_finding",
    "recommended",
    "recommended_by_answer",
}


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast, seed=1)


def measured(world: World, reader: str, period: Period, **narrowed: object) -> dict[str, Measured]:
    with acting_as(world.cast.actor(reader), read_only=True):
        figures = measure(codes=list(FIGURES), kinds=KINDS, period=period, as_of=NOW, **narrowed)  # type: ignore[arg-type]
    return {figure.code: figure for figure in figures}


def plain(figure: Measured) -> object:
    """The figure as the recount writes it."""
    return {row.key: row.value for row in figure.rows if row.value} if figure.by else figure.total


@pytest.mark.parametrize(("seed", "period"), [(2, PERIODS[0]), (3, PERIODS[1])])
def test_every_figure_equals_its_recount_for_every_reader(cast: Cast, seed: int, period: Period) -> None:
    world = World(cast, seed=seed)
    for reader in READERS:
        found = measured(world, reader, period)
        expected = recount(world, reader, period, TODAY)

        assert set(expected) == set(FIGURES) - DERIVED
        assert {code: plain(found[code]) for code in expected} == expected, reader


def test_the_world_gives_something_to_count(world: World) -> None:
    # The twin of the test above: a recount of nothing would prove nothing.
    found = measured(world, "bruno", PERIODS[0])

    assert {code for code, figure in found.items() if not figure.total and code not in DERIVED} <= {
        "founded",
        "not_founded",
        "not_admissible",
        "median_days_by_rule",
        "p90_days_by_rule",
    }


def test_a_stranger_counts_nothing(world: World) -> None:
    for reader in ("farid", "claire", "pierre"):
        found = measured(world, reader, PERIODS[0])

        assert not any(figure.total for figure in found.values())
        assert not any(row.value for figure in found.values() for row in figure.rows)


def test_the_kinds_and_units_asked_narrow_every_figure(world: World) -> None:
    unit = world.cast.user("nadia").memberships.get().unit_id
    of_unit, of_nadia = (
        measured(world, "bruno", PERIODS[0], units=[unit]),
        measured(world, "nadia", PERIODS[0]),
    )
    hidden = {file.id for file in world.files if file.hidden_from & {"bruno", "nadia"}}
    shown = [f for f in world.files if f.unit == "interventions" and f.id not in hidden]

    assert of_unit["received"].total != measured(world, "bruno", PERIODS[0])["received"].total
    if not hidden:
        assert of_unit["received"].total == of_nadia["received"].total == len(shown)


def test_a_figure_keeps_what_was_asked_and_thaws_as_it_was(world: World) -> None:
    figure = measured(world, "marc", PERIODS[0])["received_by_theme"]

    assert "theme" in figure.sql
    assert "2026-04-01" in figure.sql
    assert Measured.thaw(figure.frozen()) == figure


def test_it_refuses_a_figure_that_nobody_defined(world: World) -> None:
    with acting_as(world.cast.actor("marc")), pytest.raises(KeyError):
        measure(codes=["invented"], kinds=KINDS, period=PERIODS[0], as_of=NOW)


def test_the_period_before_is_counted_like_any_other(world: World) -> None:
    for period in PERIODS:  # whole months, and not
        shown = measured(world, "bruno", period, before=period.before())
        alone = measured(world, "bruno", period.before())

        for code in ("received", "handled", "open_at_end", "kept", "missed", "kept_rate"):
            assert shown[code].before == alone[code].total
            assert shown[code].total == measured(world, "bruno", period)[code].total


def test_one_order_counts_its_own_dossiers_only(world: World) -> None:
    period = PERIODS[0]
    found = measured(world, "bruno", period, order="notaires", before=period.before())
    only = [file for file in world.files if file.order == "notaires"]
    world.files, world.cards = only, [card for card in world.cards if card.order == "notaires"]
    expected = recount(world, "bruno", period, TODAY)

    assert expected["received"]
    assert {code: plain(found[code]) for code in expected} == expected
    assert found["kept"].before == recount(world, "bruno", period.before(), TODAY)["kept"]
