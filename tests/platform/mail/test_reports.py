"""What a notification says, read from its bytes alone: returns, delays, good news, replies, and what is broken."""

import pytest

from egide.platform.mail.reports import DELAYED, FAILED, looks_like_report, read_report
from tests.platform.mail.notifications import AWAY, ORDINARY, POSTFIX, PROSE, QUOTED, filled

ID = f"<{'ab12' * 8}@office.test>"


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        (POSTFIX, "5.1.1", "User unknown"),
        (PROSE, "5.1.1", "No such mailbox"),
        (QUOTED, "5.2.2", "Mailbox full"),
    ],
    ids=["postfix", "prose", "quoted"],
)
def test_a_return_is_recognised_whoever_wrote_it(text: str, status: str, words: str) -> None:
    raw = filled(text, id=ID)
    report = read_report(raw)

    assert report is not None
    assert (report.message_ids, report.action, report.status) == ((ID,), FAILED, status)
    assert words in report.words
    assert looks_like_report(raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_good_news_is_not_a_return(action: str) -> None:
    assert read_report(filled(POSTFIX, id=ID, action=action, status="2.0.0")) is None


def test_a_delay_is_only_a_delay() -> None:
    report = read_report(filled(POSTFIX, id=ID, action="delayed", status="4.4.7"))

    assert report is not None
    assert (report.action, report.status) == (DELAYED, "4.4.7")


@pytest.mark.parametrize("text", [AWAY, ORDINARY], ids=["away", "ordinary"])
def test_what_a_person_or_their_holiday_says_is_not_a_return(text: str) -> None:
    assert read_report(filled(text, id=ID)) is None


def test_a_return_of_somebody_else_s_message_is_not_ours() -> None:
    assert read_report(filled(POSTFIX, id="<autre@ailleurs.test>")) is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\xff" * 400,
        b"From: MAILER-DAEMON@x\r\n\r\n" + b"\xff" * 5000,
        b"Content-Type: multipart/report; boundary=B\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n",
        b"Content-Type: multipart/report; boundary=B\r\n\r\n" + b"--B\r\n" * 3000,
        filled(POSTFIX, id=ID).replace(b"Action: failed\r\n", b""),
        filled(POSTFIX, id=ID)
        .replace(b"us-ascii", b"no-such-charset")
        .replace(b"Action: failed", b"Action: ?"),
    ],
    ids=range(7),
)
def test_a_broken_notification_is_left_for_people(broken: bytes) -> None:
    assert read_report(broken) is None


def test_a_notification_cut_in_its_middle_still_speaks() -> None:
    raw = filled(POSTFIX, id=ID)

    assert read_report(raw[: raw.index(b"Subject: Une lettre")]) is not None
