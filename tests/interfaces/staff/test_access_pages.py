"""Access requests at the desk: opening one from a letter, the register that names nobody, the sheet of the letters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.modules.access_requests.models import AccessRequest
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
from tests.modules.access_requests.scene import open_scene

NEW = "/travail/acces/nouvelle/"
REGISTER = "/travail/acces/registre/"
LETTER = {
    "how": "written",
    "channel": "post",
    "received_on": "2026-11-20",
    "asked": "documents",
    "text": "Le contrat de nettoyage de 2025.",
    "name": "Paul Zibeline",
    "address": "3, rue du Moulin\nLévis (Québec)  G6V 1A1",
}


def test_a_letter_opens_a_dossier_on_the_day_it_arrived(sign_in: SignIn) -> None:
    answer = sign_in("lise").post(NEW, LETTER)

    assert answer.status_code == 303
    with as_owner():
        own = AccessRequest.objects.select_related("dossier").get()
    assert own.dossier.received_on.isoformat() == "2026-11-20"
    page = sign_in("lise").get(answer.headers["Location"]).content.decode()
    assert "Le contrat de nettoyage de 2025." in page
    assert "Ce qui est demandé" in page


def test_an_oral_request_says_so_on_its_page(sign_in: SignIn) -> None:
    lise = sign_in("lise")
    answer = lise.post(NEW, LETTER | {"how": "oral", "channel": "phone"})

    page = lise.get(answer.headers["Location"]).content.decode()
    assert "seule la décision sur une demande écrite" in page
    assert "Consigner la demande par écrit" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"received_on": "2027-01-04"}, "dans l’avenir"),
        ({"received_on": "hier"}, "sous la forme AAAA-MM-JJ"),
        ({"received_on": "03-04-26"}, "sous la forme AAAA-MM-JJ"),
        ({"text": ""}, "doit être rempli"),
        ({"email": "élise"}, "nom@domaine.ca"),
    ],
)
def test_what_is_wrong_is_said_and_kept(sign_in: SignIn, wrong: dict[str, str], words: str) -> None:
    answer = sign_in("lise").post(NEW, LETTER | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Paul Zibeline" in answer.content.decode()


def test_the_register_lists_requests_and_names_nobody(cast: Cast, sign_in: SignIn) -> None:
    open_scene(cast)
    open_scene(cast, oral=True)

    for who in ("lise", "amelie", "paule"):
        text = sign_in(who).get(REGISTER).content.decode()
        assert "ACC-2026-00001" in text
        assert "Aucun\u00a0délai" in text
        assert "Tremblay" not in text
    assert sign_in("bruno").get(REGISTER).status_code == 403
    assert "ACC-2026" not in sign_in("helene").get(REGISTER).content.decode()


def test_an_empty_register_teaches(sign_in: SignIn) -> None:
    assert "Aucune demande dans cette période" in sign_in("lise").get(REGISTER).content.decode()


def test_the_register_asks_no_more_for_more_lines(cast: Cast, sign_in: SignIn) -> None:
    lise, counts = sign_in("lise"), []
    for _ in range(2):
        open_scene(cast)
        lise.get(REGISTER)
        with CaptureQueriesContext(connection) as asked:
            lise.get(REGISTER)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_sheet_gives_the_letters_their_words(cast: Cast, sign_in: SignIn) -> None:
    scene = open_scene(cast)
    url = f"/dossiers/{scene.number}/demande-acces/"
    lise = sign_in("lise")
    assert "Dans les lettres" in lise.get(url).content.decode()

    lise.post(url, {"asked": "documents", "subject": "une copie du plan", "version": scene.dossier.version})

    assert scene.own.subject == "une copie du plan"
    assert sign_in("bruno").get(url).status_code == 404
    assert NOW.year == 2026
