"""The exchanges with the Protecteur du citoyen on the staff's pages: opened, followed, submitted, refused in words.

Luc leads the team, Mona answers, Hélène sees what is submitted; Nadia and Amélie see nothing.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import sources
from egide.modules.ombudsman.models import Meeting, Respondent, Submission
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.models import Event
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Queries, SignIn
from tests.modules.ombudsman.scene import Scene, name_mona, open_scene

NEW = {
    "nature": "question",
    "subject": "recourses",
    "delegate": "Josée Lemay",
    "email": "jlemay@protecteur.example",
    "phone": "",
    "their_reference": "2026-04521",
    "channel": "phone",
    "received_on": TODAY.isoformat(),
    "text": "Quel délai l’ordre a-t-il suivi?",
    "asked_on": (TODAY + timedelta(days=4)).isoformat(),
    "linked_number": "",
}


@pytest.fixture
def scene(cast: Cast) -> Scene:
    name_mona(cast, "recourses")
    return open_scene(cast)


def version(scene: Scene) -> dict[str, str]:
    return {"version": str(scene.dossier.version)}


def test_a_call_is_noted_and_given_to_the_respondent_of_its_subject(cast: Cast, sign_in: SignIn) -> None:
    name_mona(cast, "recourses")
    luc = sign_in("luc")

    opened = luc.post("/travail/protecteur/nouveau/", NEW)

    assert (opened.status_code, opened["Location"]) == (303, "/dossiers/PCT-2026-00001/")
    shown = sign_in("mona").get("/dossiers/PCT-2026-00001/").text
    assert "Quel délai l’ordre a-t-il suivi?" in shown
    assert "délai légal" not in shown
    assert "cible interne" in shown
    register = luc.get("/travail/protecteur/").text
    assert "PCT-2026-00001" in register
    assert "Mona Khalil" in register


def test_what_was_typed_stays_when_the_opening_is_refused(sign_in: SignIn) -> None:
    response = sign_in("luc").post(
        "/travail/protecteur/nouveau/", NEW | {"asked_on": (TODAY - timedelta(days=9)).isoformat()}
    )

    assert response.status_code == 422
    assert "précède la réception" in response.text
    assert "Quel délai l’ordre a-t-il suivi?" in response.text


def test_a_recommendation_lives_on_the_page_of_the_matter(scene: Scene, sign_in: SignIn) -> None:
    luc, url = sign_in("luc"), f"/dossiers/{scene.number}/protecteur/"
    steps = (
        ("recommandation/", {"text": "Réviser le guide.", "received_on": TODAY.isoformat()}),
        ("1/reponse/", {"answer": "accepted", "reasons": "Utile.", "follow_up_on": "2027-02-01"}),
        ("1/realisation/", {"on": TODAY.isoformat(), "evidence": "Guide publié.", "document": ""}),
        ("date/", {"on": "2026-12-15"}),
        ("dossier-concerne/", {"linked_number": "INT-2026-00999"}),
    )
    for step, said in steps:
        assert luc.post(url + step, version(scene) | said).status_code == 303, step

    shown = luc.get(url).text
    for words in (
        "Réviser le guide.",
        "Guide publié.",
        "15\u00a0décembre\u00a02026",
        "seul le numéro est gardé",
    ):
        assert words in shown
    assert luc.get("/travail/protecteur/recommandations.pdf").content.startswith(b"%PDF")
    assert luc.post(url + "1/realisation/", version(scene) | steps[2][1]).status_code == 422
    assert luc.post(url + "nulle-part/", version(scene)).status_code == 404


def test_a_respondent_prepares_the_answer_and_decides_nothing(scene: Scene, sign_in: SignIn) -> None:
    mona, url = sign_in("mona"), f"/dossiers/{scene.number}/protecteur/"

    assert mona.get(url).status_code == 200
    refused = mona.post(url + "date/", version(scene) | {"on": "2026-12-15"})
    assert refused.status_code == 403
    assert "réservée" in refused.text
    assert mona.get("/travail/protecteur/reseau/").status_code == 403


def test_the_network_and_its_meetings_are_kept_by_the_team(cast: Cast, sign_in: SignIn) -> None:
    luc = sign_in("luc")
    person = str(cast.user("mona").public_id)
    named = {
        "person": person,
        "unit": "interventions",
        "subjects": ["recourses", "access"],
        "since": TODAY.isoformat(),
    }
    assert luc.post("/travail/protecteur/reseau/nommer/", named | {"subjects": []}).status_code == 422
    assert luc.post("/travail/protecteur/reseau/nommer/", named).status_code == 303
    met = {"kind": "meeting", "held_on": TODAY.isoformat(), "participants": "L’équipe", "subjects": "La loi"}
    assert luc.post("/travail/protecteur/rencontres/nouvelle/", met | {"documents": ""}).status_code == 303

    assert "Mona Khalil" in luc.get("/travail/protecteur/reseau/").text
    assert "La loi" in luc.get("/travail/protecteur/rencontres/").text
    end = luc.post("/travail/protecteur/reseau/1/fin/", {"on": (TODAY + timedelta(days=1)).isoformat()})
    assert end.status_code == 303
    assert luc.post("/travail/protecteur/reseau/9/fin/", {"on": "2026-12-01"}).status_code == 404
    with as_owner():
        assert (Respondent.objects.count(), Meeting.objects.count()) == (1, 1)


def test_the_subjects_are_kept_by_the_team_and_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    luc, url = sign_in("luc"), "/travail/protecteur/reseau/sujets/"
    name_mona(cast, "recourses")

    said = {"name": "Reconnaissance des acquis", "on": TODAY.isoformat()}
    assert luc.post(url + "nouveau/", said).status_code == 303
    again = luc.post(url + "nouveau/", said)
    assert (again.status_code, "porte déjà ce nom" in again.text) == (422, True)
    assert 'value="Reconnaissance des acquis"' in again.text
    assert luc.post(url + "recourses/nom/", said | {"name": "Recours"}).status_code == 303
    assert luc.post(url + "access/fin/", {"on": TODAY.isoformat()}).status_code == 303

    shown = luc.get(url).text
    for words in (
        "Reconnaissance des acquis",
        "\u00a0: Recours auprès des ordres",
        "Mona Khalil",
        "Nommer",
    ):
        assert words in shown, words
    new = luc.get("/travail/protecteur/nouveau/").text
    assert (">Recours<" in new, "Accès et renseignements" in new) == (True, False)
    assert "checked" in luc.get("/travail/protecteur/reseau/nommer/?sujet=discipline").text
    assert luc.get(url + "nulle/nom/").status_code == 404
    assert sign_in("mona").get(url).status_code == 403
    # The Commissioner's team has its own.
    assert "Accès et renseignements" in sign_in("claire").get(url).text


def test_a_meeting_keeps_its_documents_byte_for_byte(cast: Cast, sign_in: SignIn) -> None:
    luc, url = sign_in("luc"), "/travail/protecteur/rencontres/"
    met = {"kind": "meeting", "held_on": TODAY.isoformat(), "participants": "L’équipe", "subjects": "La loi"}
    assert luc.post(url + "nouvelle/", met | {"documents": ""}).status_code == 303

    def give(name: str, content: bytes) -> HttpResponse:
        file = SimpleUploadedFile(name, content)
        return luc.post(f"{url}1/", {"file": file})  # type: ignore[return-value]

    assert give("Ordre du jour.txt", "1. Délais".encode()).status_code == 303
    for name, content in (("vide.txt", b""), ("programme.exe", b"MZ\x90" + bytes(200))):
        refused = give(name, content)
        assert (refused.status_code, 'class="error' in refused.text or "erreur" in refused.text.lower()) == (
            422,
            True,
        )
    assert luc.post(f"{url}1/").status_code == 422

    shown = luc.get(f"{url}1/").text
    assert "Ordre du jour.txt" in shown
    assert "1 document joint" in luc.get(url).text.replace("\u00a0", " ")
    given = luc.get(f"{url}1/1/")
    assert b"".join(given.streaming_content) == "1. Délais".encode()  # type: ignore[attr-defined]
    for path in ("1/2/", "9/", "9/1/", "99999999999999/1/"):
        assert luc.get(url + path).status_code == 404
    assert sign_in("claire").get(f"{url}1/").status_code == 404
    assert sign_in("mona").get(f"{url}1/1/").status_code == 403


def test_the_president_reads_what_is_submitted_answers_it_and_each_look_is_journaled(
    scene: Scene, sign_in: SignIn
) -> None:
    luc, helene = sign_in("luc"), sign_in("helene")
    page, url = f"/travail/presidence/protecteur/{scene.number}/", f"/dossiers/{scene.number}/protecteur/"
    scene.act(
        "luc",
        lambda a, d: add_document(
            dossier=d,
            title="Demande reçue",
            origin=Origin.RECEIVED,
            stream=["Texte de la déléguée".encode()],
            file_name="demande.txt",
            actor_code=a.code,
            now=NOW,
        ),
    )
    assert helene.get(page).status_code == 404
    assert "Rien ne vous est soumis" in helene.get("/travail/presidence/protecteur/").text
    person = str(scene.cast.user("helene").public_id)
    asked = luc.post(url + "soumettre/", version(scene) | {"person": person, "words": "Faut-il accepter?"})
    assert asked.status_code == 303

    shown = helene.get(page)
    assert shown.status_code == 200
    assert "Faut-il accepter?" in shown.text
    assert b"".join(helene.get(page + "documents/1/").streaming_content) == "Texte de la déléguée".encode()  # type: ignore[attr-defined]
    assert helene.get(page + "documents/9/").status_code == 404
    assert helene.post(page, {"text": ""}).status_code == 422
    assert helene.post(page, {"text": "Accepter en partie."}).status_code == 303
    assert helene.get(f"/dossiers/{scene.number}/").status_code == 404
    assert "Accepter en partie." in luc.get(url).text
    with as_owner():
        readings = Event.objects.filter(code="ombudsman.submission_read")
        assert set(readings.values_list("actor", flat=True)) == {f"staff:{scene.cast.user('helene').pk}"}
        assert readings.count() == 3

    rank = Submission.objects.none().count() + 1
    assert luc.post(f"{url}{rank}/retirer/", version(scene)).status_code == 303
    assert helene.get(page).status_code == 404


@pytest.mark.parametrize("who", ["nadia", "amelie", "irene", "claire", "odile"])
def test_nobody_else_finds_it(scene: Scene, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)

    assert client.get(f"/dossiers/{scene.number}/").status_code == 404
    assert client.get(f"/dossiers/{scene.number}/protecteur/").status_code == 404
    assert client.get(f"/travail/presidence/protecteur/{scene.number}/").status_code == 403
    found = client.get("/recherche/", {"q": scene.number}).text
    assert f'href="/dossiers/{scene.number}/' not in found


def test_the_table_of_recommendations_holds_what_its_reader_may_take_out(scene: Scene) -> None:
    scene.act("luc", lambda a, d: _recommend(d))
    source = sources.source_of("ombudsman_recommendations")

    with acting_as(scene.cast.actor("luc")) as luc:
        rows = list(source.rows(luc, {}, NOW))
        line = next(iter(source.cells(rows, luc, NOW)))
        assert len(line) == len(source.columns)
        assert line[0] == scene.number
    with acting_as(scene.cast.actor("mona")) as mona:
        assert not source.rows(mona, {}, NOW).exists()


def test_the_pages_ask_few_questions(scene: Scene, sign_in: SignIn, queries: Queries) -> None:
    luc = sign_in("luc")
    for _ in range(4):
        other = open_scene(scene.cast)
        other.act("luc", lambda a, d: _recommend(d))

    assert len(queries(luc, "/travail/protecteur/")) <= 18
    assert len(queries(luc, f"/dossiers/{scene.number}/protecteur/")) <= 22


def _recommend(dossier: Dossier) -> None:
    from egide.modules.ombudsman.recommending import add_recommendation

    add_recommendation(dossier=dossier, text="Réviser.", received_on=TODAY, now=NOW)
