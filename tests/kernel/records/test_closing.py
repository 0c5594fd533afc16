"""Closing, holding and reopening the record: the dates that retention gives, leap day included.

The arithmetic of retention is law's; here is what the dossier keeps of it.
"""

from datetime import UTC, date, datetime

import pytest

from egide.kernel.records.actions import applicable_to, close_records, reopen_records, set_series
from egide.kernel.records.holds import keep_holds, lift_holds, place_hold, standing
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.kernel.scene import Scene, open_scene


def close(scene: Scene, day: date) -> None:
    scene.act("nadia", lambda a, d: close_records(dossier=d, on=day))


@pytest.mark.parametrize(
    ("closed_on", "active_until", "semi_active_until"),
    [
        # 2 years active, then 5 semi-active, both counted from the closing day.
        (date(2026, 11, 30), date(2028, 11, 30), date(2033, 11, 30)),
        # No 29 February in 2030 nor in 2035: the 28th, each counted from 2028 itself.
        (date(2028, 2, 29), date(2030, 2, 28), date(2035, 2, 28)),
        # 28 February stays the 28th, even where the arrival year is a leap one (2030 + 2 = 2032).
        (date(2030, 2, 28), date(2032, 2, 28), date(2037, 2, 28)),
    ],
)
def test_a_closing_dates_both_periods_from_the_closing_day(
    scene: Scene, closed_on: date, active_until: date, semi_active_until: date
) -> None:
    close(scene, closed_on)

    dossier = scene.dossier
    assert (dossier.closed_on, dossier.active_until, dossier.semi_active_until) == (
        closed_on,
        active_until,
        semi_active_until,
    )
    assert dossier.disposition == "T"


def test_the_day_of_closing_is_the_office_s_day(cast: Cast) -> None:
    scene = open_scene(cast)
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.now = datetime(2028, 3, 1, 3, 30, tzinfo=UTC)  # 29 February, 22 h 30 in Montréal

    scene.move("close")

    assert (scene.dossier.closed_on, scene.dossier.active_until) == (date(2028, 2, 29), date(2030, 2, 28))
    assert scene.problems == []


def test_a_reopening_takes_every_date_away(scene: Scene) -> None:
    close(scene, date(2026, 11, 30))
    scene.act("nadia", lambda a, d: reopen_records(dossier=d))

    dossier = scene.dossier
    assert (dossier.closed_on, dossier.active_until, dossier.disposition) == (None, None, "")


def test_a_dossier_without_a_rule_does_not_close(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: type(d).objects.update(retention_series="9999"))

    with pytest.raises(Refused, match="règle de conservation"):
        close(scene, date(2026, 11, 30))
    with pytest.raises(Refused):
        scene.act("nadia", lambda a, d: set_series(dossier=d, series="8888"))

    scene.act("nadia", lambda a, d: set_series(dossier=d, series="6200"))
    close(scene, date(2026, 11, 30))
    assert scene.act("nadia", lambda a, d: applicable_to(d, on=date(2026, 11, 30))).rule.series == "6200"


def test_each_hold_is_lifted_by_itself_and_journaled(scene: Scene) -> None:
    def place(reason: str) -> int:
        return scene.act(
            "marc", lambda a, d: place_hold(dossier=d, reason=reason, actor_code=a.code, now=scene.now)
        ).rank

    first, second, other = place("litige"), place("litige"), place("accès")
    scene.act("marc", lambda a, d: lift_holds(dossier=d, ranks=[first], actor_code=a.code, now=scene.now))
    assert scene.act("marc", lambda a, d: (standing(d, "litige"), standing(d, "accès"))) == (
        (second,),
        (other,),
    )

    scene.act("marc", lambda a, d: keep_holds(dossier=d, ranks=[first], now=scene.now))
    assert scene.act("marc", lambda a, d: standing(d, "litige")) == (first, second)
    assert [code for code in scene.codes if code.startswith("hold.")] == [
        *["hold.placed"] * 3, "hold.lifted", "hold.kept"
    ]  # fmt: skip
