"""The message as it leaves: readable by any server, and closed to whoever would slip a header into it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.mail.composing import Attachment, compose, new_message_id
from egide.platform.mail.errors import InvalidAddress

NOW = datetime(2026, 3, 20, 18, 5, tzinfo=UTC)
IDENTIFIER = "<abc123@office.test>"


def made(**changes: Any) -> EmailMessage:
    """Will compose a letter's message, read back from its bytes as a recipient would."""
    values: dict[str, Any] = {
        "sender": "Office des professions du Québec <info@office.test>",
        "recipients": ["Élise Tremblay <elise@exemple.test>"],
        "subject": "Accusé de réception – INT-2026-00042",
        "body": "Bonjour,\n\nVoici notre lettre.\n",
        "date": NOW,
        "message_id": IDENTIFIER,
    }
    raw = compose(**values | changes).as_bytes()
    assert raw.isascii()  # a server without 8BITMIME or SMTPUTF8 takes it
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_it_carries_the_french_headers_and_text() -> None:
    message = made()

    assert message["From"].addresses[0].display_name == "Office des professions du Québec"
    assert message["To"].addresses[0].addr_spec == "elise@exemple.test"
    assert message["Subject"] == "Accusé de réception – INT-2026-00042"
    assert message["Message-ID"] == IDENTIFIER
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr-CA"
    assert message.get_content().replace("\r\n", "\n") == "Bonjour,\n\nVoici notre lettre.\n"


def test_it_joins_files_under_their_french_names() -> None:
    message = made(attachments=[Attachment("Réponse motivée.pdf", b"%PDF-1.7 \x00\xff")])

    (part,) = message.iter_attachments()
    assert part.get_filename() == "Réponse motivée.pdf"
    assert part.get_content_type() == "application/pdf"
    assert part.get_content() == b"%PDF-1.7 \x00\xff"


def test_it_threads_an_answer() -> None:
    message = made(in_reply_to="<b@x.test>", references=["<a@x.test>", "<b@x.test>"], automatic=False)

    assert message["In-Reply-To"] == "<b@x.test>"
    assert message["References"] == "<a@x.test> <b@x.test>"
    assert message["Auto-Submitted"] == "no"


@pytest.mark.parametrize(
    "text",
    [
        "elise@exemple.test\r\nBcc: farid@exemple.test",
        "elise@exemple.test, farid@exemple.test",
        "Élise <elise@exemple.test>, farid@exemple.test",
        "élise@exemple.test",
        "elise",
        "elise@",
        "@exemple.test",
        "elise@exemple..test",
        ".elise@exemple.test",
        "elise@exemple.test\u2028",
        "a" * 70 + "@exemple.test",
        "",
    ],
)
def test_it_refuses_an_address_that_is_not_one(text: str) -> None:
    with pytest.raises(InvalidAddress, match="n’est pas valide"):
        made(recipients=[text])


def test_it_takes_an_accented_domain_in_its_wire_form() -> None:
    assert made(recipients=["elise@québec.test"])["To"].addresses[0].domain == "xn--qubec-csa.test"


def test_it_refuses_a_message_to_nobody() -> None:
    with pytest.raises(InvalidAddress, match="aucun destinataire"):
        made(recipients=[])


@pytest.mark.parametrize("identifier", ["abc", "<a@b>\r\nBcc: x@y.test", "<a b@c.test>", "<@c.test>"])
def test_it_refuses_a_foreign_identifier_that_is_not_one(identifier: str) -> None:
    with pytest.raises(InvalidAddress):
        made(in_reply_to=identifier)


HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip


@given(subject=st.text(max_size=400), name=st.text(max_size=60), body=st.text(max_size=600))
def test_no_text_adds_a_header_a_recipient_or_a_part(subject: str, name: str, body: str) -> None:
    message = made(subject=subject, body=body, attachments=[Attachment(name, b"x")])

    assert set(message.keys()) <= HEADERS
    assert [item.addr_spec for item in message["To"].addresses] == ["elise@exemple.test"]
    parts = list(message.walk())
    assert [part.get_content_type() for part in parts] == ["multipart/mixed", "text/plain", "application/pdf"]


def test_it_cuts_an_endless_subject_on_one_line() -> None:
    subject = str(made(subject="Objet\r\nBcc: farid@exemple.test " + "x" * 100_000)["Subject"])

    assert subject.startswith("Objet Bcc: farid")
    assert subject.endswith("…")
    assert len(subject) == 250


def test_an_identifier_is_never_given_twice() -> None:
    assert new_message_id(domain="office.test") != new_message_id(domain="office.test")
