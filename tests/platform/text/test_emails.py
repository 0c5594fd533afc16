"""E-mails as they really come: broken, nested, hostile. Something is read, or a sentence says why; never a failure.

The corpus is written here, byte by byte where bytes matter.
"""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from egide.platform.text.emails import MOST_PARTS, UnreadableEmail, read_email

HEAD = (
    b"From: Ginette Roy <ginette@exemple.example>\r\nSubject: Ma demande\r\n"
    b"Date: Thu, 19 Nov 2026 10:12:00 -0500\r\n"
)


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ginette Roy <ginette@exemple.example>"
    made["Subject"] = "Ma demande"
    made["Date"] = "Thu, 19 Nov 2026 10:12:00 -0500"
    for name, value in headers.items():
        made[name] = value
    made.set_content("Bonjour,\n\nAucune nouvelle.")
    return made


def nested(depth: int) -> bytes:
    body = b"Content-Type: text/plain\r\n\r\nau fond"
    for level in range(depth):
        mark = f"b{level}".encode()
        body = b"Content-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n%b\r\n--%b--\r\n" % (
            mark,
            mark,
            body,
            mark,
        )
    return HEAD + body


def test_it_reads_who_when_and_what() -> None:
    made = message()
    made["Received"] = "from a by b; Thu, 19 Nov 2026 15:13:09 +0000"
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="décision.pdf")

    read = read_email(made.as_bytes())

    assert (read.sender_name, read.sender_email, read.subject) == (
        "Ginette Roy",
        "ginette@exemple.example",
        "Ma demande",
    )
    assert read.sent_at == datetime(2026, 11, 19, 15, 12, tzinfo=UTC)
    assert read.received_at == datetime(2026, 11, 19, 15, 13, 9, tzinfo=UTC)
    assert read.text == "Bonjour,\n\nAucune nouvelle."
    assert [(one.name, one.content) for one in read.attachments] == [("décision.pdf", b"%PDF-1.4")]
    assert read.warnings == ()


def test_a_page_of_html_becomes_words() -> None:
    content = HEAD + (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><script>alert(1)</script>"
        b"<p>Bonjour&nbsp;<b>madame</b></p><p>Merci<br>Ginette</p>"
    )

    assert read_email(content).text.split("\n") == ["Bonjour madame", "", "Merci", "Ginette"]


@pytest.mark.parametrize(
    ("charset", "octets", "text"),
    [
        ("iso-8859-1", "été".encode("latin-1"), "été"),
        ("utf-8", "été".encode("cp1252"), "été"),
        ("inconnu-42", "été".encode(), "été"),
        ("utf-8", b"a\x00b\x07c", "abc"),
        ("utf-16", b"\xff", "ÿ"),
        ("base64", b"texte", "texte"),
    ],
)
def test_a_wrong_encoding_still_gives_words(charset: str, octets: bytes, text: str) -> None:
    content = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + octets

    assert read_email(content).text == text


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (b"Subject: =?utf-8?B?w6l0w6k=?=", "été"),
        (b"Subject: =?utf-8?B?w6l0w6?=", None),
        (b"Subject: =?klingon?Q?=E9t=E9?=", None),
        ("Subject: été".encode(), "été"),
        ("Subject: été".encode("cp1252"), "été"),
        (b"Subject: a\r\n b\r\n c", "a b c"),
        (b"Subject: \xe2\x80\xaefdp.exe", "fdp.exe"),
        (b"Subject: " + b"x" * 50_000, "x" * 2000),
    ],
)
def test_a_header_written_anyhow_is_read_or_left(header: bytes, subject: str | None) -> None:
    read = read_email(b"From: a@exemple.example\r\n" + header + b"\r\n\r\ntexte")

    assert "\u202e" not in read.subject
    assert subject is None or read.subject == subject


@pytest.mark.parametrize(
    "sender",
    [b"", b"<<<>>>", b"a@", b"@b", b'"', b"(" * 500, b"a@b@c", b"=?utf-8?Q?a?=", b"x" * 5000 + b"@b.example"],
)
def test_a_sender_that_makes_no_sense_is_left_empty(sender: bytes) -> None:
    read = read_email(b"From: " + sender + b"\r\nSubject: Objet\r\n\r\ntexte")

    assert read.subject == "Objet"
    assert "@" not in read.sender_email or len(read.sender_email) <= 254


@pytest.mark.parametrize(
    "day", ["hier", "Thu, 45 Nov 2026 99:99:99", "Thu, 19 Nov 1950 10:12:00 +0000", "x" * 9000, ""]
)
def test_a_date_that_makes_no_sense_is_left(day: str) -> None:
    assert read_email(f"From: a@exemple.example\r\nDate: {day}\r\n\r\ntexte".encode()).sent_at is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\lettre.pdf", "lettre.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a" * 400 + ".pdf", None),
        ("con.txt", "_con.txt"),
        ("lettre\x00.pdf", None),
    ],
)
def test_a_name_with_a_trick_is_made_safe(given: str, shown: str | None) -> None:
    content = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="'
        + given.replace("\\", "\\\\").encode()
        + b'"\r\n\r\nx\r\n--b--'
    )

    name = read_email(content).attachments[0].name

    assert len(name) <= 150
    assert not set(name) & set("/\\\x00\u202e")
    assert shown is None or name == shown


def test_an_email_within_an_email_is_an_attachment() -> None:
    inside = message()
    outer = message()
    outer.add_attachment(inside)

    (attached,) = read_email(outer.as_bytes()).attachments

    assert attached.name == "Ma demande.eml"
    assert read_email(attached.content).subject == "Ma demande"


def test_outlook_s_own_format_is_kept_and_said() -> None:
    made = message()
    made.add_attachment(
        b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )

    read = read_email(made.as_bytes())

    assert [one.name for one in read.attachments] == ["winmail.dat"]
    assert "Outlook" in read.warnings[0]


def test_an_empty_attachment_is_said() -> None:
    made = message()
    made.add_attachment(b"", maintype="application", subtype="pdf", filename="vide.pdf")

    read = read_email(made.as_bytes())

    assert read.attachments == ()
    assert "vide.pdf" in read.warnings[0]


@pytest.mark.parametrize("depth", [9, 12, 200, 3000])
def test_nesting_is_bounded(depth: int) -> None:
    read = read_email(nested(depth))

    assert read.subject == "Ma demande"
    assert bool(read.warnings) == (depth > 10)


@pytest.mark.parametrize(
    "bomb",
    [
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n\r\n" * 100_000,
        HEAD + b"X: y\r\n" * 200_000 + b"\r\ntexte",
        HEAD + b"X: " + b"y" * 5_000_000 + b"\r\n\r\ntexte",
        HEAD + b"Content-Type: multipart/mixed; boundary=" + b"b" * 1_000_000 + b"\r\n\r\ntexte",
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"texte",
        HEAD + b"To: " + b"a@b.example, " * 100_000 + b"\r\n\r\ntexte",
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 1_000_000,
    ],
    ids=["parts", "headers", "header", "boundary", "emails", "recipients", "base64"],
)
def test_a_bomb_costs_little(bomb: bytes) -> None:
    started = time.process_time()

    read = read_email(bomb)

    assert time.process_time() - started < 5
    assert read.subject == "Ma demande"


def test_many_parts_are_cut_and_said() -> None:
    made = message()
    for number in range(MOST_PARTS + 5):
        made.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")

    read = read_email(made.as_bytes())

    assert len(read.attachments) < MOST_PARTS
    assert read.warnings


@pytest.mark.parametrize(
    "content", [b"", b"\r\n \0", b"%PDF-1.4 lettre", b"\xff\xfe\x00", b"PK\x03\x04" * 100]
)
def test_what_is_no_email_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableEmail) as refused:
        read_email(content)

    assert refused.value.sentence.endswith((".", "pièce."))
