"""Refusals are journaled; where a compartment asks for it, reading is written down before the page is shown.

The second lock of a curious insider is that someone can see what was read. It fails closed.
"""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from tests.cast import NOW
from tests.database import Pair, TestServer, as_owner
from tests.interfaces.staff.documents_read import was_read
from tests.kernel.documents.making import pdf_of
from tests.walls.conftest import clock_at
from tests.walls.house import House, client_of
from tests.walls.planted import CLOCK
from tests.walls.sql import Connection

READ, REFUSED = "dossier.read", "access.refused"
ENTRIES = """
select actor, dossier_id, (select text from journal_note n where n.event_id = e.id and key = 'reason')
from journal_event e where code = %s and chain like 'access:' || %s || ':%%' order by id
"""


@pytest.fixture(scope="module", autouse=True)
def journaled(house: House) -> None:
    """The Commissioner's compartment writes its reads down, the Office's does not."""
    with as_owner():
        Compartment.objects.update(reads_journaled=False)
        Compartment.objects.filter(code="commissioner").update(reads_journaled=True)


@pytest.fixture
def look(clone: Pair, test_server: TestServer, house: House) -> Iterator[Connection]:
    """The owner's eyes: each statement sees what has been committed by then."""
    with psycopg.connect(test_server.cluster.url("egide_owner", clone.default), autocommit=True) as owner:
        yield owner


def entries(look: Connection, code: str, place: str) -> list[tuple[Any, ...]]:
    return look.execute(ENTRIES, [code, place]).fetchall()


@contextlib.contextmanager
def journal_out_of_order(look: Connection) -> Iterator[None]:
    """Will make the journal refuse every entry: the application loses its right to write there."""
    function = "function journal_append(text, bigint, bigint, text, text, timestamptz, jsonb)"
    look.execute(f"revoke execute on {function} from egide_app")
    try:
        yield
    finally:
        look.execute(f"grant execute on {function} to egide_app")


def test_a_read_is_written_down_where_the_compartment_asks_for_it(house: House, look: Connection) -> None:
    plant = house.plants["commissioner"]
    before = len(entries(look, READ, "commissioner"))

    assert client_of(plant.insider).get(f"/dossiers/{plant.number}/").status_code == 200

    written = entries(look, READ, "commissioner")
    assert len(written) == before + 1
    assert written[-1][:2] == (f"staff:{plant.insider.pk}", plant.dossier.pk)


def test_a_read_is_not_written_down_elsewhere(house: House, look: Connection) -> None:
    plant = house.plants["office"]

    assert client_of(plant.insider).get(f"/dossiers/{plant.number}/").status_code == 200

    assert entries(look, READ, "office") == []


def test_the_entry_is_committed_before_the_page_is_made(house: House, look: Connection) -> None:
    plant, seen = house.plants["commissioner"], []
    before = len(entries(look, READ, "commissioner"))

    def view(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
        seen.append(len(entries(look, READ, "commissioner")))
        raise RuntimeError("The page itself fails.")

    request = RequestFactory().get("/essai/")
    request.user, request.session = plant.insider, SessionStore()
    with pytest.raises(RuntimeError):
        page(action="read", opens=True)(view)(request, number=plant.number)

    assert seen == [before + 1]
    assert len(entries(look, READ, "commissioner")) == before + 1


def test_nothing_is_shown_when_the_journal_cannot_be_written(house: House, look: Connection) -> None:
    plant, shown = house.plants["commissioner"], []
    view = page(action="read", opens=True)(
        lambda request, dossier: shown.append(dossier) or HttpResponse("vu")
    )
    request = RequestFactory().get("/essai/")
    request.user, request.session = plant.insider, SessionStore()

    with journal_out_of_order(look), pytest.raises(ProgrammingError, match="permission denied"):
        view(request, number=plant.number)
    assert shown == []

    view(request, number=plant.number)
    assert [dossier.number for dossier in shown] == [plant.number]


def test_a_hidden_dossier_leaves_no_read(house: House, look: Connection) -> None:
    plant = house.plants["commissioner"]
    before = entries(look, READ, "commissioner")

    for name in ("bruno", "discipline", "aside-commissioner"):
        assert client_of(house.user(name)).get(f"/dossiers/{plant.number}/").status_code == 404

    assert entries(look, READ, "commissioner") == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_refusal_is_written_down_with_its_reason(house: House, look: Connection, method: str) -> None:
    number, nadia = house.plants["office"].number, house.user("nadia")
    before = len(entries(look, REFUSED, "office"))

    response = client_of(nadia).generic(method, f"/dossiers/{number}/annuler/")

    assert response.status_code == 403
    written = entries(look, REFUSED, "office")
    assert len(written) == before + 1
    assert written[-1][0] == f"staff:{nadia.pk}"
    assert "responsable de l’unité" in written[-1][2]


def test_a_refused_page_of_a_role_is_written_down_too(house: House, look: Connection) -> None:
    before = len(entries(look, REFUSED, "discipline"))

    assert client_of(house.user("pierre")).get("/boite/").status_code == 403

    assert len(entries(look, REFUSED, "discipline")) == before + 1


def test_what_is_allowed_leaves_no_refusal(house: House, look: Connection) -> None:
    before = entries(look, REFUSED, "office")

    assert (
        client_of(house.user("marc")).get(f"/dossiers/{house.plants['office'].number}/annuler/").status_code
        == 200
    )

    assert entries(look, REFUSED, "office") == before


# --- A document is one read for an hour of its pages -------------------------------------------------------------
READ_DOCUMENT = "document.read"
PARTS = ("v1/", "v1/p1/", "v1/p1/?q=avis", "v1/p1/image/page/", "v1/chercher/?q=avis", "v1/imprimer/")


@pytest.fixture(scope="module")
def piece(house: House) -> str:
    """The first document of the Commissioner's dossier, read; the address under which its pages stand."""
    plant = house.plants["commissioner"]
    with acting_as(house.actor("commissioner")):
        version = add_document(
            dossier=plant.dossier, title="Avis", origin=Origin.INTERNAL, stream=[pdf_of("Avis")],
            file_name="avis.pdf", actor_code="staff:1", now=NOW,
        )  # fmt: skip
    was_read(version, ["Avis"])
    return f"/dossiers/{plant.number}/documents/{version.document.rank}/"


def test_an_hour_of_a_documents_pages_is_one_entry_for_each_person(
    house: House, look: Connection, piece: str
) -> None:
    plant = house.plants["commissioner"]
    client, before = client_of(plant.insider), len(entries(look, READ_DOCUMENT, "commissioner"))

    for rest in (*PARTS, *PARTS):
        assert client.get(piece + rest).status_code in (200, 302), rest
    assert len(entries(look, READ_DOCUMENT, "commissioner")) == before + 1

    with clock_at(CLOCK + timedelta(minutes=59)):
        client.get(piece + PARTS[1])
    assert len(entries(look, READ_DOCUMENT, "commissioner")) == before + 1

    with clock_at(CLOCK + timedelta(minutes=61)):
        client.get(piece + PARTS[3])
    assert len(entries(look, READ_DOCUMENT, "commissioner")) == before + 2

    client.get(piece)  # what the document is: another thing than its content
    client.get(piece + "v1/telecharger/").close()  # a copy that is taken is an entry each time
    client.get(piece + "v1/telecharger/").close()
    written = entries(look, READ_DOCUMENT, "commissioner")
    assert len(written) == before + 3
    assert {row[:2] for row in written[before:]} == {(f"staff:{plant.insider.pk}", plant.dossier.pk)}


def test_a_document_that_is_not_there_is_written_down_once_too(
    house: House, look: Connection, piece: str
) -> None:
    client = client_of(house.plants["commissioner"].insider)
    nowhere = piece.replace(piece.split("/")[-2] + "/", "99999999999999999999/")
    before = len(entries(look, READ_DOCUMENT, "commissioner"))

    assert client.get(nowhere).status_code == client.get(nowhere).status_code == 404

    assert len(entries(look, READ_DOCUMENT, "commissioner")) <= before + 1


@pytest.mark.parametrize(
    "rest", ["", *PARTS, "v1/telecharger/", "v1/ecouter/", "v1/vignette/", "v1/comparer/v1/"]
)
def test_no_part_of_a_document_is_shown_when_the_journal_cannot_be_written(
    house: House, look: Connection, piece: str, rest: str
) -> None:
    with clock_at(CLOCK + timedelta(days=1)):  # nothing was read lately
        client = client_of(house.plants["commissioner"].insider)
        with journal_out_of_order(look), pytest.raises(ProgrammingError, match="permission denied"):
            client.get(piece + rest)


def test_a_document_that_is_hidden_leaves_no_read(house: House, look: Connection, piece: str) -> None:
    before = entries(look, READ_DOCUMENT, "commissioner")

    for name in ("bruno", "discipline", "aside-commissioner"):
        for rest in ("", *PARTS, "v1/telecharger/"):
            assert client_of(house.user(name)).get(piece + rest).status_code == 404

    assert entries(look, READ_DOCUMENT, "commissioner") == before
