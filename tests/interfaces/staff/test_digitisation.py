"""Digitisation lots on the staff's pages: planned, filled, moved, refused in words, printed.

Bruno keeps the lots, René declares, Marc authorises; Nadia has no business there.
"""

import pytest
from django.test import Client

from egide.kernel.digitisation.models import Lot, State
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, ReadingState
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
from tests.interfaces.staff.test_paper import part
from tests.kernel.digitisation.test_life import pdf

LOTS = "/archives/numerisation/"
CAPTURE = {"device": "A3", "software": "4.2", "resolution": "300", "colour": "colour", "file_format": "PDF"}


@pytest.fixture
def bruno(sign_in: SignIn) -> Client:
    """The secretariat."""
    return sign_in("bruno")


def plan(client: Client) -> str:
    said = {"unit": "interventions", "label": "Demandes 2015", "risk": "high"}
    return str(client.post(f"{LOTS}nouveau/", said)["Location"])


def step(client: Client, url: str, slug: str, **said: str) -> int:
    return client.post(f"{url}etapes/{slug}/", said).status_code


def upload(cast: Cast, dossier: Dossier) -> int:
    with acting_as(cast.actor("nadia")) as nadia:
        made = add_document(
            dossier=dossier,
            title="Volume 1 numérisé",
            origin=Origin.INTERNAL,
            stream=[pdf(3)],
            file_name="volume.pdf",
            actor_code=nadia.code,
            now=NOW,
        )
    return made.document.rank


def test_a_lot_lives_its_life_on_its_page(
    bruno: Client, sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    label, url = part(sign_in("nadia"), dossier), plan(bruno)
    assert bruno.post(url, {"label": label, "pages": "3"}).status_code == 303
    rank = upload(cast, dossier)

    assert step(bruno, url, "numeriser", **CAPTURE) == 422
    assert step(bruno, url, "preparer") == 303
    assert bruno.post(f"{url}pieces/1/image/", {"document": str(rank), "pages": "3"}).status_code == 303
    assert step(bruno, url, "numeriser", **CAPTURE) == 303
    assert step(bruno, url, "controler") == 422
    assert bruno.post(f"{url}pieces/1/controle/", {"verdict": "accepted", "defect": ""}).status_code == 303
    assert step(bruno, url, "controler") == 303
    with as_owner():
        DocumentVersion.objects.update(reading=ReadingState.READ)
    assert step(bruno, url, "indexer") == 303
    shown = bruno.get(url).text
    assert "ne signe pas elle-même la déclaration" in shown
    assert step(bruno, url, "attester") == 422
    rene = sign_in("rene")
    assert step(rene, url, "attester", words="Signée à Québec.") == 303
    assert "Signée à Québec." in rene.get(url).text
    declared = rene.get(f"{url}declaration/")
    assert (declared.status_code, declared["Content-Type"]) == (200, "application/pdf")
    assert b"".join(declared.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert step(bruno, url, "quarantaine", days="30") == 303
    marc = sign_in("marc")
    assert step(marc, url, "autoriser", words="") == 422
    assert step(marc, url, "abandonner", words="Le support reste le papier.") == 303
    with as_owner():
        assert Lot.objects.get().state == State.ABANDONED
    assert "Le support reste le papier." in bruno.get(url).text


def test_a_lot_shows_numbers_and_no_title(bruno: Client, sign_in: SignIn, dossier: Dossier) -> None:
    label, url = part(sign_in("nadia"), dossier), plan(bruno)
    bruno.post(url, {"label": label, "pages": "3"})

    shown = bruno.get(url).text

    assert f"1. {dossier.number}" in shown
    assert "partie\u00a01" in shown
    assert dossier.title not in shown


def test_a_wrong_label_is_said_and_kept(bruno: Client) -> None:
    url = plan(bruno)

    answer = bruno.post(url, {"label": "EG/P/INT-1999-00001/1", "pages": "0"})

    assert answer.status_code == 422
    assert "Au moins 1." in answer.text
    assert "EG/P/INT-1999-00001/1" in answer.text


def test_procedure_and_register_are_printed(bruno: Client) -> None:
    plan(bruno)
    for name in ("procedure", "registre"):
        answer = bruno.get(f"{LOTS}{name}/")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_an_analyst_has_no_business_there_and_an_unknown_lot_does_not_exist(
    bruno: Client, sign_in: SignIn
) -> None:
    url = plan(bruno)

    assert sign_in("nadia").get(url).status_code == 403
    assert bruno.get(f"{LOTS}lots/NUM-1999-00001/").status_code == 404
    assert bruno.get(f"{url}etapes/voler/").status_code == 404
    assert bruno.get(f"{url}declaration/").status_code == 404
    assert bruno.get(f"{url}pieces/9/image/").status_code == 404
