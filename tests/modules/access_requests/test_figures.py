"""The yearly statistics of access requests equal a recount by hand over a few files, as their reader sees them."""

from collections import Counter
from datetime import date

from egide.kernel.statistics.figures import FIGURES
from egide.kernel.statistics.measuring import Measured, Period, measure
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.modules.access_requests.scene import Scene, open_scene, validate_texts

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
MARCH = NOW.replace(month=3, day=2)


def answered(cast: Cast, day: date, outcome: str = "not_held") -> Scene:
    scene = open_scene(cast, received_at=MARCH)
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    scene.on(day).move("propose_decision", outcome=outcome)
    scene.send("decision")
    return scene


def figures(cast: Cast, who: str) -> dict[str, Measured]:
    with acting_as(cast.actor(who), read_only=True):
        found = measure(codes=list(FIGURES), kinds=("access_request",), period=YEAR, as_of=NOW)
    return {figure.code: figure for figure in found}


def rows(figure: Measured) -> dict[str, object]:
    return {row.key: row.value for row in figure.rows if row.value}


def test_each_figure_equals_what_one_counts_by_hand(cast: Cast) -> None:
    validate_texts()
    made = [
        answered(cast, date(2026, 3, 9)),
        answered(cast, date(2026, 3, 30), outcome="access"),
        open_scene(cast, asked="personal"),
        open_scene(cast, oral=True),
    ]
    made[2].move("withdraw", occurred_on="2026-11-23", motive="Trouvé ailleurs.")
    found = figures(cast, "lise")

    asked = Counter(scene.own.asked for scene in made)
    results = Counter(scene.due("decision").status for scene in made[:2])
    assert rows(found["received_by_type"]) == dict(asked)
    assert found["answered_in_time"].total == results["met"] == 1
    assert found["late_without_notice"].total == results["late"] == 1
    assert found["withdrawn"].total == 1
    assert not any(figure.total for figure in figures(cast, "nadia").values())
