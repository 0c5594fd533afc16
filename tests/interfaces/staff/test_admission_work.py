"""The Commissioner's house on the screen: works, summaries, certificates, letterhead, totals; and who finds no door.

Each page is asked as the person who uses it and as somebody who must not.
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letterhead
from egide.modules.admission_work.models import AdmissionWork, PublishedSummary
from egide.modules.admission_work.openings import seal_month
from egide.modules.correspondence.actions import enter_sealed
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment, Site
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn
from tests.modules.admission_work.complaints import concluded, opened

WORK = {
    "nature": "study",
    "title": "Délais d’équivalence",
    "subject": "Combien de temps dure l’étude.",
    "due_on": "2027-03-31",
    "orders": ["dentistes"],
}
SUMMARY = {
    "received_on": "2026-03-16",
    "closed_on": "2026-10-01",
    "permit": "Permis régulier",
    "issue": "La durée de l’étude.",
    "conclusions": "Un délai écrit est recommandé.",
}
PAGES = ("/commissaire/", "/commissaire/travaux/nouveau/", "/commissaire/resumes/a-publier/")
HIS_ALONE = ("/commissaire/ouvertures/", "/commissaire/en-tete/")


def version(number: str) -> int:
    with as_owner():
        return Dossier.objects.get(number=number).version


def post(client: Client, number: str, url: str, **data: object) -> object:
    return client.post(url, {"version": version(number), **data})


def test_a_work_is_opened_corrected_and_listed(sign_in: SignIn) -> None:
    simon = sign_in("simon")

    refused = simon.post("/commissaire/travaux/nouveau/", WORK | {"subject": "", "due_on": "demain"})
    made = simon.post("/commissaire/travaux/nouveau/", WORK)

    assert refused.status_code == 422
    assert "Délais d’équivalence" in refused.text  # what was typed is not lost
    assert "AAAA-MM-JJ" in refused.text
    url = made.headers["Location"]
    number = url.split("/")[2]
    assert number == "CAV-2026-00001"
    page = simon.get(url).text
    assert "Combien de temps dure l’étude." in page
    assert "31 mars 2027" in page.replace("\u00a0", " ")
    assert number in simon.get("/travaux-commissaire/").text

    edited = post(simon, number, f"/commissaire/travaux/{number}/", subject="Autre objet", due_on="")
    assert edited.status_code == 303  # type: ignore[attr-defined]
    with as_owner():
        assert AdmissionWork.objects.get().due_on is None


def test_nobody_else_finds_a_door(sign_in: SignIn) -> None:
    for who in ("bruno", "marc", "helene", "irene", "rene", "amelie", "yvette"):
        client = sign_in(who)
        for url in (*PAGES, *HIS_ALONE):
            assert client.get(url).status_code == 403, (who, url)
        assert "Bureau du Commissaire" not in client.get("/travail/").text
    for url in HIS_ALONE:
        assert sign_in("simon").get(url).status_code == 403
        assert sign_in("claire").get(url).status_code == 200


def test_a_summary_goes_from_the_desk_to_the_public_page(cast: Cast, sign_in: SignIn) -> None:
    number = opened(cast, now=CLOCK)
    concluded(cast, number, now=CLOCK)
    simon, claire, base = sign_in("simon"), sign_in("claire"), f"/commissaire/resumes/{number}/"

    assert number in simon.get("/commissaire/resumes/a-publier/").text
    assert "Pas encore de résumé" in simon.get(base).text
    post(simon, number, base + "rediger/", **SUMMARY | {"issue": "La demande de Mme Benali."})
    assert "est dans le nom de Amina Benali" in simon.get(base).text
    left = post(claire, number, base + "verifier/")
    assert left.status_code == 422  # type: ignore[attr-defined]
    post(simon, number, base + "rediger/", **SUMMARY)
    own = post(simon, number, base + "verifier/")
    assert own.status_code == 422  # type: ignore[attr-defined]
    post(claire, number, base + "verifier/")
    refused = post(simon, number, base + "publier/")
    assert refused.status_code == 403  # type: ignore[attr-defined]
    post(claire, number, base + "publier/")

    public = Client().get("/commissaire/resumes/").text
    assert "La durée de l’étude." in public
    assert number not in public
    assert "1\u00a0résumé publié" in sign_in("bruno").get("/commissaire/totaux/").text
    post(claire, number, base + "retirer/")
    assert "La durée de l’étude." not in Client().get("/commissaire/resumes/").text
    with as_owner():
        assert PublishedSummary.objects.get().withdrawn_at is not None


def test_the_office_sees_that_nothing_was_counted_yet(sign_in: SignIn) -> None:
    assert "Aucun total n’est encore versé" in sign_in("bruno").get("/commissaire/totaux/").text


def test_the_commissioner_downloads_the_month_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    with as_owner():
        place = Compartment.objects.get(code="commissioner")
    claire = sign_in("claire")
    assert "premier jour du mois prochain" in claire.get("/commissaire/ouvertures/").text
    with acting_as(service("scheduler", compartment_id=place.pk)) as actor:
        seal_month(actor=actor, compartment=place, month=date(2026, 10, 1), now=CLOCK)

    assert "Octobre 2026" in claire.get("/commissaire/ouvertures/").text
    pdf = claire.post("/commissaire/ouvertures/2026-10/")
    assert pdf.content.startswith(b"%PDF")
    for month in ("2026-09", "2026-13", "abc"):
        assert claire.post(f"/commissaire/ouvertures/{month}/").status_code == 404
    for who in ("simon", "helene"):
        assert sign_in(who).post("/commissaire/ouvertures/2026-10/").status_code == 403


def test_the_letterhead_is_edited_and_a_refusal_keeps_what_was_typed(sign_in: SignIn) -> None:
    claire, url = sign_in("claire"), "/commissaire/en-tete/"
    given = {"organization": "Commissaire à l’admission", "line": "Indépendant", "phone": "514 555-0100"}

    refused = claire.post(url, given | {"organization": ""})
    done = claire.post(url, given)

    assert refused.status_code == 422
    assert "514 555-0100" in refused.text
    assert done.status_code == 303
    with as_owner():
        assert Letterhead.objects.get().phone == "514 555-0100"


def test_a_sealed_piece_is_opened_into_a_complaint_by_his_secretary_and_by_no_clerk(
    cast: Cast, sign_in: SignIn
) -> None:
    with acting_as(cast.actor("bruno")) as bruno:
        piece = enter_sealed(
            actor=bruno,
            addressed_to="commissioner",
            medium="post",
            site=Site.objects.get(code="quebec"),
            received_on=TODAY,
            handed_to="Yvette Gauthier",
            handed_at=NOW,
            now=NOW,
        )
    yvette, link = sign_in("yvette"), "Inscrire la plainte qu’il contient"

    assert link not in yvette.get(reverse("staff:sealed_mine")).text
    yvette.post(reverse("staff:sealed_acknowledge", kwargs={"sealed": piece.number}))
    page = yvette.get(reverse("staff:sealed_mine")).text
    assert link in page
    form = yvette.get(f"{reverse('staff:admission_new')}?recu={TODAY.isoformat()}&par=post").text
    assert f'value="{TODAY.isoformat()}"' in form

    for who in ("bruno", "marc"):
        assert sign_in(who).get(reverse("staff:sealed_mine")).status_code == 403
        assert sign_in(who).get(reverse("staff:admission_new")).status_code == 403


@pytest.mark.parametrize("step", ["", "rediger/", "verifier/", "publier/", "inconnue/"])
def test_a_dossier_of_another_kind_has_no_summary(sign_in: SignIn, step: str) -> None:
    simon = sign_in("simon")
    number = simon.post("/commissaire/travaux/nouveau/", WORK).headers["Location"].split("/")[2]

    assert simon.get(f"/commissaire/resumes/{number}/{step}").status_code == 404
