"""Opening, locking, saving: what each method does to the document, and how programs that rename are understood.

Success and refusal share their set-up; the walls are in test_walls.py.
"""

import hashlib
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.models import Access, Entry, Lock
from egide.kernel.editing.sweeping import sweep
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn
from tests.interfaces.webdav.conftest import FIRST, SECOND, Opened, Program, versions


def test_a_document_is_listed_read_and_saved_as_a_new_version(word: Program, dossier: Dossier) -> None:
    listed = word.ask("PROPFIND", f"{dossier.number}/", HTTP_DEPTH="1")
    assert listed.status_code == 207
    assert "Note%20de%20travail.txt" in listed.content.decode()
    assert word.read() == FIRST

    saved = word.ask("PUT", body=SECOND)

    assert saved.status_code == 204
    assert [version.sha256 for version in versions(dossier)] == [
        hashlib.sha256(content).hexdigest() for content in (FIRST, SECOND)
    ]
    assert word.read() == SECOND


def test_what_did_not_change_is_no_version_and_an_empty_file_neither(word: Program, dossier: Dossier) -> None:
    assert word.ask("PUT", body=FIRST).status_code == 204
    assert word.ask("PUT", body=b"").status_code == 204

    assert len(versions(dossier)) == 1


def test_a_part_of_the_document_is_read(word: Program) -> None:
    answer = word.ask("GET", HTTP_RANGE="bytes=8-15")

    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, FIRST[8:16])


def test_a_lock_keeps_others_out_and_is_shown_on_the_page(
    word: Program, opened: Opened, dossier: Dossier, sign_in: SignIn
) -> None:
    other = opened("marc")
    locked = word.lock()
    token = locked.headers["Lock-Token"]
    assert locked.status_code == 200

    assert other.lock().status_code == 423
    assert other.ask("PUT", body=SECOND).status_code == 423
    assert word.ask("PUT", body=SECOND).status_code == 423  # the program must show its token
    assert word.ask("PUT", body=SECOND, HTTP_IF=f"({token})").status_code == 204
    shown = sign_in("marc").get(f"/dossiers/{dossier.number}/documents/1/").content.decode()
    assert "Ouvert par Nadia Bouchard depuis" in shown

    assert word.ask("UNLOCK", HTTP_LOCK_TOKEN=token).status_code == 204
    assert other.ask("PUT", body=FIRST + SECOND).status_code == 204
    assert len(versions(dossier)) == 3


def test_a_lock_ends_with_its_time(word: Program, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    other = opened("marc")
    word.lock(HTTP_TIMEOUT="Second-120")
    assert other.lock().status_code == 423

    monkeypatch.setattr(timezone, "now", lambda: CLOCK + timedelta(seconds=121))

    assert other.lock().status_code == 200


def test_a_supervisor_frees_a_document_and_a_colleague_does_not(
    word: Program, dossier: Dossier, sign_in: SignIn
) -> None:
    word.lock()
    url, page = f"/dossiers/{dossier.number}/documents/1/modifier/", {"version": dossier.version}

    assert sign_in("bruno").post(url + "liberer/", page).status_code == 403
    assert sign_in("marc").post(url + "liberer/", page).status_code == 303

    with as_owner():
        assert not Lock.objects.exists()


@pytest.mark.parametrize("overwrite", ["T", "F"])
def test_a_program_that_saves_by_renaming_makes_one_version(
    word: Program, dossier: Dossier, overwrite: str
) -> None:
    beside, old = f"{dossier.number}/~WRD0001.tmp", f"{dossier.number}/~WRL0002.tmp"
    assert word.ask("PUT", f"{dossier.number}/~$note.txt", b"Nadia").status_code == 201
    assert word.ask("PUT", beside, SECOND).status_code == 201

    assert word.move(word.note, old) == 201
    assert word.ask("GET").status_code == 404
    assert word.move(beside, word.note, HTTP_OVERWRITE=overwrite) == 201
    assert word.ask("DELETE", old).status_code == 204

    assert word.read() == SECOND
    assert [version.size for version in versions(dossier)] == [len(FIRST), len(SECOND)]
    with as_owner():
        assert Document.objects.filter(dossier_id=dossier.pk).count() == 1


def test_a_program_that_deletes_the_document_destroys_nothing(word: Program, dossier: Dossier) -> None:
    assert word.ask("DELETE").status_code == 204
    assert word.ask("GET").status_code == 404
    assert len(versions(dossier)) == 1

    assert word.ask("PUT", body=SECOND).status_code == 201
    assert len(versions(dossier)) == 2


def test_a_file_too_long_or_a_program_is_refused_and_nothing_is_kept(
    word: Program, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = word.ask("PUT", body=b"MZ\x90\x00" + b"\x00" * 200)
    assert refused.status_code == 400
    assert "programmes" in refused.content.decode()
    monkeypatch.setattr(settings, "UPLOAD_LIMIT_MB", 0)

    assert word.ask("PUT", body=SECOND).status_code == 413
    assert word.ask("PUT", "essai/copie.txt", SECOND).status_code == 413
    assert len(versions(dossier)) == 1


def test_the_night_forgets_what_ended(word: Program) -> None:
    word.ask("PUT", "essai/brouillon.txt", SECOND)
    word.lock()
    with acting_as(service("scheduler")):
        assert sweep(now=CLOCK + timedelta(hours=7)) == 0
        assert sweep(now=CLOCK + timedelta(hours=9)) == 1

    with as_owner():
        assert (Access.objects.count(), Entry.objects.count(), Lock.objects.count()) == (0, 0, 0)


def test_the_page_makes_an_address_that_opens_and_withdraws_it(
    word: Program, dossier: Dossier, sign_in: SignIn
) -> None:
    client, url = sign_in("nadia"), f"/dossiers/{dossier.number}/documents/1/modifier/"

    shown = client.post(url, {"version": dossier.version}).content.decode()

    found = re.search(r"/dav/([A-Za-z0-9_-]{43})/", shown)
    assert found is not None
    assert "vnd.libreoffice.command:ofe|u|http" in shown
    assert "Vous avez 2 adresses ouvertes" in shown
    word.secret = found[1]
    assert word.read() == FIRST
    assert client.post(url + "retirer/", {"version": dossier.version}).status_code == 303
    assert word.ask("GET").status_code == 404
