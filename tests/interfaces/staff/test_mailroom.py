"""The mail room: one piece after another, a dropped e-mail, earlier files, sealed pieces, the slip.

What is refused and what is taken share their set-up.
"""

import hashlib
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from egide.kernel.deadlines.models import DueDate
from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.correspondence.models import Fate, MailPiece, SealedPiece
from egide.modules.information_cards.models import InformationCard
from egide.platform.accounts.acting import acting_as
from egide.platform.storage.models import StoredObject
from tests.cast import Cast
from tests.interfaces.staff.conftest import Open, SignIn, Submit
from tests.platform.reading.envelopes import envelope, free, message, named_piece, wide

ROOM = "/travail/courrier/"
PIECE = {
    "do": "save",
    "people": "0",
    "orders": "0",
    "channel": "post",
    "site": "quebec",
    "received_on": "2026-11-20",
    "name": "Gaston Côté",
    "address": "12, rue des Érables\nQuébec (Québec)  G1R 5Z3",
    "fate": "opened",
    "title": "Sans nouvelles du syndic",
    "summary": "Une lettre de deux pages.",
    "order": "dentistes",
    "mechanism": "syndic",
    "situation": "no_news",
    "unit": "interventions",
}


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


def test_a_letter_becomes_a_dossier_with_its_two_dates(sign_in: SignIn, cast: Cast) -> None:
    response = sign_in("bruno").post(ROOM, PIECE)

    assert (response.status_code, response.headers["Location"]) == (303, f"{ROOM}?suite=COR-2026-00001")
    with acting_as(cast.actor("bruno")):
        piece = MailPiece.objects.select_related("dossier").get()
        assert piece.dossier is not None
        assert piece.dossier.number == "INT-2026-00001"
        assert (piece.fate, piece.received_on.isoformat()) == (Fate.OPENED, "2026-11-20")
        assert piece.dossier.received_on.isoformat() == "2026-11-20"
        assert piece.entered_at.date().isoformat() == "2026-11-23"
        due = DueDate.objects.get(rule="interventions.acknowledgment")
        assert (
            due.due_date.isoformat() == "2026-11-27"
        )  # Friday the 20th is day 0: five business days after it


def test_the_next_piece_starts_with_what_the_last_one_had(sign_in: SignIn) -> None:
    bruno = sign_in("bruno")
    bruno.post(ROOM, PIECE | {"site": "montreal", "channel": "phone"})

    text = bruno.get(f"{ROOM}?suite=COR-2026-00001").text

    assert '<option value="phone" selected>' in text
    assert '<option value="montreal" selected>' in text
    assert "INT-2026-00001" in text  # what was entered today


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"received_on": "2026-11-24"}, "ne peut pas être dans l’avenir"),
        ({"received_on": "1926-11-24"}, "ne peut pas précéder 1973"),
        ({"received_on": "hier"}, "AAAA-MM-JJ"),
        ({"name": ""}, "rester anonyme"),
        ({"title": ""}, "Donnez un titre"),
        ({"fate": "joined", "joined_number": ""}, "Écrivez le numéro du dossier"),
        ({"fate": "joined", "joined_number": "INT-2026-99999"}, "Aucun dossier de ce numéro"),
        ({"fate": "unit", "other_unit": ""}, "Choisissez l’unité"),
        ({"fate": "card"}, "Choisissez le sujet"),
        ({"email": "gaston@"}, "n’est pas complète"),
        ({"name": "Gas\x00ton"}, "caractère qui ne peut pas être enregistré"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    sign_in: SignIn, cast: Cast, wrong: dict[str, str], said: str
) -> None:
    response = sign_in("bruno").post(ROOM, PIECE | wrong)

    assert response.status_code == 422
    assert said in response.text
    assert "Une lettre de deux pages." in response.text
    with acting_as(cast.actor("bruno")):
        assert not MailPiece.objects.exists()
        assert not Dossier.objects.exists()


def test_people_and_orders_are_added_without_losing_anything(sign_in: SignIn, cast: Cast) -> None:
    bruno = sign_in("bruno")

    asked = bruno.post(ROOM, PIECE | {"do": "person"})
    saved = bruno.post(
        ROOM,
        PIECE
        | {
            "people": "2",
            "p1_role": "co_requester",
            "p1_name": "Lise Côté",
            "p2_role": "representative",
            "p2_name": "Me Anne Roy",
            "p2_email": "anne@exemple.example",
            "p2_proof": SimpleUploadedFile("mandat.pdf", b"%PDF-1.4 mandat"),
            "minor": "on",
        },
    )

    assert asked.status_code == 200
    assert 'name="p1_name"' in asked.text
    assert 'value="Gaston Côté"' in asked.text
    assert saved.status_code == 303
    with acting_as(cast.actor("bruno")):
        roles = dict(Party.objects.exclude(role="order").values_list("name", "role"))
        proof = Party.objects.get(name="Me Anne Roy").proof_rank
        assert Document.objects.get(rank=proof).title == "Preuve du mandat"
    assert roles == {
        "Gaston Côté": "requester",
        "Lise Côté": "co_requester",
        "Me Anne Roy": "representative",
    }


def test_an_anonymous_call_needs_no_name(sign_in: SignIn) -> None:
    response = sign_in("bruno").post(
        ROOM, PIECE | {"name": "", "address": "", "anonymous": "on", "channel": "phone"}
    )

    assert response.status_code == 303


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


def test_a_possible_duplicate_is_shown_first_and_saved_only_if_asked_again(
    sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    open_dossier(name="Élise Tremblay")
    bruno = sign_in("bruno")
    known = PIECE | {"name": "Elise Trembley", "email": "elise@exemple.example"}

    first = bruno.post(ROOM, known)
    again = bruno.post(ROOM, known | {"seen": "1"})

    assert first.status_code == 200
    assert "Possible doublon" in first.text
    assert "même courriel" in first.text
    assert "INT-2026-00001" in first.text
    assert again.status_code == 303


def test_a_piece_joins_a_dossier_or_goes_to_another_unit(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    bruno = sign_in("bruno")

    joined = bruno.post(
        ROOM,
        PIECE
        | {
            "fate": "joined",
            "joined_number": dossier.number.lower(),
            "scans": SimpleUploadedFile("suite.pdf", b"%PDF-1.4 suite"),
        },
    )
    handed = bruno.post(ROOM, PIECE | {"fate": "unit", "other_unit": "records"})

    assert (joined.status_code, handed.status_code) == (303, 303)
    assert "jointe au dossier" in bruno.get(f"/dossiers/{dossier.number}/journal/").text
    assert "suite.pdf" in bruno.get(f"/dossiers/{dossier.number}/documents/").text
    assert "Gestion documentaire" in bruno.get(f"{ROOM}pieces/COR-2026-00002/").text


def test_a_question_by_mail_is_counted_as_a_card_and_opens_nothing(sign_in: SignIn, cast: Cast) -> None:
    bruno = sign_in("bruno")

    saved = bruno.post(
        ROOM,
        PIECE | {"fate": "card", "theme": "roll", "name": "", "body": "none", "result": "answered"},
        follow=True,
    )

    assert "fiche n°\u00a01 du jour comptée" in saved.text
    with acting_as(cast.actor("bruno")):
        card = InformationCard.objects.get()
        assert (card.source, card.channel, card.theme) == ("COR-2026-00001", "post", "roll")
        assert MailPiece.objects.get().fate == Fate.CARD
        assert not Dossier.objects.exists()


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


def test_a_sealed_piece_has_dates_and_a_hand_over_and_nothing_else(sign_in: SignIn, cast: Cast) -> None:
    bruno, yvette = sign_in("bruno"), sign_in("yvette")
    given = {
        "addressed_to": "commissioner",
        "medium": "post",
        "site": "montreal",
        "received_on": "2026-11-23",
        "handed_to": "Yvette Gauthier",
        "handed_time": "09:00",
    }

    entered = bruno.post(f"{ROOM}plis/", given)
    seen = yvette.get("/travail/plis/").text
    other = sign_in("odile").get("/travail/plis/").text
    confirmed = yvette.post("/travail/plis/PLI-2026-00001/recu/")
    twice = yvette.post("/travail/plis/PLI-2026-00001/recu/")

    assert entered.status_code == 303
    assert "PLI-2026-00001" in seen
    assert "PLI-2026-00001" not in other
    assert (confirmed.status_code, twice.status_code) == (303, 403)
    assert "réception confirmée" in bruno.get(f"{ROOM}plis/").text
    columns = {field.name for field in SealedPiece._meta.get_fields()}
    assert not columns & {"sender", "subject", "stored", "files", "note", "proposed"}
    assert sign_in("odile").post("/travail/plis/PLI-2026-00001/recu/").status_code == 404


def test_the_slip_says_what_came_who_has_it_and_what_is_left(sign_in: SignIn, cast: Cast) -> None:
    bruno = sign_in("bruno")
    bruno.post(ROOM, PIECE | {"person": str(cast.user("nadia").public_id)})
    bruno.post(f"{ROOM}deposer/", {"file": SimpleUploadedFile("lettre.pdf", b"%PDF-1.4 lettre")})

    text = bruno.get(f"{ROOM}bordereau/").text

    for told in ("Bureau de Québec", "INT-2026-00001", "Nadia Bouchard", "Reste à traiter", "COR-2026-00002"):
        assert told in text
    assert "Rien n’a été inscrit" in bruno.get(f"{ROOM}bordereau/?jour=2026-11-02").text


def test_a_request_is_read_back_once_written(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, url = sign_in("nadia"), f"/dossiers/{dossier.number}/relecture/"

    late = nadia.post(url, {"on": "2026-12-01", "version": str(dossier.version)})
    done = nadia.post(url, {"on": "2026-11-23", "version": str(dossier.version)})

    assert (late.status_code, done.status_code) == (422, 303)
    assert "Relu à la personne le 23\u00a0novembre\u00a02026, par Nadia Bouchard" in nadia.get(url).text


def test_a_request_of_the_form_shows_the_earlier_files_of_the_person(
    sign_in: SignIn, open_dossier: Open, submit: Submit
) -> None:
    open_dossier(name="Élise Tremblay")

    text = sign_in("bruno").get(f"/boite/{submit(name='Tremblay, Elise').reference}/").text

    assert "Possible doublon" in text
    assert "même nom, même courriel et même téléphone" in text
