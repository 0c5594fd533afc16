"""The questions that appear only when asked for: for whom, with whom, several orders, steps taken, adaptation.

The simple case never sees them; nothing typed is lost when they open.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from egide.interfaces.public.signatories import read_signatories
from egide.modules.interventions.models import Request, RequestFile
from egide.platform.storage import store
from tests.database import as_owner
from tests.interfaces.public.visits import CONTACT, RECOURSE, Citizen, fields_of, text_of

HEIC = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + bytes(range(256)) * 8
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(64)


def kept() -> Request:
    with as_owner():
        return Request.objects.get()


def test_the_simple_case_sees_no_extra_question(citizen: Citizen) -> None:
    citizen.reach(4)

    shown = fields_of(citizen.page)
    assert "Nom de la personne que vous représentez" not in citizen.words
    assert shown["who"] == "self"
    citizen.post(**CONTACT)
    assert "people" not in (citizen.send() and kept().answers)


def test_an_extra_question_opens_without_losing_what_was_typed(citizen: Citizen) -> None:
    citizen.reach(2)

    page = citizen.post(go="open:orders", order="dentiste", inquiry_requested_on="3 mars 2026")

    assert page.status_code == 200
    assert fields_of(page)["order"] == "dentiste"
    assert fields_of(page)["inquiry_requested_on"] == "3 mars 2026"
    assert "more_orders" in fields_of(page)
    assert "autofocus" in page.content.decode()
    citizen.post(mechanism="syndic", more_orders="agronome\nmédecin")
    assert citizen.step == 3


def test_it_keeps_several_orders_and_the_steps_taken(citizen: Citizen) -> None:
    citizen.reach(2)
    citizen.post(go="open:orders")
    citizen.post(go="open:recourses")
    citizen.post(
        **RECOURSE,
        more_orders="agronome\nOrdre des ingénieurs du Québec",
        review_requested="vers mai 2026",
        conciliation="2026-06-01",
        other_recourse="Lettre au président de l’ordre",
    )
    assert citizen.step == 3
    citizen.post(summary="Mon récit.", wish="", title="")
    citizen.post(**CONTACT)
    assert "Ordre des ingénieurs du Québec" in citizen.words
    citizen.send()

    answers = kept().answers
    assert answers["other_orders"] == ["agronomes", "ingenieurs"]
    assert answers["review_requested_about"] == "vers mai 2026"
    assert answers["review_requested_between"] == "2026-05-01/2026-05-31"
    assert answers["conciliation_on"] == "2026-06-01"
    assert answers["other_recourse"] == "Lettre au président de l’ordre"


def test_an_unclear_order_is_told_by_its_line(citizen: Citizen) -> None:
    citizen.reach(2)
    citizen.post(go="open:orders")

    refused = citizen.post(**RECOURSE, more_orders="OAQ\nastrologue")

    assert refused.status_code == 422
    assert "« OAQ » peut désigner Ordre des acupuncteurs du Québec ou Ordre des agronomes" in citizen.words
    assert "de ce nom : « astrologue »" in citizen.words
    assert fields_of(citizen.page)["more_orders"].replace("\r\n", "\n") == "OAQ\nastrologue"


def test_it_keeps_an_approximate_date_in_the_person_s_words(citizen: Citizen) -> None:
    citizen.reach(5, inquiry_requested_on="automne 2025")

    assert "« automne 2025 » (date approximative, entre le 1er septembre 2025 et le 31 décembre 2025)" in (
        citizen.words
    )
    citizen.send()
    answers = kept().answers
    assert answers["inquiry_requested_on"] == ""
    assert answers["inquiry_requested_about"] == "automne 2025"


def test_a_new_answer_shows_its_questions_before_judging_them(citizen: Citizen) -> None:
    citizen.reach(4)

    page = citizen.post(**CONTACT, who="representative")

    assert page.status_code == 200
    assert citizen.step == 4
    assert "Nom de la personne que vous représentez" in citizen.words
    assert "à corriger" not in citizen.words
    assert fields_of(page)["name"] == "Élise Tremblay"
    refused = citizen.post()
    assert refused.status_code == 422
    assert "Inscrivez le nom de la personne pour qui" in citizen.words


def test_a_representative_acts_for_the_person_and_joins_a_proof(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(**CONTACT, who="representative")
    citizen.post(represented="Jean de la Sablonnière")
    assert "la preuve que vous représentez" in citizen.words
    citizen.send(attachments=[SimpleUploadedFile("mandat.heic", HEIC)])

    request = kept()
    assert request.name == "Jean de la Sablonnière"
    assert request.answers["who"] == "representative"
    assert request.answers["people"] == [
        {"role": "representative", "name": "Élise Tremblay", "email": "elise.tremblay@exemple.ca"}
    ]


def test_a_parent_asks_for_a_minor(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(**CONTACT, who="parent")
    assert "Nom de votre enfant" in citizen.words
    citizen.post(represented="Zoé Roy")
    citizen.send()

    assert (kept().name, kept().answers["who"]) == ("Zoé Roy", "parent")


def test_several_people_sign(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(**CONTACT, who="several")
    refused = citizen.post(signatories="Jean Roy, jean.roy\n@sans nom")
    assert refused.status_code == 422
    assert "Ligne 2 : commencez par le nom" in citizen.words
    citizen.post(signatories="Jean Roy; jean.roy@exemple.ca\nAna Pérez, 418 643-6912")
    assert citizen.step == 5
    citizen.send()

    assert kept().answers["people"] == [
        {"role": "co_requester", "name": "Jean Roy", "email": "jean.roy@exemple.ca"},
        {"role": "co_requester", "name": "Ana Pérez", "phone": "418 643-6912"},
    ]


def test_an_anonymous_person_gives_no_name_and_reads_what_it_means(citizen: Citizen) -> None:
    citizen.reach(4)
    assert "Nous ne pourrons pas vous écrire" in citizen.words
    citizen.post(who="anonymous", preferred_channel="")
    assert citizen.step == 4
    assert "Votre nom" not in citizen.words.split("Vous faites cette demande")[1]
    citizen.post()
    assert citizen.step == 5
    sent = citizen.send()

    request = kept()
    assert (request.name, request.answers["who"]) == ("Personne anonyme", "anonymous")
    assert (request.answers["email"], request.answers["preferred_channel"]) == ("", "")
    receipt = text_of(citizen.client.get(sent.headers["Location"]))
    assert "Lien personnel" in receipt
    assert "revenez voir notre réponse avec votre lien de suivi" in receipt
    assert "Réponse, au plus tard" not in receipt


def test_it_keeps_the_adaptation_asked_for(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(go="open:accommodations", **CONTACT)
    citizen.post(accommodations="Gros caractères, s’il vous plaît.")
    citizen.send()

    assert kept().answers["accommodations"] == "Gros caractères, s’il vous plaît."


def test_it_keeps_a_phone_s_photos_byte_for_byte(citizen: Citizen) -> None:
    citizen.reach(5)
    files = {
        "IMG_0001.HEIC": HEIC,
        "IMG_0002.jpg": HEIC,
        "capture.webp": WEBP,
        "deux.png": WEBP + b"PK\x03\x04",
    }

    sent = citizen.send(attachments=[SimpleUploadedFile(name, data) for name, data in files.items()])

    assert sent.status_code == 303
    with as_owner():
        rows = [row.stored for row in RequestFile.objects.select_related("stored").order_by("pk")]
        assert {row.file_name: row.media_type for row in rows} == {
            "IMG_0001.HEIC": "image/heic",
            "IMG_0002.jpg": "image/heic",
            "capture.webp": "image/webp",
            "deux.png": "image/webp",
        }
        assert {row.file_name: store.read_all(stored=row) for row in rows} == files


def test_an_agreement_to_another_wording_is_asked_again(citizen: Citizen) -> None:
    citizen.reach(5)

    refused = citizen.send(consent_version="2025-9")

    assert refused.status_code == 422
    assert "Le texte de cet accord a changé" in citizen.words


def test_a_line_of_signatories_is_read_as_people_write_it() -> None:
    people, problems = read_signatories("Anne-Marie D’Amours\nLi Wei\t514 555-0123; C. P. 12, Alma")

    assert problems == ()
    assert [person.name for person in people] == ["Anne-Marie D’Amours", "Li Wei"]
    assert (people[1].phone, people[1].address) == ("514 555-0123", "C. P. 12, Alma")
    assert read_signatories("x\n" * 21)[1] != ()
