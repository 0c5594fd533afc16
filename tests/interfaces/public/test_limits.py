"""Too many sendings, an infected file, two sendings at the same instant: the form holds, and loses nothing.

The scanner is a real clamd; the two sendings run in two threads, each with its own connection.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from pytest_django import Settings

from egide.interfaces.public import limits
from egide.interfaces.public.limits import Limit
from egide.interfaces.public.sent_once import AGAIN
from egide.modules.interventions.models import Request, RequestFile
from tests.database import as_owner
from tests.interfaces.public.visits import ADDRESS, CONSENT, STORY, Citizen, fields_of
from tests.patience import SECONDS
from tests.platform.storage.servers import EICAR, Clamd, clamd_server


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sendings and six pages, instead of the real limits."""
    monkeypatch.setattr(limits, "SENDINGS", Limit(name="test_sendings", most=2, seconds=600))
    monkeypatch.setattr(limits, "PAGES", Limit(name="test_pages", most=9, seconds=600))


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    """One clamd for this module."""
    with clamd_server(tmp_path_factory.mktemp("clamd")) as server:
        yield server


def count() -> int:
    with as_owner():
        return Request.objects.count()


def test_it_keeps_every_answer_when_sendings_come_too_fast(citizen: Citizen, few: None) -> None:
    citizen.reach(5)
    last = {**fields_of(citizen.page), "go": "send"}
    for _ in range(2):
        citizen.client.post(ADDRESS, last)

    page = citizen.client.post(ADDRESS, {**last, **CONSENT})

    assert page.status_code == 429
    assert "Trop d’envois en peu de temps" in page.content.decode()
    assert fields_of(page)["summary"].replace("\r\n", "\n") == STORY["summary"]
    assert count() == 0


def test_it_counts_by_address(citizen: Citizen, few: None) -> None:
    citizen.reach(5)
    last = {**fields_of(citizen.page), "go": "send"}
    for _ in range(3):
        citizen.client.post(ADDRESS, last)

    elsewhere = citizen.client.post(ADDRESS, {**last, **CONSENT}, REMOTE_ADDR="203.0.113.9")

    assert elsewhere.status_code == 303


def test_pages_turned_by_a_robot_are_refused_with_what_was_typed(citizen: Citizen, few: None) -> None:
    sent = {**fields_of(citizen.page), "go": "next", "summary": "Mon récit à garder"}
    for _ in range(9):
        assert citizen.client.post(ADDRESS, sent).status_code == 422

    page = citizen.client.post(ADDRESS, sent)

    assert page.status_code == 429
    assert "Trop d’essais en peu de temps" in page.content.decode()
    assert "Mon récit à garder" in page.content.decode()
    assert page.headers["Retry-After"] == "600"


def test_it_refuses_an_infected_file_and_nothing_else(
    citizen: Citizen, clamd: Clamd, settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMD_ADDRESS = clamd.unix
    citizen.reach(5)

    refused = citizen.send(attachments=[SimpleUploadedFile("note.txt", EICAR)])

    assert refused.status_code == 422
    assert "« note.txt » n’a pas été accepté" in citizen.words
    assert "L’analyse antivirus y a trouvé" in citizen.words
    assert fields_of(citizen.page)["summary"].replace("\r\n", "\n") == STORY["summary"]
    assert count() == 0
    assert citizen.send(attachments=[SimpleUploadedFile("note.txt", b"Bonjour.")]).status_code == 303
    with as_owner():
        assert [file.stored.scan_state for file in RequestFile.objects.select_related("stored")] == ["clean"]


def test_a_scanner_that_is_down_quarantines_and_loses_nothing(citizen: Citizen, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "unix:/nowhere/clamd.sock"
    citizen.reach(5)

    sent = citizen.send(attachments=[SimpleUploadedFile("note.txt", b"Bonjour.")])

    assert sent.status_code == 303
    with as_owner():
        assert RequestFile.objects.select_related("stored").get().stored.scan_state == "quarantined"


def test_two_sendings_at_the_same_instant_make_one_request(lasting: None) -> None:
    citizen = Citizen(Client())
    citizen.reach(5)
    last = {**fields_of(citizen.page), **CONSENT, "go": "send"}
    receipts: list[str] = []
    together = threading.Barrier(2)

    def send() -> None:
        together.wait(SECONDS)
        receipts.append(Client().post(ADDRESS, last).headers["Location"])
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    # One receipt; the second of the two says besides that the form had been sent.
    assert len({address.removesuffix(AGAIN) for address in receipts}) == 1
    assert sum(address.endswith(AGAIN) for address in receipts) == 1
    assert count() == 1
