"""The pages of the Commissioner's house, as each of his people: the secretary never meets what was decided.

Real pages over a cloned database; one browser visit looks at the screens.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.kernel.letters.drafting import Text, edit_letter
from egide.kernel.letters.models import Letter
from egide.kernel.notices.models import Notice
from egide.kernel.recommendations.recommending import recommend
from egide.modules.admission_complaints.models import Delegation
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.modules.admission_complaints.scene import Scene, open_scene
from tests.walls.house import client_of

SECRETS = ("ORTOLAN", "BALISIER", "CINNABRE")


@pytest.fixture
def house(fresh: None) -> Cast:
    return seed_office()


@pytest.fixture
def decided(house: Cast) -> Scene:
    """A complaint whose conclusions, reasons and recommendation each hold a secret word."""
    real = timezone.now()
    scene = open_scene(house, at=real - timedelta(days=80))
    scene.now = real - timedelta(days=70)
    scene.give().move("start_review").move("open_inquiry")
    today = timezone.localdate(scene.now)
    scene.act(
        "claire",
        lambda a, d: recommend(
            actor=a,
            dossier=d,
            party_rank=2,
            text="Publier un calendrier CINNABRE.",
            follow_up_on=today + timedelta(days=200),
            today=today,
            now=scene.now,
        ),
    )
    scene.move("conclude", outcome="with_recommendations", motive="Motif ORTOLAN.", faits_retenus="BALISIER.")
    return scene


def browser(house: Cast, who: str) -> Client:
    return client_of(house.user(who))


def test_the_secretary_meets_no_conclusion_anywhere(house: Cast, decided: Scene) -> None:
    client, number = browser(house, "yvette"), decided.number
    seen = client.get(f"/commissaire/accueil/{number}/")
    assert (seen.status_code, "quatorze mois" in seen.content.decode()) == (200, True)
    told = [seen.content.decode()]
    for address in (
        "/commissaire/accueil/",
        "/travail/",
        "/recherche/?q=quatorze",
        "/recherche/?q=ORTOLAN",
        "/recherche/?q=CINNABRE",
        "/recherche/?q=BALISIER",
        "/travail/signature/",
        "/travail/tableau-de-bord/",
        "/travail/mesures/",
        "/travail/avis/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        told.append(answer.content.decode())
    # What she typed comes back in the search box: the words around it never do, nor the dossier as a result.
    phrases = (f"calendrier {SECRETS[2]}", f"Motif {SECRETS[0]}", f"/dossiers/{number}/")
    assert [phrase for phrase in phrases if any(phrase in body for body in told)] == []
    with as_owner():
        letters = list(Letter.objects.filter(dossier__number=number).values_list("template", "rank"))
        assert Notice.objects.filter(user=house.user("yvette")).count() == 0
    ranks = {rank for _, rank in letters}
    closed = [f"/dossiers/{number}/", f"/dossiers/{number}/historique/", f"/dossiers/{number}/lettres/"]
    closed += [f"/dossiers/{number}/recommandations/", "/commissaire/lundi/", "/commissaire/delegations/"]
    closed += [f"/dossiers/{number}/lettres/{rank}/" for rank in ranks]
    assert {client.get(address).status_code for address in closed} <= {403, 404}


def test_the_secretary_registers_signs_and_sends_the_acknowledgment(house: Cast) -> None:
    client = browser(house, "yvette")
    day = timezone.localdate().isoformat()
    empty = client.post("/commissaire/accueil/nouvelle/", {"received_on": day})
    assert (empty.status_code, "doit être rempli" in empty.content.decode()) == (422, True)
    given = {
        "name": "Chidi Okafor",
        "email": "chidi@exemple.example",
        "phone": "+234 803 123 4567",
        "address": "12 Marina Road\nLagos",
        "country": "Nigéria",
        "received_on": day,
        "channel": "post",
        "order": "dentistes",
        "permit_type": "regular",
        "route": "equivalence",
        "stage": "filed",
        "motive": "delay",
        "facts": "Aucune réponse depuis un an.",
    }
    late = client.post("/commissaire/accueil/nouvelle/", given | {"received_on": "2999-01-01"})
    assert (late.status_code, "dans l’avenir" in late.content.decode()) == (422, True)
    made = client.post("/commissaire/accueil/nouvelle/", given)
    assert made.status_code == 303
    page = client.get(made["Location"])
    assert "Chidi Okafor" in page.content.decode()
    with as_owner():
        letter = Letter.objects.select_related("dossier").get(template="acknowledgment")
    sent = client.post(
        made["Location"],
        {"version": str(letter.dossier.version), "seen": letter.edited_at.isoformat()},
    )
    assert sent.status_code == 303
    with as_owner():
        letter.refresh_from_db()
    assert letter.state in ("queued", "sending", "sent")
    assert letter.signed_as == "Yvette Gauthier"


def test_a_text_that_changed_meanwhile_is_not_signed_unseen(house: Cast, decided: Scene) -> None:
    with as_owner():
        letter = Letter.objects.select_related("dossier").get(template="acknowledgment")
    seen = letter.edited_at.isoformat()
    text = Text(subject="Autre", salutation="Madame,", body="Autre texte.", closing="Salutations.")
    decided.now = timezone.now()

    def change(_: object, dossier: object) -> None:
        own = Letter.objects.get(pk=letter.pk)
        edit_letter(dossier=dossier, letter=own, text=text, now=decided.now)  # type: ignore[arg-type]

    decided.act("claire", change)
    answer = browser(house, "yvette").post(
        f"/commissaire/accueil/{decided.number}/",
        {"version": str(decided.dossier.version), "seen": seen},
    )
    assert answer.status_code == 409


def test_the_commissioner_gives_a_delegation_and_takes_it_back(house: Cast) -> None:
    client, today = browser(house, "claire"), timezone.localdate()
    given = {
        "person": str(house.user("simon").public_id),
        "powers": ["examine", "progress"],
        "since": today.isoformat(),
        "until": (today + timedelta(days=90)).isoformat(),
    }
    backwards = client.post("/commissaire/delegations/nouvelle/", given | {"until": "2020-01-01"})
    assert (backwards.status_code, "avant de commencer" in backwards.content.decode()) == (422, True)
    assert client.post("/commissaire/delegations/nouvelle/", given).status_code == 303
    assert "Simon Lefebvre" in client.get("/commissaire/delegations/").content.decode()
    assert browser(house, "simon").get("/commissaire/delegations/").status_code == 403
    assert client.post("/commissaire/delegations/1/retirer/").status_code == 303
    with as_owner():
        assert Delegation.objects.get().withdrawn_at is not None


def test_monday_drafts_in_one_act_what_is_due(house: Cast, decided: Scene) -> None:
    client = browser(house, "claire")
    page = client.get("/commissaire/lundi/").content.decode()
    assert "Rédiger 1" in page
    assert client.post("/commissaire/lundi/").status_code == 303
    with as_owner():
        assert Letter.objects.filter(template="progress_notice", state="draft").count() == 1
    assert "déjà rédigés" in client.get("/commissaire/lundi/").content.decode()


def test_recommendations_are_followed_from_their_own_page(house: Cast, decided: Scene) -> None:
    client = browser(house, "simon")
    home = f"/dossiers/{decided.number}/recommandations/"
    assert "CINNABRE" in client.get(home).content.decode()
    given = {
        "version": str(decided.dossier.version),
        "answer": "partly",
        "answered_on": timezone.localdate().isoformat(),
        "words": "Dès l’automne.",
    }
    assert client.post(f"{home}1/reponse/", given | {"answer": ""}).status_code == 422
    assert client.post(f"{home}1/reponse/", given).status_code == 303
    assert "Dès l’automne." in client.get(home).content.decode()
    assert "CINNABRE" in client.get("/commissaire/suivi/").content.decode()
    assert client.get(f"{home}1/inconnue/").status_code == 404
    assert client.get(f"{home}9/reponse/").status_code == 404
