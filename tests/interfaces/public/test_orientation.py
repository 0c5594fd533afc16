"""« À qui m’adresser? »: a person who lives this, and answers that, ends there; and each end says what to know.

Source: domain.md, H.5. The table is written for a lawyer to read.
"""

from datetime import date

import pytest
from django.test import Client

from egide.interfaces.public.orientation_data import GUIDE
from egide.law.orientation import Destination
from egide.law.orientation_soundness import problems
from tests.interfaces.public.visits import text_of

TODAY = date(2026, 11, 22)
# A person who… | her answers | ends at | a delay that she reads there ("" when none is fixed)
CASES = (
    ("worries about the conduct of a dentist and has done nothing yet",
     "conduite.oui.non", "syndic", "90\u00a0jours, puis tous les 60\u00a0jours"),
    ("asked the syndic for an inquiry and hears nothing",
     "conduite.oui.sans-nouvelles", "office-sans-nouvelles", "5\u00a0jours ouvrables"),
    ("comes straight from the order’s side with the same silence",
     "ordre.enquete.sans-nouvelles", "office-sans-nouvelles", "90\u00a0jours"),
    ("received the syndic’s decision not to lodge a complaint and disagrees",
     "conduite.oui.pas-de-plainte.non", "comite-de-revision", "30\u00a0jours"),
    ("wants first to understand that decision",
     "ordre.revision.comprendre", "office-decision-du-syndic", "30\u00a0jours"),
    ("asked for the review committee’s opinion and waits",
     "ordre.revision.attente", "office-avis-attendu", "90\u00a0jours"),
    ("received the review committee’s opinion",
     "ordre.revision.recu", "avis-recu", ""),
    ("was a party and disagrees with the disciplinary council",
     "ordre.discipline.partie", "tribunal-des-professions", "30\u00a0jours"),
    ("disagrees with the council but was not a party",
     "ordre.discipline.pas-partie", "decision-du-conseil-sans-etre-partie", "30\u00a0jours"),
    ("finds that a disciplinary case drags on",
     "ordre.discipline.attente", "office-conseil-de-discipline", "120\u00a0jours"),
    ("finds an account too high",
     "compte.oui", "compte-d-honoraires", "45\u00a0jours"),
    ("complains of the conduct of a syndic or of an order’s staff",
     "ordre.conduite", "conduite-dans-un-ordre", ""),
    ("gets no answer from an order about a recourse",
     "ordre.silence", "office-ordre-muet", "5\u00a0jours ouvrables"),
    ("does not know whether the person is a member of an order",
     "conduite.je-ne-sais-pas", "tableau-de-l-ordre", ""),
    ("checked the roll: the person is a member, and her account is too high",
     "compte.je-ne-sais-pas.membre-compte", "compte-d-honoraires", "45\u00a0jours"),
    ("met somebody who practises without a permit or uses a title",
     "conduite.non.titre", "exercice-illegal", ""),
    ("has trouble with somebody who is a member of no order",
     "conduite.non.autre-metier", "autres-organismes", ""),
    ("was refused an equivalence, or waits for a permit",
     "admission.demarche", "commissaire-a-l-admission", "90\u00a0jours"),
    ("complains of the Commissioner’s staff",
     "admission.personnel", "personnel-du-commissaire", ""),
    ("complains of the Commissioner",
     "admission.titulaire", "titulaire-du-poste-de-commissaire", ""),
    ("complains of the Office’s own services",
     "office.services", "services-de-l-office", ""),
    ("complains of the Office’s presidency",
     "office.services.presidence", "protecteur-du-citoyen", ""),
    ("wants a document that the Office holds",
     "office.documents", "acces-aux-documents", "20\u00a0jours"),
    ("saw a wrongdoing in a public body, or suffers a reprisal",
     "autre.divulguer", "acte-reprehensible", ""),
    ("is a professional and wants her interests defended",
     "autre.interets", "association-professionnelle", ""),
    ("does not know",
     "autre.je-ne-sais-pas", "nous-parler", ""),
)  # fmt: skip


def test_the_guide_strands_nobody() -> None:
    assert problems(GUIDE) == ()


@pytest.mark.parametrize(("person", "answers", "slug", "delay"), CASES, ids=[case[0] for case in CASES])
def test_a_person_who(person: str, answers: str, slug: str, delay: str) -> None:
    steps, end = GUIDE.walk(tuple(answers.split(".")))

    assert len(steps) == len(answers.split("."))
    assert isinstance(end, Destination)
    assert end.slug == slug
    assert delay in " ".join(told.words(TODAY) for told in end.delays)


def test_every_end_stands_in_the_table() -> None:
    assert {end.slug for end in GUIDE.destinations} == {slug for _, _, slug, _ in CASES}


def test_a_path_asks_four_questions_at_most() -> None:
    assert max(len(answers.split(".")) for _, answers, _, _ in CASES) <= 4


# --- On the screen ------------------------------------------------------------------------------------------
@pytest.fixture
def visitor(office: None) -> Client:
    return Client()


def test_each_page_answers_and_leads_on_by_plain_links(visitor: Client) -> None:
    for _, answers, slug, _ in CASES:
        slugs = answers.split(".")
        address = "/orientation/"
        for count, _answer in enumerate(slugs):
            page = visitor.get(address)
            assert page.status_code == 200
            ahead = f"?r={'.'.join(slugs[: count + 1])}"
            links = [part.split('"')[0] for part in page.content.decode().split('href="')[1:]]
            address = next(link for link in links if link.endswith(ahead))
        assert address == f"/orientation/{slug}/?r={answers}"
        assert visitor.get(address).status_code == 200


def test_an_end_keeps_its_address_without_the_answers(visitor: Client) -> None:
    for end in GUIDE.destinations:
        page = visitor.get(f"/orientation/{end.slug}/")
        assert page.status_code == 200
        words = text_of(page)
        assert end.body.replace("\u00a0", " ") in words
        for item in (*end.prepare, *end.can, *end.cannot):
            assert item.replace("\u00a0", " ") in words


def test_it_finds_the_order_of_a_profession(visitor: Client) -> None:
    page = visitor.get("/orientation/syndic/", {"profession": "dentiste"})
    assert "Ordre des dentistes du Québec" in text_of(page)
    page = visitor.get("/orientation/syndic/", {"profession": "OAQ"})
    assert "Ordre des agronomes du Québec" in text_of(page)
    page = visitor.get("/orientation/syndic/", {"profession": "astrologue"})
    assert "Nous ne trouvons ni ordre ni profession" in text_of(page)


def test_the_office_opens_its_form_on_the_situation_and_the_order(visitor: Client) -> None:
    page = visitor.get(
        "/orientation/office-conseil-de-discipline/", {"profession": "dentiste"}
    ).content.decode()

    assert "/demande/?situation=other&amp;instance=discipline&amp;ordre=dentistes" in page
    form = visitor.get("/demande/", {"situation": "no_news", "instance": "review", "ordre": "dentistes"})
    hidden = form.content.decode()
    assert 'name="order" value="Ordre des dentistes du Québec"' in hidden
    assert 'name="mechanism" value="review"' in hidden


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-03-16", "mercredi 15 avril 2026"),
        ("vers mars 2026", "mardi 31 mars 2026"),
        ("vers mars 2026", "À titre indicatif"),
        ("quand j’étais malade", "Nous ne pouvons pas calculer de date"),
        ("2226-03-16", "pas encore arrivée"),
        ("03-04-2026", "Commencez par l’année"),
    ],
)
def test_it_counts_a_day_from_the_day_that_the_person_gives(visitor: Client, typed: str, words: str) -> None:
    page = visitor.get("/orientation/comite-de-revision/", {"date": typed})

    assert page.status_code == 200
    assert words in text_of(page)
    assert text_of(page).count("Date obtenue") <= 2  # its label, and that of its proof


@pytest.mark.parametrize(
    "query",
    [
        {"r": "nulle-part"}, {"r": "conduite.nulle-part"}, {"r": "." * 5000}, {"r": "\x00\u202e<script>"},
        {"profession": "\x00<script>alert(1)</script>"}, {"profession": "é" * 100_000}, {"date": "9" * 5000},
        {"date": "\ud7ff\uffff"},
    ],
)  # fmt: skip
def test_strange_addresses_show_a_page(visitor: Client, query: dict[str, str]) -> None:
    for address in ("/orientation/", "/orientation/syndic/"):
        page = visitor.get(address, query)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_an_end_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/orientation/nulle-part/").status_code == 404


def test_an_end_that_leads_on_asks_again_when_its_answers_end_there(visitor: Client) -> None:
    page = visitor.get("/orientation/", {"r": "conduite.je-ne-sais-pas"})

    assert "Cette personne est-elle membre" in text_of(page)
