"""An e-mail that came back: the letter asks for a posted copy of the same bytes, and whoever follows is told."""

import pytest

from egide.kernel import events
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.dispatch import follow_outcome
from egide.kernel.letters.returns import follow_return
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import Outcome, tell_return
from tests.kernel.scene import Scene

ACK = "acknowledgment"


@pytest.fixture
def sent(scene: Scene) -> Scene:
    """Élise's acknowledgment, handed to a server."""
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)
    with acting_as(service("scheduler")):
        follow_outcome(Outcome(message=message(scene), state=State.SENT, at=scene.now))
    assert scene.letter(ACK).state == "sent"
    return scene


def message(scene: Scene) -> Message:
    found = scene.letter(ACK).message
    assert found is not None
    return found


def come_back(scene: Scene) -> None:
    with acting_as(service("scheduler")):
        tell_return(message(scene), at=scene.now)


def test_a_return_is_told_once_and_asks_for_a_posted_copy(sent: Scene) -> None:
    told: list[object] = []

    def listen(**event: object) -> None:
        told.append(event["on"])

    events.follow(events.LETTER_BOUNCED, listen)
    try:
        day, signed = sent.today, sent.letter(ACK).sha256
        come_back(sent.later(days=1))
        come_back(sent)
    finally:
        events._listeners[events.LETTER_BOUNCED].remove(listen)

    assert told == [day]
    assert (sent.letter(ACK).state, sent.codes.count("letter.bounced")) == ("bounced", 1)

    sent.post(ACK)
    letter = sent.letter(ACK)
    assert (letter.state, letter.channel, letter.sent_on, letter.sha256) == (
        "sent", "post", sent.today, signed
    )  # fmt: skip
    come_back(sent)
    assert sent.letter(ACK).state == "sent"


def test_the_same_address_is_not_tried_again_another_one_is(sent: Scene) -> None:
    come_back(sent)
    with pytest.raises(Refused, match="revenu de cette adresse"):
        sent.queue(ACK)

    sent.act(
        "nadia",
        lambda a, d: readdress(
            dossier=d, letter=sent.letter(ACK), email="elise@autre.example", address="", now=sent.now
        ),
    )
    assert (sent.letter(ACK).state, sent.letter(ACK).version is not None) == ("bounced", True)
    sent.queue(ACK)
    assert message(sent).recipients == ["elise@autre.example"]


def test_a_return_of_a_letter_posted_since_changes_nothing(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)
    left = message(scene)

    with acting_as(service("scheduler")):
        follow_return(left, scene.now)

    assert scene.letter(ACK).state == "queued"
