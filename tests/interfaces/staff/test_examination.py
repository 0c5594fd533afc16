"""The examination on the staff's pages: taken in, examined page by page, decided, third persons, fees.

Lise examines; Paule only reads; for Nadia, nothing of it exists.
"""

from datetime import timedelta

import pytest
from django.test import Client

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.examination import inventory
from egide.modules.access_requests.examination.models import FoundDocument, ThirdPerson
from egide.platform.accounts.actors import Actor
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
from tests.modules.access_requests.scene import Scene, open_scene

SAME = "Le présent plan a été complété le 14 décembre 2018, et sera mis à jour annuellement par la suite."


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """An access request with two documents found, which share a page."""
    made = open_scene(cast)

    def add(actor: Actor, dossier: Dossier) -> None:
        for title, texts in (("Plan directeur", ("Page de titre", SAME)), ("Copie", (SAME,))):
            version = add_document(
                dossier=dossier, title=title, origin=Origin.INTERNAL, stream=[title.encode()], file_name="plan.txt",
                actor_code=actor.code, now=NOW,
            )  # fmt: skip
            DocumentVersion.objects.filter(pk=version.pk).update(pages=len(texts), reading="read")
            place = {"dossier_id": dossier.pk, "compartment_id": dossier.compartment_id, "version": version}
            for number, text in enumerate(texts, start=1):
                Page.objects.create(
                    **place, number=number, text=text, source="text", width=612, height=792, run=1
                )

    made.act("lise", add)
    return made


@pytest.fixture
def found(scene: Scene) -> Scene:
    """Both are in the inventory."""
    scene.act("lise", lambda a, d: inventory.add_found(dossier=d, ranks=_ranks(d), now=NOW))
    return scene


def _ranks(dossier: Dossier) -> list[int]:
    rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, file_name="plan.txt")
    return sorted(rows.values_list("document__rank", flat=True))


def send(client: Client, scene: Scene, path: str, **said: object) -> int:
    data = {"version": str(scene.dossier.version), **said}
    return client.post(f"/dossiers/{scene.number}/examen/{path}", data).status_code


def test_documents_are_put_in_the_inventory(sign_in: SignIn, scene: Scene) -> None:
    lise = sign_in("lise")
    empty = lise.get(f"/dossiers/{scene.number}/examen/").content.decode()
    form = lise.get(f"/dossiers/{scene.number}/examen/ajouter/").content.decode()

    assert "Aucun document à l’inventaire" in empty
    assert "Plan directeur" in form
    assert send(lise, scene, "ajouter/") == 422
    dossier = scene.dossier
    with as_owner():
        ranks = [str(rank) for rank in _ranks(dossier)]
    assert send(lise, scene, "ajouter/", ranks=ranks) == 303
    page = lise.get(f"/dossiers/{scene.number}/examen/").content.decode()
    assert "À examiner" in page
    assert "sans décision" in page


def test_without_a_document_to_put_in_the_page_says_where_one_is_added(sign_in: SignIn, cast: Cast) -> None:
    bare = open_scene(cast)
    page = sign_in("lise").get(f"/dossiers/{bare.number}/examen/ajouter/").content.decode()

    assert "Aucun document du dossier à inscrire" in page
    assert f'href="/dossiers/{bare.number}/documents/verser/"' in page
    assert "Inscrire à l’inventaire" not in page


def test_once_all_are_in_the_inventory_the_page_says_it(sign_in: SignIn, found: Scene) -> None:
    page = sign_in("lise").get(f"/dossiers/{found.number}/examen/ajouter/").content.decode()

    assert "Tous les documents du dossier sont à l’inventaire" in page


def test_a_rectification_is_answered_by_what_answers_one(sign_in: SignIn, cast: Cast) -> None:
    scene = open_scene(cast, asked="rectification")
    scene.give()
    scene.move("start_search")
    scene.move("start_analysis")
    url, lise = f"/dossiers/{scene.number}/etapes/propose_decision/", sign_in("lise")

    form = lise.get(url).content.decode()
    forged = lise.post(url, {"version": str(scene.dossier.version), "outcome": "access", "articles": "53"})

    assert "Rectification refusée" in form
    assert "Accès accordé" not in form
    assert forged.status_code == 422
    assert "Choisissez une des réponses proposées." in forged.content.decode()
    assert 'value="53"' in forged.content.decode()


def test_pages_are_decided_one_after_the_other_and_the_same_one_once(sign_in: SignIn, found: Scene) -> None:
    lise = sign_in("lise")
    shown = lise.get(f"/dossiers/{found.number}/examen/1/pages/2/").content.decode()
    assert SAME[:40] in shown
    assert "Document 2, page 1" in shown

    assert send(lise, found, "1/pages/2/decision/", decision="withhold") == 422
    assert send(lise, found, "1/pages/2/decision/", grounds=["37"]) == 422
    assert send(lise, found, "1/pages/2/decision/", decision="withhold", grounds=["37"], other="41") == 303
    assert send(lise, found, "1/pages/1/decision/", decision="release") == 303

    one = lise.get(f"/dossiers/{found.number}/examen/1/").content.decode()
    assert "accès partiel" in one
    two = lise.get(f"/dossiers/{found.number}/examen/2/").content.decode()
    assert "comme la même page" in two
    assert lise.get(f"/dossiers/{found.number}/examen/1/pages/9/").status_code == 404


def test_a_document_is_decided_then_redacted(sign_in: SignIn, found: Scene) -> None:
    lise = sign_in("lise")
    send(lise, found, "1/pages/1/decision/", decision="release")
    send(lise, found, "1/pages/2/decision/", decision="withhold", grounds=["37"])

    assert send(lise, found, "1/decision/", decision="access") == 422
    assert send(lise, found, "1/decision/", decision="partial") == 303
    page = lise.get(f"/dossiers/{found.number}/examen/1/").content.decode()
    assert "Commencer le caviardage" in page
    assert send(lise, found, "1/caviarder/") == 403, "of a text file, nothing shows what a stroke would hide"
    with as_owner():
        DocumentVersion.objects.filter(file_name="plan.txt").update(media_type="application/pdf")
    assert send(lise, found, "1/caviarder/") == 303
    assert "Ouvrir le caviardage" in lise.get(f"/dossiers/{found.number}/examen/1/").content.decode()
    assert "caviardage à faire" in lise.get(f"/dossiers/{found.number}/examen/").content.decode()
    with as_owner():
        assert FoundDocument.objects.get(rank=1).grounds == ["37"]


def test_a_document_put_in_by_mistake_is_taken_out_and_a_decided_one_is_not(
    sign_in: SignIn, found: Scene
) -> None:
    lise = sign_in("lise")
    url = f"/dossiers/{found.number}/examen/"
    assert send(lise, found, "1/pages/1/decision/", decision="release") == 303

    assert "Retirer de l’inventaire" not in lise.get(f"{url}1/").content.decode()
    assert send(lise, found, "1/retirer/") == 403
    assert "Retirer de l’inventaire" in lise.get(f"{url}2/").content.decode()
    assert send(lise, found, "2/retirer/") == 303

    assert "n’est plus à l’inventaire" in lise.get(url).content.decode()
    assert lise.get(f"{url}2/").status_code == 404


def test_third_persons_and_fees_are_recorded_by_forms(sign_in: SignIn, found: Scene) -> None:
    lise = sign_in("lise")
    today = TODAY.isoformat()

    assert send(lise, found, "tiers/nouveau/", name="Bornais inc.", address="1, rue X", about="x") == 422
    assert send(lise, found, "tiers/nouveau/", name="Bornais inc.", address="1, rue X", about="1, 2") == 303
    assert send(lise, found, "tiers/nouveau/", name="Bornais inc.", address="1, rue X", about="9") == 422
    assert send(lise, found, "tiers/1/lettre-avis/") == 303
    assert send(lise, found, "tiers/1/lettre-avis/") == 422, "one letter for each"
    assert "Ouvrir la lettre" in lise.get(f"/dossiers/{found.number}/examen/").content.decode()
    late = (TODAY + timedelta(days=9)).isoformat()
    assert send(lise, found, "tiers/1/avis/", mailed_on=today, informed_on=late) == 422
    assert send(lise, found, "tiers/1/avis/", mailed_on=today, informed_on=today) == 303
    assert send(lise, found, "tiers/1/position/", position="silence") == 422
    assert (
        send(lise, found, "tiers/1/position/", position="consent", on=today, observations="D’accord") == 303
    )
    assert send(lise, found, "tiers/1/decision/", on=today) == 303
    assert lise.get(f"/dossiers/{found.number}/examen/tiers/1/autre/").status_code == 404
    assert send(lise, found, "frais/", copies="100", mailing="4,50") == 303
    page = lise.get(f"/dossiers/{found.number}/examen/").content.decode()
    assert "Bornais inc." in page
    assert "39,65\u00a0$" in page
    with as_owner():
        assert ThirdPerson.objects.get().about == [1, 2]


def test_who_only_reads_decides_nothing_and_others_see_nothing(sign_in: SignIn, found: Scene) -> None:
    paule, nadia = sign_in("paule"), sign_in("nadia")
    url = f"/dossiers/{found.number}/examen/"

    assert "Plan directeur" in paule.get(url).content.decode()
    assert "Consigner la décision" not in paule.get(f"{url}1/").content.decode()
    assert send(paule, found, "1/decision/", decision="access") == 403
    for path in ("", "1/", "1/pages/1/", "ajouter/", "frais/", "tiers/nouveau/"):
        assert nadia.get(url + path).status_code == 404


def test_another_kind_of_dossier_is_not_examined(sign_in: SignIn, dossier: Dossier) -> None:
    assert sign_in("nadia").get(f"/dossiers/{dossier.number}/examen/").status_code == 404
