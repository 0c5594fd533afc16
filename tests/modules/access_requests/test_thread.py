"""An access request from its receipt to its end, each step as the person who does it; a refusal for each success."""

from datetime import timedelta

import pytest

from egide.modules.access_requests.module import ACCESS_REQUESTS
from tests.cast import Cast
from tests.modules.access_requests.scene import Scene, open_scene, validate_texts


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def analysed(scene: Scene) -> Scene:
    """Will bring the request to its analysis."""
    scene.give()
    scene.send("acknowledgment")
    scene.move("start_search")
    scene.move("start_analysis")
    return scene


def test_the_module_declares_itself_whole() -> None:
    assert ACCESS_REQUESTS.problems() == ()


def test_it_goes_from_the_receipt_to_the_end(scene: Scene) -> None:
    received = scene.dossier.received_on
    scene.give()
    scene.send("acknowledgment")
    assert scene.dossier.state == "acknowledged"

    scene.move("start_search")
    scene.move("start_analysis")
    scene.move("propose_decision", outcome="not_held")
    assert scene.dossier.state == "decision_review"
    assert scene.own.outcome == "not_held"

    validate_texts()
    scene.later(days=2)
    scene.send("decision")
    assert scene.dossier.state == "decided"
    assert scene.due("decision").status == "met"
    assert scene.due("review").starts_on == received + timedelta(days=2)

    scene.move("close")
    assert scene.dossier.state == "closed"
