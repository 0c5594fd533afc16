"""Confidentiality incidents on the staff's pages: declared by anyone, kept by the privacy officer, then copied."""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import sources
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn

SAID = {
    "circumstances": "Un courriel est parti au mauvais destinataire.",
    "information": "Deux noms et une adresse.",
    "aware_on": TODAY.isoformat(),
    "occurred_words": "ce matin",
    "persons_words": "deux",
    "measures": "Suppression demandée.",
}


def entry() -> Dossier:
    with as_owner():
        return Dossier.objects.get(kind="privacy_incident")


def test_anyone_of_the_staff_declares_and_keeps_a_receipt(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")

    told = nadia.post("/incidents/declarer/", SAID, follow=True)

    assert "REM-2026-00001" in told.text
    assert "INC-2026-00001" not in told.text
    assert nadia.get(f"/dossiers/{entry().number}/").status_code == 404
    assert nadia.get("/travail/incidents/").status_code == 403
    register = sign_in("paule").get("/travail/incidents/").text
    assert "mauvais destinataire" in register
    assert sign_in("amelie").get("/travail/incidents/registre.pdf").content.startswith(b"%PDF")


def test_what_was_typed_stays_when_it_is_refused(sign_in: SignIn) -> None:
    response = sign_in("nadia").post("/incidents/declarer/", SAID | {"aware_on": "2099-01-01"})

    assert response.status_code == 422
    assert "dans l’avenir" in response.text
    assert "Deux noms et une adresse." in response.text


@pytest.mark.parametrize(("who", "prefix"), [("paule", "INC"), ("claire", "INK")])
def test_behind_one_of_its_walls_it_is_entered_at_once(sign_in: SignIn, who: str, prefix: str) -> None:
    told = sign_in(who).post("/incidents/declarer/", SAID, follow=True)

    assert f"{prefix}-2026-00001" in told.text
    assert "mauvais destinataire" in told.text


def test_the_register_is_kept_by_the_privacy_officer(sign_in: SignIn) -> None:
    sign_in("bruno").post("/incidents/declarer/", SAID)
    paule, url = sign_in("paule"), f"/dossiers/{entry().number}/incident/"
    fields = {
        "information": "Deux noms",
        "circumstances": "Courriel mal adressé",
        "occurred_from": "2026-11-23",
        "occurred_until": "2026-11-20",
        "persons": "2",
        "sensitivity": "Faible",
    }

    refused = paule.post(url, fields | {"version": str(entry().version)})
    assert refused.status_code == 422
    assert "finit avant" in refused.text
    kept = paule.post(url, fields | {"occurred_until": "", "version": str(entry().version)})
    assert kept.status_code == 303
    assert 'value="2026-11-23"' in paule.get(url).text
    added = paule.post(
        url + "personne/",
        {
            "name": "Élise Tremblay",
            "email": "elise@exemple.example",
            "address": "",
            "version": str(entry().version),
        },
    )
    assert added.status_code == 303
    assert sign_in("amelie").post(url, fields | {"version": str(entry().version)}).status_code == 403


def test_the_copy_for_the_commission_has_a_column_for_each_field(cast: Cast, sign_in: SignIn) -> None:
    sign_in("nadia").post("/incidents/declarer/", SAID)
    source = sources.source_of("incidents_register")

    with acting_as(cast.actor("paule")) as paule:
        rows = list(source.rows(paule, {}, NOW))
        assert [len(line) for line in source.cells(rows, paule, NOW)] == [9]
    with acting_as(cast.actor("nadia")) as nadia:
        assert not source.rows(nadia, {}, NOW).exists()
