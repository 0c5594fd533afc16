"""A released document is proposed by Lise, checked by Amélie, read by everyone, withdrawn; others find no door.

The same walk in a browser, at the desk and on a phone, with axe on each page.
"""

from uuid import UUID

import pytest
from django.test import Client

from egide.modules.access_requests.examination.models_publishing import Publication, PublishedDocument
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import SignIn, client_of
from tests.modules.access_requests.examination.releasing import PDF, released
from tests.modules.access_requests.scene import Scene

REGISTER = "/travail/acces/diffusion/"
PUBLIC = "/documents-diffuses/"
SAID = {"title": "Plan directeur 2018", "description": "Les travaux de trois années."}


def post(client: Client, scene: Scene, path: str, **said: object) -> int:
    data = {"version": str(scene.dossier.version), **said}
    return client.post(path if path.startswith("/") else f"/dossiers/{scene.number}/{path}", data).status_code


def walked(lise: Client, amelie: Client, scene: Scene) -> UUID:
    """Will propose and publish; returns the public name."""
    assert post(lise, scene, "examen/1/diffuser/", **SAID) == 303
    assert post(amelie, scene, "diffusion/1/verifier/", looked="on") == 303
    with as_owner():
        return PublishedDocument.objects.get().public_id


def test_it_goes_from_the_desk_to_everyone_and_back(cast: Cast, sign_in: SignIn) -> None:
    scene = released(cast)
    lise, amelie, anyone = sign_in("lise"), sign_in("amelie"), Client()
    assert "Proposer la diffusion" in lise.get(f"/dossiers/{scene.number}/examen/1/").text
    assert "Aucun document n’est diffusé" in anyone.get(PUBLIC).text
    empty = lise.post(
        f"/dossiers/{scene.number}/examen/1/diffuser/", {"version": scene.dossier.version, "title": "Plan"}
    )
    assert empty.status_code == 422
    assert "Plan" in empty.text
    assert post(lise, scene, "examen/1/diffuser/", **SAID) == 303
    assert SAID["title"] in amelie.get(REGISTER).text
    page = amelie.get(f"/dossiers/{scene.number}/diffusion/1/").text
    assert "remis tel quel" in page
    assert "Vérifier et diffuser" in page
    assert post(lise, scene, "diffusion/1/verifier/", looked="on") == 422
    assert post(amelie, scene, "diffusion/1/verifier/") == 422
    assert post(amelie, scene, "diffusion/1/verifier/", looked="on") == 303

    with as_owner():
        own = PublishedDocument.objects.get()
    seen = anyone.get(PUBLIC).text
    assert SAID["title"] in seen
    assert scene.number not in seen
    file = anyone.get(f"{PUBLIC}{own.public_id}.pdf")
    assert (file.content, file.headers["Content-Type"]) == (PDF, "application/pdf")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]

    assert post(lise, scene, f"{REGISTER}{own.public_id}/retirer/", reason="") == 422
    assert post(lise, scene, f"{REGISTER}{own.public_id}/retirer/", reason="Remplacé.") == 303
    assert SAID["title"] not in anyone.get(PUBLIC).text
    assert anyone.get(f"{PUBLIC}{own.public_id}.pdf").status_code == 404
    assert "Motif du retrait\u00a0: Remplacé." in amelie.get(REGISTER).text


def test_a_refusal_keeps_its_reason(cast: Cast, sign_in: SignIn) -> None:
    scene = released(cast)
    post(sign_in("lise"), scene, "examen/1/diffuser/", **SAID)
    amelie = sign_in("amelie")
    assert post(amelie, scene, "diffusion/1/refuser/", reason="Le titre est vague.") == 303
    assert "Le titre est vague." in amelie.get(f"/dossiers/{scene.number}/diffusion/1/").text
    assert post(amelie, scene, "diffusion/1/refuser/", reason="Encore.") == 404
    with as_owner():
        assert Publication.objects.get().state == "declined"


@pytest.mark.parametrize("who", ["nadia", "marc", "claire", "simon"])
def test_nobody_else_finds_a_door(cast: Cast, sign_in: SignIn, who: str) -> None:
    scene = released(cast)
    name = walked(sign_in("lise"), sign_in("amelie"), scene)
    client = sign_in(who)
    assert client.get(REGISTER).status_code == 403
    assert client.get(f"/dossiers/{scene.number}/diffusion/1/").status_code == 404
    assert post(client, scene, f"{REGISTER}{name}/retirer/", reason="X") == 403


def test_the_privacy_officer_reads_and_does_nothing(cast: Cast, sign_in: SignIn) -> None:
    scene = released(cast)
    name = walked(sign_in("lise"), sign_in("amelie"), scene)
    paule = sign_in("paule")
    assert "Retirer" not in paule.get(REGISTER).text
    assert paule.get(f"/dossiers/{scene.number}/diffusion/1/").status_code == 200
    assert post(paule, scene, f"{REGISTER}{name}/retirer/", reason="X") == 403


def test_the_screens_read_well(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    scene = released(cast, "Une ville nommée Tremblay, au nord.", "Trois années de travaux.")
    sessions = {one: client_of(cast.user(one)) for one in ("lise", "amelie")}
    assert post(sessions["lise"], scene, "examen/1/diffuser/", **SAID) == 303
    keys = {one: client.cookies["egide_session"].value for one, client in sessions.items()}
    own, found = f"/dossiers/{scene.number}/", []
    with browsers.launched() as browser:
        for width in (1360, 360):
            page = browsers.page_as(browser, live_site, keys["amelie"], width=width, complaints=found)
            for name, path in (
                ("document", own + "examen/1/"), ("proposition", own + "diffusion/1/"),
                ("verifier", own + "diffusion/1/verifier/"), ("registre", REGISTER),
            ):  # fmt: skip
                found += browsers.visited(page, live_site + path, f"diffusion-{name}-{width}")
        page.goto(live_site + own + "diffusion/1/verifier/")
        page.get_by_label("Tremblay").check()
        page.get_by_label("J’ai lu le document en entier").check()
        page.get_by_role("button", name="Diffuser le document").click()
        page.get_by_text("tout le monde peut le lire").wait_for()
        taken = page.get_by_role("link", name="Retirer de la page publique").get_attribute("href")
        for width in (1360, 360):
            page = browsers.page_as(browser, live_site, keys["amelie"], width=width, complaints=found)
            found += browsers.visited(page, live_site + PUBLIC, f"diffusion-public-{width}")
            found += browsers.visited(page, f"{live_site}{taken}", f"diffusion-retirer-{width}")
            found += browsers.visited(page, live_site + REGISTER, f"diffusion-registre-publie-{width}")
        with page.expect_download() as downloading:
            page.goto(live_site + PUBLIC)
            page.get_by_role("link", name="Télécharger").click()
        assert downloading.value.suggested_filename == "Plan directeur 2018.pdf"
    assert found == []
