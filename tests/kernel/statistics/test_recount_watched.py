"""The figures of the exchanges and of the incidents equal a recount by hand, for each reader, over a random world."""

from dataclasses import asdict
from datetime import date

import pytest

from egide.kernel.gate.visibility import visible
from egide.kernel.statistics.measuring import Measured, Period, measure
from egide.modules.ombudsman.counting import fiscal_year, year_count
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.kernel.statistics.watched import (
    CODES,
    EXCHANGE,
    INCIDENT,
    READERS,
    WatchedWorld,
    a_year_ago,
    recount,
    year,
)

PERIODS = (Period(date(2026, 4, 1), date(2026, 12, 1)), Period(date(2025, 11, 10), date(2026, 6, 20)))


@pytest.fixture
def world(cast: Cast) -> WatchedWorld:
    return WatchedWorld(cast, seed=5)


def measured(world: WatchedWorld, reader: str, period: Period, kinds: tuple[str, ...]) -> dict[str, object]:
    with acting_as(world.cast.actor(reader), read_only=True):
        found = measure(codes=list(CODES), kinds=kinds, period=period, as_of=NOW)
    return {one.code: plain(one) for one in found}


def plain(figure: Measured) -> object:
    return {row.key: row.value for row in figure.rows if row.value} if figure.by else figure.total


def test_every_figure_equals_its_recount_for_every_reader(world: WatchedWorld) -> None:
    whole = 0
    for period in PERIODS:
        for reader in READERS:
            expected = recount(world, reader, period)

            assert set(expected) == set(CODES)
            assert measured(world, reader, period, (EXCHANGE, INCIDENT)) == expected, reader
            whole += bool(expected["received"])
    assert whole == 2 * len(("luc", "claire", "paule", "amelie", "mona"))  # the others have nothing to count


def test_the_count_of_the_year_equals_its_recount(world: WatchedWorld) -> None:
    for reader in ("luc", "mona", "claire", "paule"):
        for first in (fiscal_year(TODAY)[0], a_year_ago()):
            with acting_as(world.cast.actor(reader), read_only=True) as actor:
                found = asdict(year_count(visible(actor, kind=EXCHANGE), day=first))
            expected = year(world, reader, first)

            assert {name: found[name] for name in expected} == expected, reader
            assert bool(expected["recommendations"]) is (reader != "paule")
