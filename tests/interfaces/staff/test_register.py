"""The register on the screen: filters, the work on a piece, an internal note, the daily list and its PDF."""

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.modules.correspondence import actions
from egide.modules.correspondence.models import Doubt, MailPiece, Work
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, Site
from tests.cast import TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, Queries, SignIn

R = "/courrier/registre/"


def piece(
    cast: Cast, *, sender: str = "Gaston Côté", who: str = "bruno", place: str = "office", **more: Any
) -> str:
    site = Site.objects.get(code="quebec")
    entry = actions.Entry(
        medium="post", site=site, received_on=TODAY, sender=sender, subject=f"Lettre de {sender}"
    )
    with acting_as(cast.actor(who)) as actor:
        compartment = Compartment.objects.get(code=place)
        made = actions.enter_piece(actor=actor, entry=entry, compartment=compartment, more=more, now=CLOCK)
        return made.number


def kept_in(settings: Any, folder: Path) -> None:
    """Will keep the files of this test in its own folder."""
    blobs = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder / "blobs"), "file_permissions_mode": 0o600},
    }
    settings.STORAGES = {**settings.STORAGES, "blobs": blobs}
    settings.MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    settings.CLAMD_ADDRESS = ""


def row(number: str) -> MailPiece:
    with as_owner():
        return MailPiece.objects.select_related("assignee", "answered_by", "unit").get(number=number)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_register_is_filtered_and_goes_on_by_pages(sign_in: SignIn, cast: Cast) -> None:
    numbers = [piece(cast, sender=f"Personne {n:02d}") for n in range(27)]
    client = sign_in("bruno")

    first = page(client, R)
    assert numbers[-1] in first
    assert numbers[0] not in first
    assert numbers[0] in page(client, f"{R}?apres={numbers[2]}")
    only = page(client, f"{R}?avec=Personne+07")
    assert (numbers[7] in only, numbers[8] in only) == (True, False)
    assert "Aucune pièce ne correspond" in page(client, f"{R}?du=2030-01-01&voie=fax")
    assert numbers[3] in page(client, f"{R}?numero={numbers[3].lower()}")
    # What cannot be understood is left out, never an error.
    page(client, f"{R}?du=hier&voie=%00&apres=..&avec={'x' * 500}")


def test_the_number_of_queries_does_not_grow_with_the_rows(
    sign_in: SignIn, cast: Cast, queries: Queries
) -> None:
    client = sign_in("bruno")
    piece(cast)
    page(client, R)
    few = len(queries(client, R))
    for n in range(12):
        piece(cast, sender=f"Personne {n}")

    assert len(queries(client, R)) == few


def test_a_piece_is_worked_on_and_the_last_step_undone(sign_in: SignIn, cast: Cast) -> None:
    number = piece(cast)
    client = sign_in("bruno")
    given = {"unit": "interventions", "person": "nadia@office.example"}
    assert client.post(f"{R}{number}/attribuer/", given).status_code == 303

    hers = sign_in("nadia")
    assert number in page(hers, f"{R}?voir=a-faire")
    assert "Commencer le traitement" in page(hers, f"{R}{number}/")
    assert hers.post(f"{R}{number}/commencer/").status_code == 303
    refused = hers.post(f"{R}{number}/repondre/", {"reply": "COR-2026-99999"})
    assert (refused.status_code, "COR-2026-99999" in refused.content.decode()) == (422, True)
    assert hers.post(f"{R}{number}/classer/", {"why": "Copie pour information"}).status_code == 303
    assert row(number).work == Work.FILED
    assert "Copie pour information" in page(hers, f"{R}{number}/")
    assert hers.post(f"{R}{number}/classer/", {"why": "encore"}).status_code == 403
    assert hers.post(f"{R}{number}/defaire/").status_code == 303
    assert row(number).work == Work.UNDER_WAY
    assert sign_in("farid").get(f"{R}{number}/").status_code == 404


def test_a_doubtful_email_joins_its_dossier_when_someone_confirms(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    dossier = open_dossier()
    doubtful = {"doubt": Doubt.SENDER, "named_id": dossier.pk, "proposed": {"summary": "C’est bien moi."}}
    number = piece(cast, sender="Inconnue", **doubtful)
    client = sign_in("bruno")

    shown = page(client, f"{R}{number}/")
    assert "Confirmer l’expéditeur" in shown
    assert dossier.number in shown
    assert client.post(f"{R}{number}/confirmer/", {"party": "1"}).status_code == 303
    done = row(number)
    assert (done.fate, done.dossier_id, done.doubt) == ("joined", dossier.pk, "")


def test_an_internal_note_waits_for_the_unit_that_receives_it(sign_in: SignIn, cast: Cast) -> None:
    client = sign_in("bruno")
    told = {
        "direction": "own",
        "unit": "secretariat",
        "to_unit": "interventions",
        "subject": "Horaire des fêtes",
        "sent_on": TODAY.isoformat(),
        "expected": "information",
    }
    assert client.post(f"{R}inscrire/", told | {"to_unit": ""}).status_code == 422
    assert client.post(f"{R}inscrire/", told | {"sent_on": "2099-01-01"}).status_code == 422
    assert client.post(f"{R}inscrire/", told).status_code == 303

    assert "Horaire des fêtes" in page(sign_in("marc"), f"{R}?voir=a-faire")
    assert "Horaire des fêtes" in page(client, f"{R}?voir=interne")


def test_what_leaves_and_what_goes_round_join_their_dossier_with_their_files(
    sign_in: SignIn, open_dossier: Open, settings: Any, tmp_path: Path
) -> None:
    kept_in(settings, tmp_path)
    dossier, client = open_dossier(), sign_in("bruno")
    told = {"unit": "secretariat", "subject": "Copie remise", "sent_on": TODAY.isoformat()}
    left = client.post(
        f"{R}inscrire/",
        told
        | {
            "direction": "out",
            "medium": "in_person",
            "addressee": "Gaston Côté",
            "scans": SimpleUploadedFile("copie.txt", b"zibeline"),
        },
    )["Location"]
    round_ = client.post(f"{R}inscrire/", told | {"direction": "own", "to_unit": "interventions"})["Location"]

    assert "Joindre à un dossier" in page(client, left)
    assert client.post(f"{left}joindre/", {"number": "INT-2020-00001"}).status_code == 422
    for address in (left, round_):
        assert client.post(f"{address}joindre/", {"number": dossier.number.lower()}).status_code == 303
        assert client.post(f"{address}joindre/", {"number": dossier.number}).status_code == 403
    assert [(row(a.split("/")[-2]).fate, row(a.split("/")[-2]).dossier_id) for a in (left, round_)] == [
        ("sent", dossier.pk),
        ("joined", dossier.pk),
    ]
    assert "copie.txt" in page(client, f"/dossiers/{dossier.number}/documents/")
    assert "versée au dossier" in page(client, f"/dossiers/{dossier.number}/journal/")
    assert "Copie remise" not in page(sign_in("marc"), f"{R}?voir=a-faire")


def test_the_daily_list_is_read_printed_and_walled(sign_in: SignIn, cast: Cast) -> None:
    piece(cast, sender="Gaston Côté")
    piece(cast, who="yvette", place="commissioner", sender="Plaignante")
    day = TODAY.isoformat()
    office, his = (
        page(sign_in("bruno"), f"/courrier/jour/{day}/"),
        page(sign_in("claire"), f"/courrier/jour/{day}/"),
    )

    assert ("Gaston Côté" in office, "Plaignante" in office) == (True, False)
    assert ("Gaston Côté" in his, "Plaignante" in his) == (False, True)
    pdf = sign_in("bruno").get(f"/courrier/jour/{day}/pdf/")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert sign_in("bruno").get("/courrier/jour/hier/").status_code == 404
    assert "Rien n’a été inscrit" in page(sign_in("bruno"), "/courrier/jour/2020-01-02/")


def test_what_the_filters_find_is_taken_out(sign_in: SignIn, cast: Cast) -> None:
    piece(cast, sender="=Formule")
    piece(cast, sender="Autre")
    told = {"source": "mail", "format": "csv", "avec": "=For", "voir": "recu"}
    answer = sign_in("bruno").post("/travail/exports/demander/", told, follow=True)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    answer.close()
    assert "Formule" in text
    assert "Autre" not in text


@pytest.mark.parametrize("path", [f"{R}COR-2026-99999/", f"{R}x/", f"{R}COR-2026-00001/inconnu/"])
def test_what_is_not_there_is_a_404(sign_in: SignIn, cast: Cast, path: str) -> None:
    assert sign_in("bruno").post(path).status_code in (404, 405)
