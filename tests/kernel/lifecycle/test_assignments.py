"""An assignment taken back: to whoever had it before, by a supervisor, with a reason, in the journal."""

import pytest

from egide.kernel.lifecycle.assignments import undo_assignment
from egide.kernel.mandates.actions import entrust, standing_mandates
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.kernel.scene import Scene


def take_back(scene: Scene, who: str = "marc", reason: str = "Mauvais dossier.") -> None:
    scene.act(
        who, lambda a, d: undo_assignment(actor=a, dossier=d, reason=reason, now=scene.later(minutes=1).now)
    )


def charge(scene: Scene, to: str) -> None:
    scene.later(minutes=1).give(to)
    scene.act(
        "marc",
        lambda a, d: entrust(
            dossier=d,
            to=scene.cast.user(to),
            instruction="Joindre l’ordre.",
            due_on=scene.today,
            now=scene.now,
        ),
    )


def test_it_returns_to_the_one_before_then_to_nobody(scene: Scene, cast: Cast) -> None:
    scene.give("nadia")
    charge(scene, "marc")

    take_back(scene)
    assert scene.dossier.assignee == cast.user("nadia")
    assert scene.act("marc", lambda a, d: standing_mandates(d).first()) is None

    take_back(scene)
    assert scene.dossier.assignee is None
    assert scene.codes.count("dossier.assignment_undone") == 2
    assert scene.problems == []


def test_there_is_nothing_more_to_take_back(scene: Scene) -> None:
    with pytest.raises(Refused, match="confié à personne"):
        take_back(scene)


@pytest.mark.parametrize(("who", "reason"), [("nadia", "Erreur."), ("bruno", "Erreur."), ("marc", " ")])
def test_only_a_supervisor_with_a_reason_takes_it_back(
    scene: Scene, cast: Cast, who: str, reason: str
) -> None:
    scene.give("nadia")

    with pytest.raises(Refused):
        take_back(scene, who, reason)
    assert scene.dossier.assignee == cast.user("nadia")


def test_a_due_date_that_has_passed_is_refused(scene: Scene, cast: Cast) -> None:
    yesterday = scene.today.replace(day=scene.today.day - 1)

    with pytest.raises(Refused, match="passée"):
        scene.act(
            "marc",
            lambda a, d: entrust(
                dossier=d, to=cast.user("nadia"), instruction="", due_on=yesterday, now=scene.now
            ),
        )
