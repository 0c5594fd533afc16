"""winmail.dat is taken apart in the child, byte for byte; what is broken or lies is kept whole, and said in French."""

import os
import random
import struct
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from egide.platform.reading import limits
from egide.platform.reading.reader import Reader
from egide.platform.reading.tools import rtf_words, tnef
from egide.platform.text.emails import read_email
from tests.platform.reading.envelopes import (
    I_STORAGE,
    attribute,
    envelope,
    fixed,
    free,
    listed,
    message,
    named,
    named_piece,
    nested,
    piece,
    wide,
)

PDF = b"%PDF-1.7\n\0\xff\x00 fin\r\n"
BYTES = bytes(range(256)) * 41


def email(winmail: bytes, *, text: str = "", name: str = "winmail.dat", kind: str = "ms-tnef") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Elise <elise@exemple.example>", "Ma demande"
    made["Message-ID"] = "<un@exemple.example>"
    if text:
        made.set_content(text)
    made.add_attachment(winmail, maintype="application", subtype=kind, filename=name)
    return made.as_bytes()


def every_field() -> bytes:
    """Will return an envelope with each kind of property, then two files and a message inside."""
    moment = struct.pack("<Q", 116_444_736_000_000_000 + 1_700_000_000 * 10_000_000)
    several = free(0x1001, 0x101F, wide("un"), wide("deux"))
    properties = (
        fixed(0x0001, 0x01, bytes(4)), fixed(0x0002, 0x02, b"\x07\0"), fixed(0x0003, 0x03, b"\1\0\0\0"),
        fixed(0x0004, 0x04, bytes(4)), fixed(0x0005, 0x05, bytes(8)), fixed(0x0006, 0x06, bytes(8)),
        fixed(0x0007, 0x07, bytes(8)), fixed(0x0008, 0x0A, bytes(4)), fixed(0x0009, 0x0B, b"\1\0"),
        fixed(0x000A, 0x14, bytes(8)), fixed(0x0039, 0x40, moment), fixed(0x000B, 0x48, bytes(16)),
        free(0x000C, 0x1E, b"texte court\0"), free(0x0037, 0x1F, wide("Objet dans l’enveloppe")), several,
        struct.pack("<HHI", 0x1002, 0x000D, 3) + bytes(8), free(0x000E, 0x1102, b"a", b"bc"),
        named(0x03, bytes(4)), named(0x1F, struct.pack("<I", 1) + struct.pack("<I", 4) + wide("x"), name="Mot-clé"),
        free(0x1000, 0x1F, wide("Bonjour,\r\nvoici mes pièces, déjà.")),
    )  # fmt: skip
    inner = envelope(
        attribute(0x00018004, "Le courriel joint\0".encode("cp1252")), named_piece("dedans.pdf", PDF)
    )
    return envelope(
        attribute(0x00018004, "Été\0".encode("cp1252")), message(*properties),
        named_piece("Relevé d’études.pdf", PDF), named_piece("données.bin", BYTES), nested(inner),
    )  # fmt: skip


def test_every_field_is_stepped_over_and_each_file_comes_out_byte_for_byte() -> None:
    read = tnef.opened(every_field())

    assert read.whole
    assert read.is_emptied
    assert read.subject == "Été"
    assert read.text == "Bonjour,\nvoici mes pièces, déjà."
    assert read.sent_at is not None
    assert read.sent_at.timestamp() == 1_700_000_000
    assert read.files[:2] == [("Relevé d’études.pdf", PDF), ("données.bin", BYTES)]
    name, inside = read.files[2]
    assert name == "Le courriel joint.eml"
    (within,) = read_email(inside).attachments
    assert (within.name, within.content) == ("dedans.pdf", PDF)


def test_the_child_unpacks_it_for_the_register_and_for_the_pieces_of_a_document(tmp_path: Path) -> None:
    place = tmp_path / "courriel.eml"
    place.write_bytes(email(every_field(), name="piece.dat", kind="octet-stream"))
    reader = Reader()
    try:
        arrival = reader.run("arrival", place, format="arrival")
        parts = reader.run("parts", place, format="eml")
    finally:
        reader.close()

    names = ["Relevé d’études.pdf", "données.bin", "Le courriel joint.eml"]
    assert arrival["names"] == [one["name"] for one in parts["parts"]] == names
    assert arrival["text"] == "Bonjour,\nvoici mes pièces, déjà."
    assert arrival["warnings"] == []
    assert parts["whole"]
    for answer in (arrival, parts):
        given = []
        for file in answer["files"]:
            with file:
                given.append(file.read())
        assert given[:2] == [PDF, BYTES]


def test_the_email_s_own_words_come_before_those_of_the_envelope() -> None:
    read = read_email(email(every_field(), text="Mes propres mots."), unpack=tnef.parts_of)

    assert read.text == "Mes propres mots."


def test_outside_the_child_it_stays_whole() -> None:
    read = read_email(email(every_field()))

    assert [one.content for one in read.attachments] == [every_field()]
    assert "Outlook" in read.warnings[0]


WHOLE = envelope(named_piece("un.pdf", PDF), named_piece("deux.bin", BYTES))
BROKEN: dict[str, tuple[bytes, int]] = {
    "signature alone": (b"\x78\x9f\x3e\x22", 0),
    "cut in the second file": (WHOLE[:-200], 1),
    "a size that goes past the end": (
        envelope(named_piece("un.pdf", PDF), attribute(0x0006800F, b"x", level=2, size=0xFFFFFFFF)), 1,
    ),
    "a false sum": (envelope(named_piece("un.pdf", PDF), attribute(0x00018004, b"x\0", check=1)), 1),
    "an unknown level": (envelope(named_piece("un.pdf", PDF), attribute(0x00018004, b"x\0", level=9)), 1),
    "four billion properties": (
        envelope(named_piece("un.pdf", PDF), attribute(0x00069003, listed(count=0xFFFFFFFF))), 1,
    ),
    "four billion values": (
        envelope(message(struct.pack("<HHI", 0x101F, 0x1000, 0xFFFFFFFF)), named_piece("un.pdf", PDF)), 1,
    ),
    "a property longer than its list": (
        envelope(named_piece("un.pdf", PDF), message(free(0x1000, 0x1F, b"abcd", size=0x7FFFFFFF))), 1,
    ),
    "a moment that has no value": (
        envelope(message(struct.pack("<HHI", 0x1040, 0x0039, 0)), piece(b""), named_piece("un.pdf", PDF)), 1,
    ),
    "more properties than anyone writes": (
        envelope(message(*[fixed(0x0002, 0x02, b"")] * 20_001), named_piece("un.pdf", PDF)), 1,
    ),
    "an unknown kind of property": (envelope(message(fixed(0x1000, 0x0FFF, b"")), named_piece("un.pdf", PDF)), 1),
    "an empty file": (envelope(named_piece("vide.txt", b""), named_piece("un.pdf", PDF)), 1),
    "noise after its end": (WHOLE + b"\x09" * 40, 2),
    "a broken message inside": (envelope(nested(WHOLE[:-200]), named_piece("un.pdf", PDF)), 2),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_or_lies_is_kept_whole_and_said(case: str) -> None:
    hostile, given = BROKEN[case]

    read = read_email(email(hostile), unpack=tnef.parts_of)

    assert read.attachments[0].content == hostile
    assert read.attachments[0].name == "winmail.dat"
    assert len(read.attachments) == 1 + given
    if given:
        assert PDF in {one.content for one in read.attachments}
    (sentence,) = read.warnings
    assert sentence.startswith(
        "«\u00a0winmail.dat\u00a0» est un format propre à Outlook\u00a0: gardé tel quel; "
    )


def test_an_invitation_is_kept_beside_what_it_holds() -> None:
    asked = envelope(named_piece("un.pdf", PDF), kind=b"IPM.Schedule.Meeting.Request\0")

    read = read_email(email(asked), unpack=tnef.parts_of)

    assert [one.content for one in read.attachments] == [asked, PDF]


def test_messages_inside_messages_stop_at_the_bound() -> None:
    inside = envelope(named_piece("au fond.pdf", PDF))
    for _ in range(40):
        inside = envelope(nested(inside))

    read = tnef.opened(inside)

    assert not read.whole
    ((name, content),) = read.files
    for _ in range(limits.MOST_DEPTH + 1):
        if not name.endswith(".eml"):
            break
        ((name, content),) = [(one.name, one.content) for one in read_email(content).attachments]
    assert name.endswith(".tnef")


def test_the_number_of_files_is_bounded() -> None:
    many = envelope(*(named_piece(f"{n}.txt", b"x") for n in range(limits.MOST_PARTS + 50)))

    read = tnef.opened(many)

    assert len(read.files) == limits.MOST_PARTS
    assert not read.whole


def test_names_are_cleaned_and_an_embedded_object_loses_its_label() -> None:
    made = envelope(
        piece(PDF, free(0x3707, 0x1F, wide("..\\..\\etc/pas\u202eswd.pdf"))),
        piece(PDF, title="r\xe9sum\xe9.pdf\0".encode("cp1252")),
        piece(None, free(0x3701, 0x0D, I_STORAGE + BYTES), title=b"objet.doc\0"),
        piece(PDF, title=b"\0"),
    )

    files = tnef.opened(made).files

    assert [name for name, _ in files] == ["passwd.pdf", "résumé.pdf", "objet.doc", "piece-4.bin"]
    assert files[2][1] == BYTES


RICH = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\colortbl;\red0;}"
    rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 D\'e9j\u224\'e0 lu{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 "
    rb"{\*\htmltag64 <div>}apr\'e8s \{fin\} {\pict ffd8ffe0}\u-10179?\u-8704?}"
)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (free(0x1013, 0x102, "<p>Corps é</p><script>x</script>".encode()) + b"", "Corps é"),
        (free(0x1009, 0x102, struct.pack("<II4sI", 12 + len(RICH), len(RICH), b"MELA", 0) + RICH),
         "Déjà lu\n\naprès {fin} 😀"),
        (free(0x1000, 0x1E, "Déjà\0".encode("cp1252")), "Déjà"),
    ],
)  # fmt: skip
def test_the_words_are_read_whatever_their_form(known: bytes, said: str) -> None:
    html_page = fixed(0x3FDE, 3, struct.pack("<I", 65001))

    assert tnef.opened(envelope(message(html_page, known))).text == said


@pytest.mark.parametrize(
    ("packed", "rtf"),
    [
        ("2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423 20af32068656c09002062770 5b06c647d0a800fa0",
         rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", rb"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
    ],
)  # fmt: skip
def test_compressed_words_are_the_examples_of_the_specification(packed: str, rtf: bytes) -> None:
    # MS-OXRTFCP, 4.1 and 4.2; the second refers to what it has not finished writing.
    assert rtf_words.unpacked(bytes.fromhex(packed.replace(" ", ""))) == rtf


def test_no_noise_makes_it_fall_nor_last() -> None:
    chance = random.Random(7)
    whole = every_field()
    began = time.process_time()
    for _ in range(150):
        bent = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 12)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        read = tnef.opened(bytes(bent))
        assert sum(len(content) for _, content in read.files) < 4 * len(whole)
    # A body that promises to grow: one mebibyte at most.
    bomb = struct.pack("<II4sI", 0, 0xFFFFFFFF, b"LZFu", 0) + b"\xff" + b"\x00\x0f" * 500_000
    assert len(rtf_words.unpacked(bomb)) <= rtf_words.MOST_UNPACKED
    assert time.process_time() - began < 10


def test_what_is_huge_costs_little() -> None:
    began = time.process_time()
    long = "n" * 1_000_000
    named_long = tnef.opened(envelope(attribute(0x00018004, long.encode()), named_piece(f"{long}.pdf", PDF)))
    many = tnef.opened(envelope(*[attribute(0x00089006, b"")] * 50_000))
    zeros = tnef.opened(envelope(message(struct.pack("<HHI", 0x101F, 0x1000, 5_000_000) + bytes(4_000_000))))

    assert (named_long.whole, len(named_long.files[0][0]) <= 150) == (True, True)
    assert named_long.files[0][0].endswith(".pdf")
    assert (many.whole, zeros.whole) == (False, False)
    assert time.process_time() - began < 3


def test_random_bytes_after_the_signature_are_kept() -> None:
    read: Any = read_email(email(b"\x78\x9f\x3e\x22" + os.urandom(500)), unpack=tnef.parts_of)

    assert read.attachments[0].name == "winmail.dat"
    assert len(read.attachments[0].content) == 504
