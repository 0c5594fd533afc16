"""Who is told of a corrective measure, and when: before its day, after it, when its effect is to be checked.

The night is the scheduler's.
"""

from datetime import timedelta

from egide.kernel.measures import actions
from egide.kernel.measures.queries import mine_due
from egide.platform.accounts.acting import acting_as
from tests.kernel.measures.follow import Follow
from tests.kernel.scene import Scene


def test_reminders_come_before_the_day_once_then_after_it_every_two_weeks(follow: Follow) -> None:
    follow.scene.later(days=22)
    follow.night()
    assert follow.told("nadia") == []

    for days, expected in ((1, ["measure.soon"]), (3, ["measure.soon"])):
        follow.scene.later(days=days)
        follow.night()
        assert follow.told("nadia") == expected

    follow.scene.later(days=5)
    follow.night()
    assert follow.told("nadia") == ["measure.late", "measure.soon"]
    assert follow.told("marc") == ["measure.late"]
    assert follow.told("farid") == []
    assert follow.measure.reminded_on == follow.scene.today


def test_a_day_that_moved_is_announced_again(follow: Follow) -> None:
    follow.scene.later(days=25)
    follow.night()
    follow.do(actions.move, due_on=follow.due_on + timedelta(days=60), owner=None, reason="Congé.")

    assert follow.measure.reminded_on is None


def test_the_effect_to_check_is_told_to_whoever_is_in_charge(follow: Follow) -> None:
    follow.carry_out()
    follow.scene.later(days=85)
    follow.night()

    assert "measure.check" in follow.told("nadia")


def test_an_owner_is_told_when_a_measure_is_entrusted_to_her(scene: Scene) -> None:
    follow = Follow(scene)
    follow.propose("marc", owner="nadia")

    assert follow.told("nadia") == ["measure.entrusted"]
    with acting_as(scene.cast.actor("nadia")) as nadia:
        assert [m.rank for m in mine_due(nadia, until=follow.due_on)] == [1]
        assert not mine_due(nadia, until=follow.due_on - timedelta(days=1))
