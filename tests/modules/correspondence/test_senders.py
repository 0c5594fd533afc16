"""A borrowed address: only the box's own server is believed, its failure joins nothing, a person confirms."""

from typing import Any

import pytest

from egide.interfaces.staff.register_steps import STEPS, possible
from egide.kernel.letters.dispatch import follow_outcome
from egide.kernel.messages.models import Message
from egide.modules.correspondence.models import Arrival, Checked, Doubt, Mailbox, MailPiece
from egide.modules.correspondence.reading_mail import read_box
from egide.modules.correspondence.taking import keep_batch
from egide.modules.correspondence.tasks import intake_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.fetching import Batch, Taken
from egide.platform.mail.mailbox import Mailbox as Server
from egide.platform.mail.models import Message as SentMessage
from egide.platform.mail.models import State
from egide.platform.mail.outcomes import Outcome
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene
from tests.modules.correspondence.boxes import box_of, emails, pieces

OURS = "mx.office.example"
PASS = f"Authentication-Results: {OURS}; dmarc=pass header.from=exemple.example"
FAIL = f"Authentication-Results: {OURS}; spf=fail smtp.mailfrom=pirate.test; dkim=none; dmarc=fail"
DKIM = f"Authentication-Results: {OURS}; dkim=pass header.d=autre.example"
RECEIVED = f"Received: from pirate.test by {OURS}; Mon, 23 Nov 2026 09:00:00 -0500"
FORGED = "Authentication-Results: mx.pirate.test; dmarc=pass header.from=exemple.example"


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def take(scene: Scene, settings: Any, *headers: str, authority: str = OURS, **more: str) -> MailPiece:
    """Will have the box take in one message, in Élise's name, and read it."""
    server = Server(host="imap.example", port=143, user="accueil", password="x", folder="INBOX")
    box = box_of(server, settings)
    with as_owner():
        Mailbox.objects.update(authority=authority)
    lines = (
        *headers,
        f"From: Elise <{more.get('sender', 'elise@exemple.example')}>",
        f"Subject: {more.get('subject', scene.number)}",
        *((f"In-Reply-To: {more['answers']}",) if "answers" in more else ()),
        f"Message-ID: {more.get('own', '<un@x.test>')}",
    )
    raw = "\r\n".join([*lines, "", "Voici ma réponse.", ""]).encode()
    box = Mailbox.objects.select_related("unit__compartment").get(pk=box.pk)
    taken = Taken(uid=1, arrived_at=scene.now, raw=raw, size=len(raw))
    keep_batch(box=box, batch=Batch(uid_validity=1, messages=(taken,)), actor=intake_of(box), now=scene.now)
    read_box(box=box, actor=intake_of(box), now=scene.now)
    return next(piece for piece in pieces() if piece.direction == "in")


def words() -> list[str]:
    with as_owner():
        return list(Message.objects.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("headers", "authority", "checked", "joins"),
    [
        ((PASS,), OURS, Checked.PASSED, True),
        ((DKIM, PASS), OURS, Checked.PASSED, True),  # one header for each method, written together
        ((DKIM, RECEIVED, PASS), OURS, Checked.UNPROVED, True),  # ours, then what came with the message
        ((PASS,), "", Checked.NOBODY, True),
        ((FAIL,), "", Checked.NOBODY, True),  # nothing is believed without a name, for good or ill
        ((), OURS, Checked.SILENT, True),
        ((FORGED,), OURS, Checked.SILENT, True),  # another server's words are nobody's
        ((FAIL, FORGED), OURS, Checked.FAILED, False),
        ((FAIL, PASS), OURS, Checked.FAILED, False),  # ours above, the sender's copy of our name below
        ((PASS, FAIL), OURS, Checked.FAILED, False),
        ((PASS, "From: Luc <luc@pirate.test>"), OURS, Checked.FAILED, False),
    ],
)
def test_a_failure_never_joins_the_conversation_of_the_address_that_it_borrows(
    scene: Scene, settings: Any, headers: tuple[str, ...], authority: str, checked: str, joins: bool
) -> None:
    piece = take(scene, settings, *headers, authority=authority)

    assert piece.checked == checked
    assert (words() == ["Voici ma réponse."]) is joins
    assert (emails()[0].became == Arrival.JOINED) is joins
    if not joins:
        assert (piece.dossier, piece.doubt, piece.named and piece.named.number) == (
            None,
            Doubt.FAILED,
            scene.number,
        )


def test_a_failure_that_answers_our_letter_is_proposed_and_a_person_confirms(
    scene: Scene, settings: Any
) -> None:
    scene.approve("acknowledgment", who="bruno")
    scene.queue("acknowledgment")
    message = scene.letter("acknowledgment").message
    assert message is not None
    with acting_as(service("scheduler")):
        SentMessage.objects.filter(pk=message.pk).update(
            state=State.SENT, sending_at=scene.now, data_began_at=scene.now, finished_at=scene.now
        )
        follow_outcome(Outcome(message=message, state=State.SENT, at=scene.now))

    piece = take(scene, settings, FAIL, answers=message.message_id, subject="Bonjour")

    assert (piece.doubt, piece.named and piece.named.number, words()) == (Doubt.FAILED, scene.number, [])
    with acting_as(scene.cast.actor("bruno")) as bruno:
        mine = MailPiece.objects.select_related("compartment", "named").get(pk=piece.pk)
        assert "confirmer" in possible(bruno, mine)
        STEPS["confirmer"].act(bruno, mine, {"party": "1"}, scene.now)
    assert words() == ["Voici ma réponse."]


def test_joining_it_by_hand_brings_its_file_and_puts_no_words_in_her_mouth(
    scene: Scene, settings: Any
) -> None:
    piece = take(scene, settings, FAIL, subject="Bonjour")
    assert (piece.doubt, piece.checked) == ("", Checked.FAILED)

    with acting_as(scene.cast.actor("bruno")) as bruno:
        mine = MailPiece.objects.select_related("compartment").get(pk=piece.pk)
        STEPS["joindre"].act(bruno, mine, {"number": scene.number}, scene.now)

    with as_owner():
        assert MailPiece.objects.get(pk=piece.pk).dossier.number == scene.number
    assert words() == []


def test_our_own_address_borrowed_makes_no_message_disappear(scene: Scene, settings: Any) -> None:
    scene.approve("acknowledgment", who="bruno")
    scene.queue("acknowledgment")
    message = scene.letter("acknowledgment").message
    assert message is not None

    piece = take(scene, settings, FAIL, sender=message.sender, subject="Bonjour", own=message.message_id)

    assert emails()[0].became == Arrival.PIECE
    assert piece.checked == Checked.FAILED
