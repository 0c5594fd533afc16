"""The Commissioner's door: open to the whole world, in French, straight behind his wall; the Office sees nothing of it.

Source: domain.md, D.2; service statement of 31 March 2021.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from egide.interfaces.public.countries import countries
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.admission_complaints.models import AdmissionComplaint
from egide.platform.accounts.acting import acting_as
from egide.platform.mail.models import Message
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.interfaces.public.visits import text_of

ADDRESS = "/commissaire/plainte/"
WORDS = {"facts": "Mon dossier est à l’étude depuis quatorze mois.", "go": "send"}
WHOLE = WORDS | {
    "professions": "dentiste, hygiéniste dentaire",
    "permit_type": "regular",
    "route": "equivalence",
    "training_country": "Algérie",
    "stage": "filed",
    "applied": "vers mars 2025",
    "decided": "2025-11-03",
    "other_steps": "Entrevue le 4 juin",
    "order": "dentiste",
    "other_targets": "Ministère de l’Éducation\nCollège du Nord",
    "motives": ["delay", "documents"],
    "wish": "Une décision motivée.",
    "name": "Amina Benali",
    "email": "amina@exemple.example",
    "phone": "+213 (0)21 23-45-67",
    "address": "14, rue Didouche Mourad\n16000 Alger",
    "country": "Algérie",
    "preferred_channel": "email",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def visitor(cast: Cast) -> Client:
    return Client()


def kept() -> AdmissionComplaint:
    with as_owner():
        return AdmissionComplaint.objects.select_related("dossier", "compartment").get()


def test_it_goes_to_the_commissioner_whole_and_the_office_sees_nothing(cast: Cast, visitor: Client) -> None:
    sent = visitor.post(ADDRESS, WHOLE | {"attachments": [SimpleUploadedFile("decision.txt", b"Refus.")]})

    assert sent.status_code == 303
    own = kept()
    assert own.compartment.code == "commissioner"
    assert (own.country, own.training_country, own.route) == ("Algérie", "Algérie", "equivalence")
    assert own.professions == "dentiste, hygiéniste dentaire"
    for said in ("vers mars 2025", "2025-11-03", "Entrevue le 4 juin"):
        assert said in own.facts
    with as_owner():
        people = list(Party.objects.filter(dossier=own.dossier).values_list("name", "phone", "address"))
    assert ("Amina Benali", "+213 (0)21 23-45-67", "14, rue Didouche Mourad\n16000 Alger") in people
    assert {"Ordre des dentistes du Québec", "Ministère de l’Éducation", "Collège du Nord"} <= {
        name for name, *_ in people
    }
    for who in ("bruno", "nadia", "marc", "helene", "odile", "irene", "rene", "amelie"):
        with acting_as(cast.actor(who)):
            assert not Dossier.objects.exists()
            assert not Message.objects.exists()
    with acting_as(cast.actor("claire")):
        assert Dossier.objects.get().number == own.dossier.number


def test_the_receipt_gives_a_number_a_link_and_a_code_that_open_the_follow_up(visitor: Client) -> None:
    sent = visitor.post(ADDRESS, WHOLE)
    receipt = visitor.get(sent.headers["Location"])

    said = text_of(receipt)
    assert kept().dossier.number in said
    assert "Lien personnel" in said
    link = said[said.index("/suivi/") :].split(" ", 1)[0]
    opened = visitor.get(link, follow=True)
    assert kept().dossier.number in text_of(opened)
    # Another browser has the receipt's address and not its secret.
    assert "Lien personnel" not in text_of(Client().get(sent.headers["Location"]))


def test_only_the_facts_are_required(visitor: Client) -> None:
    assert visitor.post(ADDRESS, WORDS).status_code == 303


@pytest.mark.parametrize(
    "phone", ["+33 1 23 45 67 89", "00 213 21 23 45 67", "+86 10-8888-8888", "٠٢١٢٣٤٥٦", "12345"]
)
def test_a_phone_of_any_country_is_kept_as_typed(visitor: Client, phone: str) -> None:
    assert visitor.post(ADDRESS, WORDS | {"name": "A", "phone": phone}).status_code == 303
    with as_owner():
        assert Party.objects.get(name="A").phone == phone


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": ""}, {"facts": "é" * 20_000}, {"facts": "a\x00b"}, {"email": "pas une adresse"},
        {"phone": "appelez-moi"}, {"phone": "+1"}, {"route": "par la mer"}, {"motives": ["inconnu"]},
        {"applied": "2099-01-01"}, {"preferred_channel": "post"}, {"name": "\u202ex"},
        {"representative_email": "x"}, {"professions": "x" * 400},
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_keeps_the_words(visitor: Client, changes: dict[str, object]) -> None:
    page = visitor.post(ADDRESS, {**WORDS, "wish": "Une réponse claire", **changes})

    assert page.status_code == 422
    assert "Une réponse claire" in page.text
    assert "Erreur" in page.text
    with as_owner():
        assert not Dossier.objects.exists()


def test_a_refused_file_keeps_nothing(visitor: Client) -> None:
    files = {"attachments": [SimpleUploadedFile("a.exe", b"MZ" + b"\x00" * 300)]}
    page = visitor.post(ADDRESS, WORDS | files)

    assert page.status_code == 422
    with as_owner():
        assert not Dossier.objects.exists()


def test_the_countries_are_offered_in_french_and_none_is_imposed(visitor: Client) -> None:
    assert {"Canada", "Côte d’Ivoire", "États-Unis", "Haïti", "Viêt Nam"} & set(countries()) >= {
        "Canada",
        "Côte d’Ivoire",
        "États-Unis",
        "Haïti",
    }
    assert len(countries()) > 190
    assert '<option value="Haïti">' in visitor.get(ADDRESS).text
    assert visitor.post(ADDRESS, WORDS | {"country": "République de mon village"}).status_code == 303
    assert kept().country == "République de mon village"


def test_the_english_help_exists_only_where_it_was_switched_on(visitor: Client, settings: Settings) -> None:
    assert visitor.get("/commissaire/help/").status_code == 404
    assert "/commissaire/help/" not in visitor.get(ADDRESS).text

    settings.ADMISSION_ENGLISH_HELP = True
    page = visitor.get("/commissaire/help/")
    assert page.status_code == 200
    assert 'lang="en"' in page.text
    assert "Page en anglais" in page.text
    assert "/commissaire/help/" in visitor.get(ADDRESS).text


def test_the_summaries_page_teaches_when_it_is_empty(visitor: Client) -> None:
    assert "Aucun résumé n’est publié" in text_of(visitor.get("/commissaire/resumes/"))


def test_the_guide_leads_to_the_form(visitor: Client) -> None:
    assert ADDRESS in visitor.get("/orientation/commissaire-a-l-admission/").text
