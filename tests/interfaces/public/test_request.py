"""The request for intervention by plain requests: step by step, back, refused, sent, sent twice.

Source: domain.md, D.1; nothing is kept before the sending.
"""

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.kernel.parties.models import ProfessionalOrder
from egide.modules.interventions.actions import intake_from
from egide.modules.interventions.models import Request, RequestFile
from tests.database import as_owner
from tests.interfaces.public.visits import ADDRESS, CONTACT, STORY, Citizen, fields_of

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def kept() -> list[Request]:
    with as_owner():
        return list(Request.objects.select_related("order"))


def test_it_keeps_the_request_as_the_citizen_wrote_it(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.send()

    assert response.status_code == 303
    [request] = kept()
    assert request.name == "Élise Tremblay"
    assert request.order == ProfessionalOrder.objects.get(slug="dentistes")
    assert request.answers == {
        "situation": "no_news",
        "mechanism": "syndic",
        "order": "Ordre des dentistes du Québec",
        "inquiry_requested_on": "2026-03-03",
        "syndic_decided_on": "",
        "summary": STORY["summary"],
        "wish": STORY["wish"],
        "title": "Absence de nouvelles du syndic",
        "email": "elise.tremblay@exemple.ca",
        "phone": "",
        "address": "",
        "preferred_channel": "email",
        "consent": "2026-1",
    }
    intake = intake_from(request)
    assert (intake.preferred_channel, str(intake.inquiry_requested_on)) == ("email", "2026-03-03")


def test_it_leads_to_a_receipt_with_the_number_and_the_two_dates(citizen: Citizen) -> None:
    citizen.reach(5)
    address = citizen.send().headers["Location"]

    receipt = citizen.client.get(address)

    [request] = kept()
    words = receipt.content.decode().replace("\u00a0", " ")
    assert request.reference in words
    assert "5 jours ouvrables" in words
    assert "90 jours" in words
    assert "Accusé de réception, au plus tard" in words
    assert "Réponse, au plus tard" in words


def test_it_keeps_nothing_before_the_sending(citizen: Citizen) -> None:
    citizen.reach(5)

    assert kept() == []
    assert "egide_session" not in citizen.client.cookies
    with as_owner():
        assert Session.objects.count() == 0


def test_it_shows_every_answer_again_before_the_sending(citizen: Citizen) -> None:
    citizen.reach(5)

    for answer in (
        "Oui, et je n’ai pas de nouvelles",
        "Ordre des dentistes du Québec",
        "3 mars 2026",
        "Élise Tremblay",
    ):
        assert answer in citizen.words
    assert "Rien n’est encore envoyé" in citizen.words


def test_it_goes_back_and_forth_without_losing_an_answer(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(go="1", **CONTACT)
    assert citizen.step == 1

    for _ in range(4):
        citizen.post()

    assert citizen.step == 5
    sent = fields_of(citizen.page)
    assert sent["summary"].replace("\r\n", "\n") == STORY["summary"]
    assert sent["name"] == "Élise Tremblay"


def test_it_comes_back_to_the_review_after_one_change(citizen: Citizen) -> None:
    citizen.reach(5)
    citizen.post(go="3")

    citizen.post(summary="Autre récit.")

    assert citizen.step == 5
    assert "Autre récit." in citizen.words


def test_it_sends_once_a_form_that_is_sent_twice(citizen: Citizen) -> None:
    citizen.reach(5)
    last = fields_of(citizen.page)
    first = citizen.send()

    second = citizen.client.post(ADDRESS, {**last, "consent": "on", "go": "send"})

    assert second.headers["Location"] == f"{first.headers['Location']}?deja=1"
    assert len(kept()) == 1


def test_it_makes_two_requests_of_two_forms(citizen: Citizen) -> None:
    citizen.reach(5)
    citizen.send()
    again = Citizen(citizen.client)
    again.reach(5)
    again.send()

    assert len({request.reference for request in kept()}) == 2


def test_it_refuses_a_sending_without_consent(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.post(go="send")

    assert response.status_code == 422
    assert "Cochez cette case" in citizen.words
    assert kept() == []


def test_it_returns_to_the_first_step_that_is_not_answered(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.send(summary="")

    assert response.status_code == 422
    assert citizen.step == 3
    assert "Racontez ce qui s’est passé" in citizen.words
    assert fields_of(citizen.page)["name"] == "Élise Tremblay"


def test_it_keeps_the_files_with_the_request(citizen: Citizen) -> None:
    citizen.reach(5)

    citizen.send(
        attachments=[SimpleUploadedFile("décision.pdf", PDF), SimpleUploadedFile("lettre.txt", b"Bonjour.")]
    )

    with as_owner():
        names = [
            file.stored.file_name for file in RequestFile.objects.select_related("stored").order_by("pk")
        ]
    assert names == ["décision.pdf", "lettre.txt"]


def test_it_names_the_refused_file_and_keeps_the_answers(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.send(
        attachments=[
            SimpleUploadedFile("bon.pdf", PDF),
            SimpleUploadedFile("jeu.exe", b"MZ\x00\x90" + b"\x00" * 80),
        ]
    )

    assert response.status_code == 422
    assert "« jeu.exe » n’a pas été accepté" in citizen.words
    assert "Les programmes et les scripts ne sont pas acceptés" in citizen.words
    assert fields_of(citizen.page)["summary"].replace("\r\n", "\n") == STORY["summary"]
    assert kept() == []
    assert citizen.send(attachments=[SimpleUploadedFile("bon.pdf", PDF)]).status_code == 303


def test_it_refuses_more_than_ten_files(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.send(attachments=[SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(30)])

    assert response.status_code == 422
    assert "Vous avez joint 30 fichiers; 10 au plus peuvent l’être" in citizen.words


def test_it_refuses_an_empty_file_by_its_name(citizen: Citizen) -> None:
    citizen.reach(5)

    response = citizen.send(attachments=[SimpleUploadedFile("vide.pdf", b"")])

    assert response.status_code == 422
    assert "« vide.pdf » est vide" in citizen.words


def test_it_refuses_a_file_over_the_limit(citizen: Citizen, settings: object) -> None:
    settings.UPLOAD_LIMIT_MB = 1  # type: ignore[attr-defined]
    citizen.reach(5)

    response = citizen.send(attachments=[SimpleUploadedFile("gros.pdf", PDF + b"0" * 1_100_000)])

    assert response.status_code == 422
    assert "« gros.pdf » dépasse 1 Mo" in citizen.words
    assert kept() == []


def test_it_opens_on_the_situation_chosen_at_the_home(citizen: Citizen) -> None:
    page = citizen.client.get(ADDRESS, {"situation": "no_complaint"})

    assert fields_of(page)["situation"] == "no_complaint"


def test_it_ignores_a_situation_that_does_not_exist(citizen: Citizen) -> None:
    page = citizen.client.get(ADDRESS, {"situation": "<script>"})

    assert "situation" not in fields_of(page)


def test_it_asks_for_the_proof_of_origin(citizen: Citizen) -> None:
    stranger = Client(enforce_csrf_checks=True)

    response = stranger.post(ADDRESS, {"go": "next", "step": "3", "summary": "Mon récit à garder"})

    assert response.status_code == 403
    assert "Mon récit à garder" in response.content.decode()
    assert "témoin" in response.content.decode()


def test_it_refuses_another_verb(citizen: Citizen) -> None:
    response = citizen.client.put(ADDRESS, data=b"{}", content_type="application/json")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, POST, HEAD"
