"""A letter that came back met nothing: its deadlines run again, and a posted copy meets them anew."""

from datetime import timedelta

import pytest

from egide.kernel import events
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.actors import Actor
from tests.cast import seed_office
from tests.kernel.scene import Scene, open_scene


@pytest.fixture
def scene(db: None) -> Scene:
    return open_scene(seed_office())


def bounce(scene: Scene, template: str) -> None:
    def announce(actor: Actor, dossier: Dossier) -> None:
        letter = scene.letter(template)
        events.announce(
            events.LETTER_BOUNCED,
            dossier=dossier,
            letter=letter,
            on=letter.sent_on or scene.today,
            now=scene.now,
        )

    scene.act("bruno", announce)


def test_the_deadline_runs_again_and_the_journal_tells_it(scene: Scene) -> None:
    scene.give()
    scene.acknowledge()
    assert scene.due("acknowledgment").status == "met"

    scene.later(hours=2)
    bounce(scene, "acknowledgment")

    due = scene.due("acknowledgment")
    assert (due.status, due.settled_on) == ("open", None)
    assert scene.dossier.next_due_on == due.measured_on
    assert scene.codes[-2:] == ["fact.withdrawn", "deadline.reopened"]
    assert scene.problems == []


def test_told_twice_it_is_done_once(scene: Scene) -> None:
    scene.acknowledge()
    bounce(scene, "acknowledgment")
    before = scene.codes

    bounce(scene, "acknowledgment")

    assert scene.codes == before


def test_what_another_letter_meets_stays_met_on_that_letters_day(scene: Scene) -> None:
    scene.give()
    scene.acknowledge()
    scene.later(days=1).move("start_triage")
    scene.move("declare_not_admissible", outcome="merits", destination="Le syndic.", motive="Le fond.")
    scene.approve("not_admissible")
    scene.post("not_admissible")

    bounce(scene, "acknowledgment")

    due = scene.due("acknowledgment")
    assert (due.status, due.settled_on) == ("met", scene.today)
    assert due.settled_on == due.starts_on + timedelta(days=1)
    assert scene.problems == []


def test_a_letter_that_met_nothing_reopens_nothing(scene: Scene) -> None:
    before = scene.codes

    bounce(scene, "acknowledgment")

    assert scene.codes == before
