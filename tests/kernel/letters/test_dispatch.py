"""What becomes of an approved letter: queued, sent by a real server, failed, uncertain, resent, or posted by hand.

Outcomes reach the letter in the transaction of the message's change; a letter that left is a fact.
"""

import email
import email.policy
from datetime import timedelta

import pytest

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.delivery import choose_delivery
from egide.kernel.letters.dispatch import follow_outcome, resend_letter
from egide.kernel.letters.drafting import Text, cancel_letter, edit_letter
from egide.kernel.letters.models import Delivery, Letter
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import Outcome
from egide.platform.storage import store
from tests.cast import Cast
from tests.kernel.letters.conftest import Deliver
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene
from tests.platform.mail.server import Inbox

ACK = "acknowledgment"
TEXT = Text(subject="Autre", salutation="Madame,", body="Autre texte.", closing="Salutations.")


def resend(scene: Scene, template: str = ACK) -> None:
    scene.act(
        "nadia", lambda a, d: resend_letter(actor=a, dossier=d, letter=scene.letter(template), now=scene.now)
    )


def edit(scene: Scene, template: str = ACK) -> None:
    scene.act(
        "nadia", lambda a, d: edit_letter(dossier=d, letter=scene.letter(template), text=TEXT, now=scene.now)
    )


def as_file(scene: Scene, template: str = ACK) -> None:
    scene.act(
        "nadia",
        lambda a, d: choose_delivery(
            dossier=d, letter=scene.letter(template), delivery=Delivery.EMAIL, now=scene.now
        ),
    )


def attached(raw: bytes) -> bytes:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    (part,) = message.iter_attachments()
    content: bytes = part.get_content()
    return content


def test_what_leaves_is_byte_for_byte_what_was_approved(
    lasting: Scene, deliver: Deliver, smtp: tuple[Inbox, int]
) -> None:
    lasting.approve(ACK, who="bruno")
    as_file(lasting)
    lasting.later(minutes=5).queue(ACK)
    assert lasting.letter(ACK).state == "queued"

    assert deliver(lasting, ACK) == State.SENT

    letter = lasting.letter(ACK)
    assert letter.version is not None
    stored = lasting.act("nadia", lambda a, d: store.read_all(stored=letter.version.stored))  # type: ignore[union-attr]
    assert attached(smtp[0].accepted[0]) == stored
    assert smtp[0].envelopes == [("info@office.example", ["elise@exemple.example"])]


def test_an_acknowledgment_that_left_meets_its_deadline_and_not_the_reply_s(
    lasting: Scene, deliver: Deliver
) -> None:
    lasting.approve(ACK, who="bruno")
    lasting.later(days=1).queue(ACK)
    assert lasting.due(ACK).status == "open"

    deliver(lasting, ACK)

    assert (lasting.due(ACK).status, lasting.due(ACK).settled_on) == ("met", lasting.today)
    assert lasting.due("reply").status == "open"
    assert (lasting.letter(ACK).state, lasting.letter(ACK).sent_on) == ("sent", lasting.today)
    assert lasting.codes[-3:] == ["letter.sent", "fact.recorded", "deadline.settled"]
    assert lasting.journal[-1].actor == "service:scheduler"
    assert lasting.problems == []


def test_a_reply_that_left_moves_the_dossier_on_by_itself(lasting: Scene, deliver: Deliver) -> None:
    in_progress(lasting).move("prepare_reply", **REPLY)
    lasting.later(hours=1).approve("reasoned_reply")
    lasting.later(hours=1).queue("reasoned_reply")
    assert lasting.dossier.state == "reply_review"

    deliver(lasting, "reasoned_reply")

    assert lasting.dossier.state == "replied"
    assert lasting.due("reply").status == "met"
    moved = lasting.journal[-1]
    assert (moved.code, moved.actor, moved.data["transition"]) == (
        "lifecycle.moved", "service:scheduler", "record_reply"
    )  # fmt: skip
    with pytest.raises(Refused, match="transmise"):
        lasting.undo()


def test_a_refusal_of_the_server_fails_the_letter_which_can_be_sent_again(
    lasting: Scene, deliver: Deliver, smtp: tuple[Inbox, int]
) -> None:
    lasting.approve(ACK, who="bruno")
    lasting.queue(ACK)
    smtp[0].answers["RCPT"] = "550 5.1.1 No such user"
    assert deliver(lasting, ACK) == State.FAILED
    assert (lasting.letter(ACK).state, lasting.codes[-1]) == ("failed", "letter.failed")
    assert lasting.due(ACK).status == "open"

    smtp[0].answers.clear()
    lasting.later(hours=1)
    resend(lasting)
    assert lasting.letter(ACK).state == "queued"
    deliver(lasting, ACK)

    assert lasting.letter(ACK).state == "sent"
    assert lasting.codes.count("letter.sent") == 1
    assert lasting.problems == []


def test_an_uncertain_letter_waits_for_a_person_and_keeps_its_identifier(
    lasting: Scene, deliver: Deliver, smtp: tuple[Inbox, int]
) -> None:
    lasting.approve(ACK, who="bruno")
    lasting.queue(ACK)
    smtp[0].answers["DATA"] = "drop"
    assert deliver(lasting, ACK) == State.UNCERTAIN
    assert lasting.letter(ACK).state == "uncertain"
    with pytest.raises(Refused, match="son texte ne change plus"):
        edit(lasting)
    before = lasting.letter(ACK).message

    smtp[0].answers.clear()
    lasting.later(hours=1)
    resend(lasting)
    deliver(lasting, ACK)

    after = lasting.letter(ACK).message
    assert before is not None
    assert after is not None
    assert after.message_id == before.message_id
    assert before.message_id.encode() in smtp[0].accepted[0]
    assert lasting.letter(ACK).state == "sent"


def test_a_wrong_address_is_corrected_approved_again_and_sent(
    lasting: Scene, deliver: Deliver, smtp: tuple[Inbox, int]
) -> None:
    lasting.approve(ACK, who="bruno")
    lasting.queue(ACK)
    smtp[0].answers["RCPT elise@exemple.example"] = "550 5.1.1 No such user"
    deliver(lasting, ACK)

    lasting.later(hours=1).act(
        "nadia",
        lambda a, d: readdress(
            dossier=d, letter=lasting.letter(ACK), email="elise@autre.example", address="", now=lasting.now
        ),
    )
    assert (lasting.letter(ACK).state, lasting.codes[-1]) == ("draft", "letter.approval_voided")
    lasting.approve(ACK, who="bruno")
    lasting.queue(ACK)
    deliver(lasting, ACK)

    assert smtp[0].envelopes == [("info@office.example", ["elise@autre.example"])]
    assert lasting.letter(ACK).state == "sent"
    assert lasting.problems == []


@pytest.mark.parametrize("state", ["queued", "sent", "cancelled", "draft", "approved"])
def test_only_a_failed_or_uncertain_letter_is_sent_again(scene: Scene, state: str) -> None:
    if state in ("queued", "sent", "approved"):
        scene.approve(ACK, who="bruno")
    if state == "queued":
        scene.queue(ACK)
    if state == "sent":
        scene.post(ACK)
    if state == "cancelled":
        scene.act("nadia", lambda a, d: cancel_letter(dossier=d, letter=scene.letter(ACK), now=scene.now))
    assert scene.letter(ACK).state == state

    with pytest.raises(Refused, match="échoué ou est incertain"):
        resend(scene)


@pytest.mark.parametrize("sent", [True, False])
def test_a_letter_that_is_leaving_or_gone_is_neither_edited_nor_sent_twice(scene: Scene, sent: bool) -> None:
    scene.approve(ACK, who="bruno")
    if sent:
        scene.post(ACK)
    else:
        scene.queue(ACK)

    with pytest.raises(Refused, match="partie ou en cours d’envoi"):
        edit(scene)
    with pytest.raises(Refused, match="déjà partie"):
        scene.queue(ACK)
    with pytest.raises(Refused, match="déjà partie"):
        scene.post(ACK)
    assert scene.act("nadia", lambda a, d: Message.objects.count()) == (0 if sent else 1)


@pytest.mark.parametrize("address", ["élise@exemple.ca", "elise", "a@b.ca, c@d.ca", "a b@c.ca", "a@b..ca"])
def test_an_address_that_no_server_takes_is_refused_in_words_and_queues_nothing(
    cast: Cast, address: str
) -> None:
    scene = open_scene(cast, email=address)
    scene.approve(ACK, who="bruno")

    with pytest.raises(Refused, match="n’est pas valide"):
        scene.queue(ACK)

    assert scene.letter(ACK).state == "approved"
    assert scene.act("nadia", lambda a, d: Message.objects.count()) == 0
    scene.post(ACK)  # the postal address remains


@pytest.mark.parametrize("name", ['Élise "x" <pirate@ailleurs.ca>', "Élise\r\nBcc: x@y.ca", "É" * 200, ">,;"])
def test_no_name_can_add_a_recipient_or_a_header(cast: Cast, name: str) -> None:
    scene = open_scene(cast, name=name)
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)

    message = scene.letter(ACK).message
    assert message is not None
    assert message.recipients == ["elise@exemple.example"]
    assert scene.act("nadia", lambda a, d: Message.objects.count()) == 1


def test_without_e_mail_a_letter_is_posted_and_without_postal_address_it_is_not(cast: Cast) -> None:
    by_post, by_mail = open_scene(cast, email=""), open_scene(cast, address="")
    for one in (by_post, by_mail):
        one.approve(ACK, who="bruno")

    with pytest.raises(Refused, match="pas d’adresse de courriel"):
        by_post.queue(ACK)
    with pytest.raises(Refused, match="pas d’adresse postale"):
        by_mail.post(ACK)

    by_post.post(ACK)
    by_mail.queue(ACK)


@pytest.mark.parametrize(("days", "accepted"), [(-1, False), (0, True), (2, True), (3, True), (4, False)])
def test_a_letter_is_posted_between_its_date_and_today(scene: Scene, days: int, accepted: bool) -> None:
    scene.approve(ACK, who="bruno")
    day = scene.today + timedelta(days=days)
    scene.later(days=3)

    if accepted:
        scene.post(ACK, on=day)
        assert (scene.letter(ACK).state, scene.letter(ACK).sent_on) == ("sent", day)
        assert scene.due(ACK).settled_on == day
    else:
        with pytest.raises(Refused, match="va de la date de la lettre à aujourd’hui"):
            scene.post(ACK, on=day)
        assert scene.letter(ACK).state == "approved"


def test_a_letter_that_is_not_approved_does_not_leave(scene: Scene) -> None:
    for attempt in (scene.queue, scene.post):
        with pytest.raises(Refused, match="doit être approuvée"):
            attempt(ACK)

    assert scene.act("nadia", lambda a, d: FactRecord.objects.filter(code__startswith="letter").count()) == 0


def test_bytes_that_are_not_those_that_were_approved_do_not_leave(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    honest = scene.letter(ACK).sha256
    scene.act("nadia", lambda a, d: Letter.objects.update(sha256="0" * 64))
    with pytest.raises(Refused, match="n’est pas celui qui a été approuvé"):
        scene.queue(ACK)

    scene.act("nadia", lambda a, d: Letter.objects.update(sha256=honest))
    scene.queue(ACK)


def test_an_outcome_told_twice_counts_once(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)
    message = scene.letter(ACK).message
    assert message is not None

    for _ in range(2):
        with acting_as(service("scheduler")):
            follow_outcome(Outcome(message=message, state=State.SENT, at=scene.now))

    assert (scene.codes.count("letter.sent"), scene.codes.count("deadline.settled")) == (1, 1)


def test_a_message_that_carries_no_letter_concerns_nobody(scene: Scene) -> None:
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)
    message = scene.letter(ACK).message
    assert message is not None
    scene.act("nadia", lambda a, d: Letter.objects.update(message=None))

    with acting_as(service("scheduler")):
        follow_outcome(Outcome(message=message, state=State.SENT, at=scene.now))

    assert scene.letter(ACK).state == "queued"
