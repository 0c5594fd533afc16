"""Consultations on the staff's pages: asked of several units, answered with a signature, refused in words.

Nadia asks; Claire, Commissioner, answers; Simon sees nothing until it is entrusted to him; Bruno never.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.kernel.consulting import asking
from egide.kernel.consulting.models import Consultation, Question
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import is_held
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn

DAY = (TODAY + timedelta(days=10)).isoformat()
WORDS = "Le plan directeur en ressources informationnelles"
URL = "/consultations/commission/CNSOC-2026-00001/"


def version(dossier: Dossier) -> str:
    with as_owner():
        return str(Dossier.objects.get(pk=dossier.pk).version)


@pytest.fixture
def asked(cast: Cast, dossier: Dossier) -> Dossier:
    """Nadia asks the Commissioner's unit."""
    with acting_as(cast.actor("nadia")):
        asking.ask(
            dossier=dossier,
            unit=Unit.objects.select_related("compartment").get(code="commission"),
            words=WORDS,
            due_on=TODAY + timedelta(days=10),
            now=NOW,
        )
    return dossier


def test_several_units_are_asked_at_once_and_a_refusal_keeps_what_was_typed(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    url = f"/dossiers/{dossier.number}/recherches/nouvelle/"
    said = {"units": ["commission", "presidency"], "words": WORDS, "due_on": DAY, "version": version(dossier)}

    refused = nadia.post(url, said | {"words": f"{WORDS} {dossier.number}"})
    done = nadia.post(url, said)

    assert refused.status_code == 422
    assert "enlevez-le" in refused.content.decode()
    assert WORDS in refused.content.decode()
    assert done.status_code == 303
    page = nadia.get(f"/dossiers/{dossier.number}/recherches/").content.decode()
    assert "Bureau du Commissaire" in page
    assert "0 sur 2" in page
    with as_owner():
        assert Question.objects.count() == 2


def test_the_unit_reads_the_words_and_never_the_dossier(sign_in: SignIn, asked: Dossier) -> None:
    page = sign_in("claire").get(URL).content.decode()

    assert WORDS in page
    assert re.search(r"Consultations\D*<[^>]*>1<", page)
    assert asked.number not in page
    assert asked.title not in page
    assert "n’avoir rien trouvé" in page


@pytest.mark.parametrize("who", ["simon", "yvette", "bruno", "odile", "nadia"])
def test_a_question_does_not_exist_for_anyone_else(sign_in: SignIn, asked: Dossier, who: str) -> None:
    reader = sign_in(who)

    assert reader.get(URL).status_code == 404
    assert reader.get(f"{URL}choisir/").status_code == 404
    assert WORDS not in reader.get("/consultations/").content.decode()


def test_what_is_not_said_keeps_the_answer_from_leaving(sign_in: SignIn, asked: Dossier) -> None:
    claire = sign_in("claire")

    for said, why in (
        ({}, "rien est une réponse"),
        ({"found": "non"}, "Écrivez les heures"),
        ({"found": "non", "hours": "une"}, "nombre décimal"),
        ({"found": "non", "hours": "1,5"}, "Cochez la déclaration"),
        ({"found": "oui", "hours": "1,5", "signed": "on"}, "joignez-les"),
    ):
        page = claire.post(URL, {"faire": "signer", "comments": "Vu aux archives", **said})
        assert page.status_code == 422
        assert why in page.content.decode()
        assert "Vu aux archives" in page.content.decode()


def test_nothing_found_is_signed_and_comes_back_with_its_hours(sign_in: SignIn, asked: Dossier) -> None:
    claire = sign_in("claire")

    done = claire.post(URL, {"faire": "signer", "found": "non", "hours": "1,5", "signed": "on"})

    assert done.status_code == 303
    page = sign_in("nadia").get(f"/dossiers/{asked.number}/recherches/").content.decode()
    assert "Claire Morin" in page
    assert "1,5\u00a0h" in page
    assert "1 sur 1" in page
    assert "Déclaration signée" in claire.get(URL).content.decode()


def test_a_draft_is_kept_with_a_file_then_handed(sign_in: SignIn, asked: Dossier) -> None:
    claire = sign_in("claire")
    file = SimpleUploadedFile("plan.txt", b"le plan")

    kept = claire.post(URL, {"faire": "joindre", "found": "oui", "hours": "0,25", "files": file})
    page = claire.get(URL).content.decode()
    claire.post(URL, {"faire": "signer", "found": "oui", "hours": "0,25", "signed": "on"})

    assert kept.status_code == 303
    assert "plan.txt" in page
    assert "0,25" in page
    back = sign_in("nadia").get(f"/dossiers/{asked.number}/recherches/").content.decode()
    assert "plan.txt" in back
    assert "CNSOC-2026-00001/1" in back


def test_documents_of_a_readable_dossier_are_picked_and_no_other(
    sign_in: SignIn, cast: Cast, dossier: Dossier, open_dossier: Open
) -> None:
    other = open_dossier()
    with acting_as(cast.actor("marc")) as marc:
        row = Dossier.objects.select_for_update().get(pk=other.pk)
        add_document(
            dossier=row, title="Plan directeur", origin=Origin.INTERNAL, stream=[b"plan"], file_name="plan.txt",
            actor_code=marc.code, now=NOW,
        )  # fmt: skip
        asking.ask(
            dossier=dossier,
            unit=Unit.objects.select_related("compartment").get(code="interventions"),
            words=WORDS, due_on=TODAY + timedelta(days=10), now=NOW,
        )  # fmt: skip
    url = "/consultations/interventions/CNSOO-2026-00001/"
    marc_client = sign_in("marc")

    nowhere = marc_client.get(f"{url}choisir/", {"dossier": "INT-2026-99999"})
    found = marc_client.get(f"{url}choisir/", {"dossier": other.number})
    rank = _rank(found.content.decode())
    done = marc_client.post(f"{url}choisir/", {"dossier": other.number, "ranks": [rank]})

    assert "ne vous est ouvert" in nowhere.content.decode()
    assert "Plan directeur" in found.content.decode()
    assert done.status_code == 303
    page = marc_client.get(url).content.decode()
    assert other.number in page
    with as_owner():
        assert is_held(other)
    assert marc_client.post(f"{url}documents/1/retirer/").status_code == 303
    assert other.number not in marc_client.get(url).content.decode()


def _rank(page: str) -> str:
    return page.split('name="ranks" value="')[1].split('"')[0]


def test_it_is_entrusted_withdrawn_and_returned_by_forms(sign_in: SignIn, asked: Dossier) -> None:
    claire, nadia, simon = sign_in("claire"), sign_in("nadia"), sign_in("simon")
    page = claire.get(f"{URL}confier/").content.decode()
    key = page.split("Simon Lefebvre")[0].rsplit('value="', 1)[1].split('"')[0]

    assert claire.post(f"{URL}confier/", {"person": key}).status_code == 303
    assert simon.get(URL).status_code == 200
    simon.post(URL, {"faire": "signer", "found": "non", "hours": "1", "signed": "on"})
    step = f"/dossiers/{asked.number}/recherches/1/"
    said = {"reason": "Il manque les courriels.", "due_on": DAY}
    returned = nadia.post(f"{step}retourner/", said | {"version": version(asked)})
    assert returned.status_code == 303
    assert "Il manque les courriels." in simon.get(URL).content.decode()
    withdrawn = nadia.post(f"{step}retirer/", {"reason": "Trouvé.", "version": version(asked)})
    assert withdrawn.status_code == 303
    assert "Plus rien n’est attendu" in claire.get(URL).content.decode()
    assert nadia.get(f"{step}autre/").status_code == 404
    with as_owner():
        assert Consultation.objects.get().state == "withdrawn"


def test_an_empty_list_teaches(sign_in: SignIn) -> None:
    claire: Client = sign_in("claire")

    page = claire.get("/consultations/").content.decode()

    assert "Rien n’est demandé à votre unité" in page
    assert "rien est une réponse" in page
    assert "Consultations" in claire.get("/travail/").content.decode()
