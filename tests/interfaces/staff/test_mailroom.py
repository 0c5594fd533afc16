"""The mail room: one piece after another, a dropped e-mail, earlier files, sealed pieces, the slip.

What is refused and what is taken share their set-up.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from egide.kernel.deadlines.models import DueDate
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.correspondence.models import Fate, MailPiece, SealedPiece
from egide.modules.information_cards.models import InformationCard
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.interfaces.staff.conftest import Open, SignIn, Submit

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
