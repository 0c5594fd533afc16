"""A file dropped in the mail room: an e-mail kept byte for byte, its fields proposed, what is broken kept as it is.

An empty file is refused; a disclosure crosses with its files and leaves a number.
"""

import hashlib
from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile

from egide.kernel.documents.models import DocumentVersion
from egide.modules.correspondence.models import Fate, MailPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.storage.models import StoredObject
from tests.cast import Cast
from tests.interfaces.staff.conftest import SignIn
from tests.interfaces.staff.test_mailroom import PIECE, ROOM
from tests.platform.reading.envelopes import envelope, free, message, named_piece, wide


def mail(**headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Ginette Roy <ginette@exemple.example>"
    message["To"] = "info@office.example"
    message["Subject"] = "Ma demande au syndic"
    message["Date"] = "Thu, 19 Nov 2026 10:12:00 -0500"
    for name, value in headers.items():
        message[name] = value
    message.set_content("Bonjour,\n\nJe n’ai aucune nouvelle du syndic.")
    message.add_attachment(b"%PDF-1.4 lettre", maintype="application", subtype="pdf", filename="décision.pdf")
    return message.as_bytes()


def test_a_dropped_email_is_kept_byte_for_byte_and_proposes_its_fields(sign_in: SignIn, cast: Cast) -> None:
    bruno, content = sign_in("bruno"), mail()

    dropped = bruno.post(f"{ROOM}deposer/", {"file": SimpleUploadedFile("courriel.eml", content)})
    form = bruno.get(dropped.headers["Location"]).text

    assert dropped.status_code == 303
    assert hashlib.sha256(content).hexdigest() in form
    for proposed in ('value="Ginette Roy"', 'value="ginette@exemple.example"', 'value="2026-11-19"'):
        assert proposed in form
    assert "aucune nouvelle du syndic" in form
    assert "décision.pdf" in form

    saved = bruno.post(
        dropped.headers["Location"],
        PIECE
        | {
            "channel": "email",
            "name": "Ginette Roy",
            "email": "ginette@exemple.example",
            "title": "Ma demande",
        },
    )
    assert saved.status_code == 303
    with acting_as(cast.actor("bruno")):
        first, second = DocumentVersion.objects.order_by("document__rank")[:2]
        assert (first.sha256, second.file_name) == (hashlib.sha256(content).hexdigest(), "décision.pdf")
        assert MailPiece.objects.get().fate == Fate.OPENED
    again = bruno.post(dropped.headers["Location"], PIECE)
    assert "Dossier ouvert" in again.text  # dealt with once


def test_the_files_of_an_outlook_envelope_come_out_of_a_dropped_email(sign_in: SignIn, cast: Cast) -> None:
    bruno = sign_in("bruno")
    made = EmailMessage()
    made["From"], made["Subject"] = "Ginette Roy <ginette@exemple.example>", "Ma demande"
    winmail = envelope(
        named_piece("Décision du syndic.pdf", b"%PDF-1.4 d"), message(free(0x1000, 0x1F, wide("Voyez.")))
    )
    made.add_attachment(winmail, maintype="application", subtype="ms-tnef", filename="winmail.dat")

    dropped = bruno.post(f"{ROOM}deposer/", {"file": SimpleUploadedFile("courriel.eml", made.as_bytes())})
    form = bruno.get(dropped.headers["Location"]).text

    assert "Décision du syndic.pdf" in form
    assert "winmail.dat" not in form
    assert "Voyez." in form
    assert "Expéditeur non vérifié" in form


def test_an_empty_file_is_refused_in_french(sign_in: SignIn, cast: Cast) -> None:
    response = sign_in("bruno").post(f"{ROOM}deposer/", {"file": SimpleUploadedFile("vide.eml", b"")})

    assert response.status_code == 422
    assert "vide" in response.text
    with acting_as(cast.actor("bruno")):
        assert not MailPiece.objects.exists()


def test_a_broken_email_is_kept_as_it_is(sign_in: SignIn, cast: Cast) -> None:
    response = sign_in("bruno").post(
        f"{ROOM}deposer/", {"file": SimpleUploadedFile("brise.eml", b"\xff\xfe pas un courriel")}, follow=True
    )

    assert response.status_code == 200
    assert "gardé tel quel" in response.text
    with acting_as(cast.actor("bruno")):
        assert MailPiece.objects.get().fate == Fate.WAITING


def test_a_dropped_disclosure_crosses_with_its_files_and_leaves_a_number(sign_in: SignIn, cast: Cast) -> None:
    bruno = sign_in("bruno")
    bruno.post(f"{ROOM}deposer/", {"file": SimpleUploadedFile("courriel.eml", mail())})
    waiting = bruno.get(f"{ROOM}pieces/COR-2026-00001/").text
    door = "/remises/nouvelle/divulgation/?piece=COR-2026-00001"
    form = bruno.get(door).text
    given = {
        "channel": "email",
        "received_on": "2026-11-19",
        "name": "Ginette Roy",
        "text": "Je n’ai aucune nouvelle.",
        "understood": "on",
    }

    refused, handed = bruno.post(door, given | {"understood": ""}), bruno.post(door, given)

    assert door in waiting
    assert 'value="Ginette Roy"' in form
    assert "aucune nouvelle du syndic" in form
    assert (refused.status_code, handed.status_code) == (422, 303)
    with acting_as(cast.actor("bruno")):
        piece = MailPiece.objects.get()
        assert (piece.fate, piece.sender, piece.sender_email, piece.proposed) == (Fate.HANDED, "", "", {})
        assert not piece.files.exists()
        assert not StoredObject.objects.filter(file_name="décision.pdf", destroyed_at=None).exists()
    left = bruno.get(f"{ROOM}pieces/COR-2026-00001/").text
    assert "Remise à l’abri des regards" in left
    assert "Ginette" not in left
    assert bruno.get(door).status_code == 404  # once
