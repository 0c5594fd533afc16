"""What concerns the Office itself: a complaint goes behind the president’s wall, and a disclosure goes elsewhere.

Source: domain.md, D.1 (second stream) and D-11.1.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.interfaces.public import limits
from egide.interfaces.public.limits import Limit
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.modules.service_complaints.models import ServiceComplaint
from egide.platform.accounts.models import Compartment, Site, Unit
from tests.database import as_owner
from tests.interfaces.public.visits import fields_of, text_of

ADDRESS = "/services/plainte/"
WORDS = {"nature": "complaint", "text": "J’ai attendu trois semaines.", "go": "send"}


@pytest.fixture
def visitor(office: None) -> Client:
    with as_owner():
        presidency = Compartment.objects.get(code="presidency")
        if not Unit.objects.filter(compartment=presidency).exists():
            Unit.objects.create(
                code="bureau-presidence",
                name="Bureau de la présidence",
                compartment=presidency,
                site=Site.objects.order_by("pk").first() or Site.objects.create(code="quebec", name="Québec"),
            )
    return Client()


def kept() -> list[ServiceComplaint]:
    with as_owner():
        return list(ServiceComplaint.objects.select_related("dossier", "compartment"))


def test_a_complaint_goes_to_the_president_s_bureau_with_its_files(visitor: Client) -> None:
    sent = visitor.post(
        ADDRESS,
        {**WORDS, "about": "Appel du 3 mars", "attachments": [SimpleUploadedFile("note.txt", b"Bonjour.")]},
    )

    assert sent.status_code == 303
    [complaint] = kept()
    assert complaint.compartment.code == "presidency"
    assert (complaint.nature, complaint.about) == ("complaint", "Appel du 3 mars")
    receipt = text_of(visitor.get(sent.headers["Location"]))
    assert complaint.dossier.number in receipt
    assert "Protecteur du citoyen" not in receipt


def test_a_complaint_about_the_presidency_offers_the_ombudsman(visitor: Client) -> None:
    assert "Protecteur du citoyen" in text_of(visitor.get(ADDRESS))
    sent = visitor.post(ADDRESS, {**WORDS, "concerns_presidency": "on"})

    receipt = visitor.get(sent.headers["Location"])
    assert "Vous pouvez aussi vous adresser au Protecteur du citoyen" in text_of(receipt)
    assert "/orientation/protecteur-du-citoyen/" in receipt.content.decode()
    assert kept()[0].concerns_presidency


@pytest.fixture
def commission(visitor: Client) -> None:
    with as_owner():
        place = Compartment.objects.get(code="commissioner")
        site = Site.objects.order_by("pk").first()
        Unit.objects.get_or_create(
            code="commission", defaults={"name": "Bureau du Commissaire", "compartment": place, "site": site}
        )


def test_about_the_commissioner_it_goes_to_the_presidency_and_the_ombudsman(
    visitor: Client, commission: None
) -> None:
    sent = visitor.post(ADDRESS, {**WORDS, "concerns_commissioner": "on"})

    [complaint] = kept()
    assert complaint.compartment.code == "presidency"
    assert "Protecteur du citoyen" in text_of(visitor.get(sent.headers["Location"]))
    with as_owner():
        assert Letter.objects.filter(dossier=complaint.dossier, template="ombudsman_transmission").exists()


def test_about_his_staff_it_goes_to_him_alone(visitor: Client, commission: None) -> None:
    sent = visitor.post(ADDRESS, {**WORDS, "concerns_admission_staff": "on"})

    assert kept() == []
    with as_owner():
        dossier = Dossier.objects.select_related("compartment").get(kind="admission_staff")
    assert dossier.compartment.code == "commissioner"
    assert dossier.number in text_of(visitor.get(sent.headers["Location"]))


def test_it_does_not_go_to_two_places_at_once(visitor: Client, commission: None) -> None:
    both = {"concerns_admission_staff": "on", "concerns_commissioner": "on"}
    answer = visitor.post(ADDRESS, {**WORDS, **both})

    assert answer.status_code == 422
    assert "choisissez l’un des deux" in text_of(answer).replace("\n", " ")
    assert kept() == []


def test_a_comment_needs_words_only(visitor: Client) -> None:
    assert visitor.post(ADDRESS, {**WORDS, "nature": "comment"}).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""}, {"nature": ""}, {"nature": "éloge"}, {"text": "a\x00b"}, {"text": "é" * 100_000},
        {"email": "pas une adresse"}, {"name": "x" * 5000}, {"about": "\u202eabc"}, {"phone": "9" * 100},
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_keeps_the_words(visitor: Client, changes: dict[str, str]) -> None:
    page = visitor.post(ADDRESS, {**WORDS, **changes})

    assert page.status_code == 422
    assert "à corriger" in text_of(page)
    if "text" not in changes:
        assert fields_of(page)["text"] == WORDS["text"]
    assert kept() == []


def test_a_refused_file_is_named_and_nothing_is_kept(visitor: Client) -> None:
    files = [SimpleUploadedFile("jeu.exe", b"MZ\x00\x90" + b"\x00" * 80)]

    page = visitor.post(ADDRESS, {**WORDS, "attachments": files})

    assert page.status_code == 422
    assert "« jeu.exe » n’a pas été accepté" in text_of(page)
    with as_owner():
        assert Dossier.objects.count() == 0


def test_too_many_sendings_keep_the_words(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SENDINGS", Limit(name="test_services", most=1, seconds=600))
    visitor.post(ADDRESS, WORDS)

    page = visitor.post(ADDRESS, WORDS)

    assert page.status_code == 429
    assert fields_of(page)["text"] == WORDS["text"]


def test_a_forged_receipt_does_not_exist(visitor: Client) -> None:
    assert visitor.get(f"{ADDRESS}recue/x/").status_code == 404


def test_a_disclosure_is_directed_and_nothing_is_received(visitor: Client) -> None:
    page = visitor.get("/services/divulgation/")

    assert "Personne désignée" in text_of(page)
    assert "Protecteur du citoyen" in text_of(page)
    assert "<textarea" not in page.content.decode()
    assert visitor.post("/services/divulgation/").status_code == 405


def test_words_that_show_distress_are_answered_with_where_to_find_help(visitor: Client) -> None:
    sent = visitor.post(ADDRESS, {**WORDS, "text": "Je n’ai plus envie de vivre."})

    assert "9-8-8" in text_of(visitor.get(sent.headers["Location"]))
    assert "9-8-8" not in text_of(visitor.get(visitor.post(ADDRESS, WORDS).headers["Location"]))
