"""Returns read from a real mailbox: matched by Message-ID, told once, the rest of the mail left as it was.

What a return does to a letter is in tests/kernel/letters/test_returns.py.
"""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from egide.platform.accounts.actors import service
from egide.platform.mail.mailbox import Mailbox, visit
from egide.platform.mail.models import Message, State
from egide.platform.mail.outcomes import on_return
from egide.platform.mail.returns import LATEST, collect
from tests.platform.mail.conftest import NOW, Queue, reread, send
from tests.platform.mail.dovecot import deliver, flags, imap_server
from tests.platform.mail.notifications import AWAY, ORDINARY, POSTFIX, PROSE, filled
from tests.platform.mail.server import Inbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """The mailbox where the servers answer."""
    with tempfile.TemporaryDirectory(prefix="egide-imap-") as home, imap_server(Path(home)) as running:
        yield running


@pytest.fixture
def sent(queue: Queue, smtp: tuple[Inbox, int]) -> Message:
    """A message that a server took."""
    message = queue()
    assert send(message, smtp[1]) is State.SENT
    return message


def gather(mailbox: Mailbox) -> list[int]:
    return [row.pk for row in collect(mailbox=mailbox, actor=service("scheduler"), now=NOW)]


def test_the_mailbox_is_read_and_only_what_is_ours_is_touched(mailbox: Mailbox, sent: Message) -> None:
    told: list[int] = []
    follower = on_return(lambda message, at: told.append(message.pk))
    try:
        for text in (AWAY, POSTFIX, ORDINARY, PROSE):
            deliver(mailbox, filled(text, id=sent.message_id))
        deliver(mailbox, filled(POSTFIX, id=f"<{'0' * 32}@office.test>"))

        assert gather(mailbox) == [sent.pk, sent.pk]
        assert gather(mailbox) == []
    finally:
        from egide.platform.mail import outcomes

        outcomes._returns.remove(follower)

    kept = reread(sent)
    assert (kept.state, kept.bounced_at, kept.bounce_status) == (State.SENT, NOW, "5.1.1")
    assert "User unknown" in kept.bounce_words
    assert told == [sent.pk]
    seen = ["\\Seen" in line for line in flags(mailbox)]
    assert seen == [False, True, False, True, False]


def test_a_delay_is_noted_and_a_return_may_follow(mailbox: Mailbox, sent: Message) -> None:
    deliver(mailbox, filled(POSTFIX, id=sent.message_id, action="delayed", status="4.4.7"))
    gather(mailbox)
    assert (reread(sent).delayed_at, reread(sent).bounced_at) == (NOW, None)

    deliver(mailbox, filled(POSTFIX, id=sent.message_id))
    gather(mailbox)
    assert reread(sent).bounced_at == NOW


def test_a_message_that_never_left_cannot_come_back(mailbox: Mailbox, queue: Queue) -> None:
    waiting = queue()
    deliver(mailbox, filled(POSTFIX, id=waiting.message_id))

    assert gather(mailbox) == []
    assert reread(waiting).bounced_at is None


def test_a_wrong_password_or_folder_is_an_error_that_the_next_round_retries(mailbox: Mailbox) -> None:
    import imaplib
    from dataclasses import replace

    for wrong in (replace(mailbox, password="non"), replace(mailbox, folder="Absent")):
        with pytest.raises(imaplib.IMAP4.error), visit(wrong):
            pass


@pytest.mark.parametrize("url", ["pop://a:b@c", "imaps://", "courriel"])
def test_an_address_that_is_not_one_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="imaps://"):
        Mailbox.read(url)


def test_the_settings_address_is_read_whole() -> None:
    read = Mailbox.read("imaps://info%40office.test:p%3Asse@mx.office.test/Retours")

    assert (read.user, read.password, read.port, read.folder) == ("info@office.test", "p:sse", 993, "Retours")
    assert "p:sse" not in repr(read)


def test_a_return_that_comes_months_later_is_not_believed(mailbox: Mailbox, sent: Message) -> None:
    # The recipient knows the Message-ID: a notification is easily forged. Servers give up within days.
    for days, believed in ((LATEST + timedelta(days=1), False), (LATEST - timedelta(days=1), True)):
        deliver(mailbox, filled(POSTFIX, id=sent.message_id))
        later = reread(sent).finished_at + days  # type: ignore[operator]
        collect(mailbox=mailbox, actor=service("scheduler"), now=later)
        assert (reread(sent).bounced_at is not None) is believed
