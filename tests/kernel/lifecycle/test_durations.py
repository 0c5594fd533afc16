"""How long a state lasts, from the journal: a move that stays in place does not cut the stay, few stays say nothing.

One dossier is lived through; the rest is arithmetic of PostgreSQL.
"""

from datetime import timedelta

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle import durations
from egide.kernel.lifecycle.durations import Observed, observed
from egide.platform.accounts.acting import acting_as
from tests.kernel.scene import REPLY, Scene, in_progress


def delay(scene: Scene) -> dict[str, str]:
    """The answers of a notice of delay."""
    day = (scene.today + timedelta(days=30)).isoformat()
    return {"nouvelle_date": day, "date_nouvelle": day, "raison": "Attente.", "motif": "Attente."}


def measured(scene: Scene) -> dict[str, Observed]:
    with acting_as(scene.cast.actor("marc")):
        return observed(Dossier.objects.all())


def test_a_move_that_stays_in_place_does_not_cut_the_stay(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durations, "ENOUGH", 1)
    in_progress(scene)
    scene.later(days=4).move("give_delay_notice", **delay(scene))
    scene.later(days=6).move("prepare_reply", **REPLY)

    stay = measured(scene)["in_progress"]

    assert stay.cases == 1
    assert stay.median == pytest.approx(10, abs=0.1)


def test_few_stays_tell_no_time(scene: Scene) -> None:
    in_progress(scene)

    assert measured(scene)["received"] == Observed(cases=1, median=None, ninetieth=None)


def test_a_state_that_nobody_left_has_no_time(scene: Scene) -> None:
    in_progress(scene)

    assert "in_progress" not in measured(scene)
