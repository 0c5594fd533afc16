"""Boxes read over a real IMAP server: each message once, threads rejoined, machines and loops known, walls kept."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from egide.kernel.letters.dispatch import follow_outcome
from egide.kernel.messages.models import Message
from egide.modules.correspondence import taking
from egide.modules.correspondence.models import Arrival, Mailbox, MailPiece, ReceivedEmail, Work
from egide.modules.correspondence.reading_mail import read_box
from egide.modules.correspondence.taking import keep_batch, visit_box
from egide.modules.correspondence.tasks import boxes_round, intake_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail import fetching
from egide.platform.mail.content import content
from egide.platform.mail.mailbox import Mailbox as Server
from egide.platform.mail.models import Message as SentMessage
from egide.platform.mail.models import State
from egide.platform.mail.outcomes import Outcome
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene
from tests.modules.correspondence.boxes import box_of, bytes_of, emails, pieces, take
from tests.patience import SECONDS
from tests.platform.mail.dovecot import deliver, imap_server
from tests.platform.mail.notifications import POSTFIX, filled

ACK = "acknowledgment"
ELISE = "elise@exemple.example"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """One server for the file: its folders are emptied by nobody, each test has its own."""
    with tempfile.TemporaryDirectory(prefix="egide-imap-") as home, imap_server(Path(home)) as server:
        yield server


@pytest.fixture
def server(running: Server, request: pytest.FixtureRequest) -> Server:
    """A folder of this test."""
    import imaplib

    name = f"T{abs(hash(request.node.name)) % 10**8}"
    with imaplib.IMAP4(running.host, running.port, timeout=SECONDS) as imap:
        imap.login(running.user, running.password)
        imap.create(name)
    return replace(running, folder=name)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def sent(cast: Cast) -> Scene:
    """Élise's acknowledgment, handed to a server."""
    scene = open_scene(cast)
    scene.approve(ACK, who="bruno")
    scene.queue(ACK)
    letter = scene.letter(ACK)
    assert letter.message is not None
    with acting_as(service("scheduler")):
        SentMessage.objects.filter(pk=letter.message.pk).update(
            state=State.SENT, sending_at=scene.now, data_began_at=scene.now, finished_at=scene.now
        )
        follow_outcome(Outcome(message=letter.message, state=State.SENT, at=scene.now))
    return scene


def mail(
    *headers: str, sender: str = ELISE, subject: str = "Bonjour", text: str = "Voici ma réponse."
) -> bytes:
    lines = [
        f"From: Élise <{sender}>",
        f"Subject: {subject}",
        "Date: Mon, 23 Nov 2026 09:00:00 -0500",
        *headers,
    ]
    return "\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", text, ""]).encode()


def sent_id(scene: Scene) -> str:
    message = scene.letter(ACK).message
    assert message is not None
    return message.message_id


def incoming() -> list[MailPiece]:
    return [piece for piece in pieces() if piece.direction == "in"]


def messages() -> list[Message]:
    with as_owner():
        return list(Message.objects.select_related("party").order_by("pk"))


def test_a_reply_joins_the_conversation_by_what_it_answers_or_by_the_number(
    sent: Scene, server: Server, settings: Any
) -> None:
    deliver(server, mail("Message-ID: <1@x.test>", f"In-Reply-To: {sent_id(sent)}"))
    deliver(server, mail("Message-ID: <2@x.test>", subject=f"Au sujet de {sent.number}", text="Encore moi."))
    take(box_of(server, settings), now=sent.now)

    assert [email.became for email in emails()] == [Arrival.JOINED, Arrival.JOINED]
    assert [(m.party.name, m.text) for m in messages()] == [
        ("Élise Tremblay", "Voici ma réponse."),
        ("Élise Tremblay", "Encore moi."),
    ]
    assert [(p.fate, p.work, p.dossier and p.dossier.number) for p in incoming()] == [
        ("joined", "", sent.number)
    ] * 2


def test_another_sender_waits_for_someone_to_confirm(sent: Scene, server: Server, settings: Any) -> None:
    deliver(server, mail("Message-ID: <3@x.test>", sender="autre@x.test", subject=f"Re: {sent.number}"))
    take(box_of(server, settings), now=sent.now)

    (piece,) = incoming()
    assert (piece.fate, piece.doubt, piece.named and piece.named.number) == ("waiting", "sender", sent.number)
    assert (piece.dossier, messages()) == (None, [])


@pytest.mark.parametrize(
    ("headers", "subject", "machine"),
    [
        (("Auto-Submitted: auto-replied",), "Bonjour", True),
        (("Precedence: bulk",), "Bonjour", True),
        (("X-Autoreply: yes",), "Bonjour", True),
        ((), "Réponse automatique : je reviens lundi", False),
        ((), "Out of office: back on Monday", False),
    ],
)
def test_a_machine_answers_nothing(
    sent: Scene, server: Server, settings: Any, headers: tuple[str, ...], subject: str, machine: bool
) -> None:
    deliver(
        server, mail("Message-ID: <4@x.test>", f"In-Reply-To: {sent_id(sent)}", *headers, subject=subject)
    )
    take(box_of(server, settings), now=sent.now)

    (piece,) = incoming()
    assert (piece.automatic, piece.dossier, messages()) == (machine, None, [])
    # A header is certain; a subject only looks like it, and someone looks.
    assert (piece.work, piece.doubt) == (Work.FILED, "") if machine else (Work.ENTERED, "automatic")
    assert piece.named is not None


def test_a_return_is_told_to_its_letter_and_enters_no_register(
    sent: Scene, server: Server, settings: Any
) -> None:
    deliver(server, filled(POSTFIX, id=sent_id(sent)))
    take(box_of(server, settings), now=sent.now)

    assert ([email.became for email in emails()], incoming()) == ([Arrival.RETURN], [])
    (line,) = [piece for piece in pieces() if piece.source == "letter"]
    assert (sent.letter(ACK).state, line.returned_on) == ("bounced", sent.today)


def test_our_own_message_that_comes_back_is_not_entered(sent: Scene, server: Server, settings: Any) -> None:
    message = sent.letter(ACK).message
    assert message is not None
    with acting_as(service("scheduler")):
        raw = content(message)
    deliver(server, raw)
    take(box_of(server, settings), now=sent.now)

    assert ([email.became for email in emails()], incoming()) == ([Arrival.OWN], [])


def test_the_same_message_is_entered_once_and_another_body_twice(
    cast: Cast, server: Server, settings: Any
) -> None:
    for text in ("un", "un", "deux"):
        deliver(server, mail("Message-ID: <5@x.test>", text=text))
    box = box_of(server, settings)
    take(box)
    with as_owner():  # the server numbers its messages anew
        Mailbox.objects.update(uid_validity=1)
        ReceivedEmail.objects.update(uid_validity=1)
    take(box)

    became = [email.became for email in emails()]
    assert became == [Arrival.PIECE, Arrival.AGAIN, Arrival.PIECE, *[Arrival.AGAIN] * 3]
    assert len(incoming()) == 2


def test_a_kill_between_two_batches_loses_nothing_and_doubles_nothing(
    cast: Cast, server: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [mail(f"Message-ID: <{n}@k.test>", text=f"n° {n}") for n in range(7)]
    for raw in sent:
        deliver(server, raw)
    monkeypatch.setattr(fetching, "AT_ONCE", 3)
    box = box_of(server, settings)
    calls = []

    def dies(**told: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return keep_batch(**told)

    with monkeypatch.context() as patch:
        patch.setattr(taking, "keep_batch", dies)
        with pytest.raises(KeyboardInterrupt):
            visit_box(box=_row(box), actor=intake_of(_row(box)), now=NOW)
    assert len(emails()) == 3
    assert read_box(box=_row(box), actor=intake_of(_row(box)), now=NOW) == 3
    take(box)
    # Two workers that read the same box give the same rows.
    with as_owner():
        Mailbox.objects.update(last_uid=0)
    take(box)

    assert [bytes_of(box, email) for email in emails()] == sent
    assert len(incoming()) == 7


def test_the_commissioners_box_feeds_his_compartment_alone(
    sent: Scene, server: Server, settings: Any
) -> None:
    # It names a dossier of the Office, and answers its letter: in his box it is his.
    deliver(server, mail("Message-ID: <6@x.test>", f"In-Reply-To: {sent_id(sent)}", subject=sent.number))
    take(box_of(server, settings, unit="commission", code="commissaire"), now=sent.now)

    (piece,) = incoming()
    assert (piece.number, piece.compartment.code, piece.named) == ("CORC-2026-00001", "commissioner", None)
    assert messages() == []
    for name, seen in (("bruno", False), ("helene", False), ("irene", False), ("claire", True)):
        with acting_as(sent.cast.actor(name)):
            assert ReceivedEmail.objects.exists() is seen
            assert MailPiece.objects.filter(pk=piece.pk).exists() is seen


def test_a_box_that_does_not_answer_says_so_and_the_others_go_on(
    cast: Cast, server: Server, settings: Any
) -> None:
    deliver(server, mail("Message-ID: <7@x.test>"))
    good = box_of(server, settings)
    with as_owner():
        bad = Mailbox.objects.create(**_like(good, code="muette", port=1, account="autre"))
        lost = Mailbox.objects.create(**_like(good, code="perdue", secret="INCONNU", account="perdu"))
    with acting_as(service("mail_intake")):
        boxes_round.function(now=NOW)
    for box in (bad, lost, good):
        take(box)

    with as_owner():
        errors = dict(Mailbox.objects.values_list("code", "last_error"))
    assert "ne répond pas" in errors["muette"]
    assert "INCONNU" in errors["perdue"]
    assert errors["accueil"] == ""
    assert len(incoming()) == 1


def test_what_came_days_ago_keeps_the_day_of_the_server(cast: Cast, server: Server, settings: Any) -> None:
    import imaplib

    with imaplib.IMAP4(server.host, server.port, timeout=SECONDS) as imap:
        imap.login(server.user, server.password)
        imap.append(server.folder, "", '"20-Nov-2026 23:30:00 -0500"', mail("Message-ID: <8@x.test>"))
    take(box_of(server, settings), now=NOW + timedelta(hours=1))

    (piece,) = incoming()
    assert piece.received_on.isoformat() == "2026-11-20"


def _row(box: Mailbox) -> Mailbox:
    return Mailbox.objects.select_related("unit").get(pk=box.pk)


def _like(box: Mailbox, **changes: Any) -> dict[str, Any]:
    names = ("name", "address", "host", "port", "encrypted", "account", "folder", "secret", "unit")
    return {name: getattr(box, name) for name in names} | changes
