"""The screens of periodic reports, by requests: each act by the person who does it, and who is refused."""

from dataclasses import replace

import pytest
from django.test import Client

from egide.interfaces.staff.pages_report_figures import _view
from egide.kernel.dossiers.models import Dossier
from egide.kernel.statistics.measuring import Measured, Row
from egide.modules.planning.counting import StreamFigures
from egide.modules.planning.models import CommentRequest, Edition, Section, SectionTyping
from egide.modules.planning.streams import STREAMS
from egide.platform.accounts.models import Unit
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Queries, SignIn
from tests.modules.planning.scene import Scene, open_scene

R = "/travail/rapports/{}/"


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def post(client: Client, scene: Scene, path: str, **data: object) -> int:
    with as_owner():
        version = Dossier.objects.get(number=scene.number).version
    return client.post(R.format(scene.number) + path, {"version": version, **data}).status_code


def test_a_report_is_opened_for_a_quarter_that_ended(cast: Cast, sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    page = nadia.get("/travail/rapports/nouveau/").content.decode()
    assert "2e trimestre 2026-2027" in page

    assert (
        nadia.post("/travail/rapports/nouveau/", {"period": "other", "streams": "interventions"}).status_code
        == 422
    )
    answer = nadia.post(
        "/travail/rapports/nouveau/", {"period": "quarter:2026-07-01", "streams": "interventions"}
    )

    assert answer.status_code == 303
    assert answer["Location"] == "/travail/rapports/RAP-2026-00001/"

    again = nadia.post(
        "/travail/rapports/nouveau/", {"period": "quarter:2026-07-01", "streams": "interventions"}
    )
    assert again.status_code == 422
    assert "Le rapport RAP-2026-00001 porte déjà sur cette période" in again.content.decode()


def test_a_measure_proposed_from_a_report_says_so_and_nothing_is_read_to_anyone(
    scene: Scene, sign_in: SignIn
) -> None:
    nadia = sign_in("nadia")

    form = nadia.get(f"/dossiers/{scene.number}/mesures/nouvelle/").content.decode()
    page = nadia.get(f"/dossiers/{scene.number}/").content.decode()

    assert '<option value="report" selected>Rapport</option>' in form
    assert "Autres actions" in page
    assert "Relire la demande" not in page


def test_the_page_shows_live_figures_with_their_definitions_and_queries(
    scene: Scene, sign_in: SignIn
) -> None:
    page = sign_in("nadia").get(R.format(scene.number)).content.decode()

    assert "Chiffres vivants" in page
    assert "Dossiers dont la date de réception tombe dans la période" in page
    assert "une personne qui lit tout ce volet les verse" in page
    assert "select" in page.lower()
    assert sign_in("claire").get(R.format(scene.number)).status_code == 404
    assert sign_in("farid").get(R.format(scene.number)).status_code == 404


def test_a_text_is_kept_as_it_is_typed_then_kept(scene: Scene, sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    with as_owner():
        section = Section.objects.get(dossier__number=scene.number, code="summary")
    typed = {"number": scene.number, "rank": "1", "seen": section.edited_at.isoformat(), "text": "Une phr"}
    assert nadia.post("/travail/rapports/frappe/", typed).json()["words"].startswith("Enregistré à")
    assert sign_in("amelie").post("/travail/rapports/frappe/", typed).status_code == 403

    assert "Une phr" in nadia.get(R.format(scene.number) + "textes/1/").content.decode()
    assert post(nadia, scene, "textes/1/", text="Une phrase.") == 303

    with as_owner():
        assert Section.objects.get(pk=section.pk).text == "Une phrase."
        assert not SectionTyping.objects.exists()
    # What the page had sent by itself, late on its way, does not come back as newer.
    late = nadia.post("/travail/rapports/frappe/", typed)
    assert (late.status_code, "depuis" in late.content.decode()) == (403, True)
    assert "Une phrase." in nadia.get(R.format(scene.number) + "textes/1/").content.decode()


def test_a_unit_comments_and_is_answered(scene: Scene, sign_in: SignIn) -> None:
    nadia, amelie, marc = sign_in("nadia"), sign_in("amelie"), sign_in("marc")
    assert post(nadia, scene, "commentaires/demander/") == 422
    assert post(nadia, scene, "commentaires/demander/", units="secretariat") == 303
    assert "Vos commentaires sont demandés" in amelie.get("/travail/rapports/").content.decode()
    steps = amelie.get(R.format(scene.number)).content.decode().split('id="chiffres"')[0]
    assert "/commentaires/1/" in steps

    assert post(marc, scene, "commentaires/1/", text="À leur place.") == 403
    assert post(amelie, scene, "commentaires/1/", text="") == 422
    assert post(amelie, scene, "commentaires/1/", text="Les nôtres.") == 303
    assert post(nadia, scene, "commentaires/1/suite/", treatment="answered", reply="") == 422
    assert post(nadia, scene, "commentaires/1/suite/", treatment="answered", reply="Noté.") == 303
    assert post(nadia, scene, "commentaires/fermer/") == 303

    with as_owner():
        assert CommentRequest.objects.get().reply == "Noté."


def test_it_is_presented_approved_published_and_read_everywhere(scene: Scene, sign_in: SignIn) -> None:
    scene.to_revision()
    scene.now = CLOCK
    nadia, marc, helene, claire = (sign_in(name) for name in ("nadia", "marc", "helene", "claire"))
    assert post(nadia, scene, "presenter/") == 303
    with as_owner():
        seen = Edition.objects.get().pdf_sha256
    assert "Approuver ce PDF" not in helene.get(R.format(scene.number)).content.decode()
    assert post(helene, scene, "approuver/", seen=seen) == 403
    assert post(marc, scene, "volets/service_complaints/verser/") == 403
    assert post(helene, scene, "volets/service_complaints/verser/") == 303
    with as_owner():
        poured = Edition.objects.get(set_aside_at=None).pdf_sha256
    assert "Approuver ce PDF" in helene.get(R.format(scene.number)).content.decode()
    assert post(nadia, scene, "approuver/", seen=poured) == 403
    assert post(helene, scene, "approuver/", seen=seen) == 409
    assert post(helene, scene, "approuver/", seen=poured) == 303
    assert post(nadia, scene, "publier/") == 403
    assert post(marc, scene, "publier/") == 303

    assert "2e trimestre 2026-2027" in claire.get("/intranet/rapports/").content.decode()
    file = claire.get(f"/intranet/rapports/{scene.number}/1/")
    assert file.content.startswith(b"%PDF")
    assert file["Content-Disposition"].startswith("attachment")
    assert claire.get(f"/intranet/rapports/{scene.number}/1/tableur/").content.startswith(b"PK")
    assert claire.get(R.format(scene.number) + "versions/1/").status_code == 404
    assert nadia.get(R.format(scene.number) + "versions/2/tableur/").status_code == 200

    assert post(marc, scene, "retirer/", reason="Une erreur de thème.") == 303
    assert "Aucun rapport n’est publié" in claire.get("/intranet/rapports/").content.decode()
    assert claire.get(f"/intranet/rapports/{scene.number}/1/").status_code == 404


def test_a_recommendation_becomes_a_measure_in_one_act(scene: Scene, sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    with as_owner():
        unit = Unit.objects.get(code="secretariat")
    assert post(nadia, scene, "recommandations/ajouter/", text="") == 422
    assert post(nadia, scene, "recommandations/ajouter/", text="Former l’équipe.", unit=unit.code) == 303

    assert post(nadia, scene, "recommandations/1/mesure/", unit=unit.code, due_on="hier") == 422
    assert post(nadia, scene, "recommandations/1/mesure/", unit=unit.code, due_on="2020-01-01") == 422
    assert post(nadia, scene, "recommandations/1/mesure/", unit=unit.code, due_on="2027-02-01") == 303

    assert "Mesure correctrice 1" in nadia.get(R.format(scene.number)).content.decode()


def test_the_dossier_page_leads_to_the_same_acts(scene: Scene, sign_in: SignIn) -> None:
    page = sign_in("nadia").get(f"/dossiers/{scene.number}/").content.decode()

    assert f"/travail/rapports/{scene.number}/commentaires/demander/" in page
    assert "ouvert le" in page


def test_the_page_asks_no_more_queries_with_more_comments(
    scene: Scene, sign_in: SignIn, queries: Queries
) -> None:
    nadia = sign_in("nadia")
    few = len(queries(nadia, R.format(scene.number)))
    with as_owner():
        dossier = Dossier.objects.get(number=scene.number)
        for rank, code in enumerate(("secretariat", "records", "technology"), start=1):
            CommentRequest.objects.create(
                dossier=dossier,
                compartment_id=dossier.compartment_id,
                rank=rank,
                unit=Unit.objects.get(code=code),
                asked_of=scene.cast.user("amelie"),
                asked_at=CLOCK,
                asked_by="staff:1",
                due_on=CLOCK.date(),
            )

    assert len(queries(nadia, R.format(scene.number))) == few


def test_the_commissioners_people_open_and_read_their_own_report(cast: Cast, sign_in: SignIn) -> None:
    simon, claire = sign_in("simon"), sign_in("claire")
    form = simon.get("/travail/rapports/nouveau/").content.decode()
    assert "Plaintes au Commissaire à l’admission" in form
    assert "Demandes d’intervention" not in form

    wrong = {"period": "quarter:2026-07-01", "streams": "interventions"}
    assert simon.post("/travail/rapports/nouveau/", wrong).status_code == 422
    answer = simon.post("/travail/rapports/nouveau/", wrong | {"streams": "admission_complaints"})

    assert answer["Location"] == "/travail/rapports/RAC-2026-00001/"
    page = simon.get(answer["Location"]).content.decode()
    assert "Passer à la révision sans consulter" in page
    assert "/commentaires/demander" not in page
    assert "Montrer les petits nombres" not in page
    assert claire.get(answer["Location"]).status_code == 200
    for who in ("nadia", "helene", "marc", "odile", "yvette"):
        assert sign_in(who).get(answer["Location"]).status_code == 404
        assert "RAC-2026" not in sign_in(who).get("/travail/rapports/").content.decode()


def test_outcomes_are_not_taken_for_the_decisions_of_the_period() -> None:
    rows = (Row("informed", "personne informée", 9),)
    closed = Measured(
        code="handled_by_outcome", label="Dossiers fermés, par issue", definition="", unit="", by="outcome",
        rows=rows, total=9, sql="",
    )  # fmt: skip
    received = replace(closed, code="received_by_type", label="Dossiers reçus, par nature")
    figures = StreamFigures(
        stream=STREAMS[0], now=(received, closed), before=(), measures=(), counted_at=NOW, counted_by="Nadia"
    )

    notes = [drawn.note for drawn in _view(figures, None).charts]

    assert notes[0] == ""
    assert "une décision, le jour où elle est rendue" in notes[1]
