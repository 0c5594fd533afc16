"""Adding a document through the page and reading it back: hostile names, refused files, what the scanner said.

Who reaches the pages is in the matrix of the walls; here what enters and what comes out.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from egide.kernel.documents.models import Document, DocumentVersion, ReadingState
from egide.kernel.dossiers.models import Dossier
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
from tests.platform.storage.servers import EICAR, clamd_server

PDF = b"%PDF-1.7\ncontent\n"


def send(client: Client, dossier: Dossier, file: Any = None, **typed: str) -> HttpResponse:
    with as_owner():
        version = str(Dossier.objects.get(pk=dossier.pk).version)
    files = {} if file is None else {"file": file}
    return client.post(
        f"/dossiers/{dossier.number}/documents/verser/", {"version": version, **typed, **files}
    )  # type: ignore[return-value]


def titles() -> list[str]:
    with as_owner():
        return list(Document.objects.order_by("rank").values_list("title", flat=True))


def words(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def test_a_file_enters_keeps_its_hash_and_is_given_back(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    sent = send(nadia, dossier, SimpleUploadedFile("Réponse de l’ordre.pdf", PDF))
    assert sent.status_code == 303
    assert sent.headers["Location"].endswith(f"/dossiers/{dossier.number}/documents/")
    assert titles() == ["Réponse de l’ordre.pdf"]

    listed = nadia.get(f"/dossiers/{dossier.number}/documents/")
    read = nadia.get(f"/dossiers/{dossier.number}/documents/1/telecharger/")

    assert "Non analysé" in words(listed)
    assert b"".join(read) == PDF
    assert read.headers["Content-Disposition"].startswith("attachment")
    assert read.headers["X-Content-Type-Options"] == "nosniff"


NAMES = (
    "../../etc/passwd",
    "C:\\Windows\\evil.pdf",
    "facture\u202efdp.exe.pdf",
    "a\x00b.pdf",
    "CON.pdf",
    '"><script>alert(1)</script>.pdf',
    "x" * 400 + ".pdf",
    "nom\r\nSet-Cookie: a=b.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "🦆.pdf",
    " . ",
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_becomes_a_harmless_one(sign_in: SignIn, dossier: Dossier, name: str) -> None:
    nadia, file = sign_in("nadia"), SimpleUploadedFile("x.pdf", PDF)
    file._name = name  # type: ignore[attr-defined]  # past the cleaning that the test's own class does

    response = send(nadia, dossier, file)

    assert response.status_code in (303, 400, 422), words(response)
    for title in titles():
        assert 0 < len(title) <= 150
        assert not set(title) & set('/\\<>"|?*\x00\r\n\u202e')
    page, listed = nadia.get(f"/dossiers/{dossier.number}/documents/"), "<script>alert"
    assert page.status_code == 200
    assert listed not in page.text
    if titles():
        read = nadia.get(f"/dossiers/{dossier.number}/documents/1/telecharger/")
        assert b"".join(read) == PDF
        assert "\n" not in read.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "vide.pdf", "vide"),
        (b"MZ\x90\x00" + b"\0" * 100, "programme.pdf", "programmes et les scripts"),
        (b"#!/bin/sh\nrm -rf /\n", "script.sh", "programmes et les scripts"),
    ],
)
def test_a_refused_file_is_told_in_words_and_keeps_the_title(
    sign_in: SignIn, dossier: Dossier, content: bytes, name: str, why: str
) -> None:
    response = send(sign_in("nadia"), dossier, SimpleUploadedFile(name, content), title="Mon titre")

    assert response.status_code == 422
    assert why in words(response)
    assert "Mon titre" in words(response)
    assert titles() == []


def test_a_file_over_the_limit_is_refused_with_the_limit(
    sign_in: SignIn, dossier: Dossier, settings: Settings
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    nadia = sign_in("nadia")

    response = send(nadia, dossier, SimpleUploadedFile("gros.pdf", PDF + b"0" * 1024 * 1024))
    assert response.status_code in (413, 422)
    assert "1 Mo" in words(response)
    assert titles() == []

    assert send(nadia, dossier, SimpleUploadedFile("petit.pdf", PDF)).status_code == 303


@pytest.mark.parametrize("title", ["a\x00b", "x" * 201])
def test_a_title_that_cannot_be_kept_is_refused_in_words(
    sign_in: SignIn, dossier: Dossier, title: str
) -> None:
    nadia = sign_in("nadia")

    assert send(nadia, dossier, SimpleUploadedFile("a.pdf", PDF), title=title).status_code == 422
    assert send(nadia, dossier, title="Sans fichier").status_code == 422
    assert titles() == []

    assert send(nadia, dossier, SimpleUploadedFile("a.pdf", PDF), title="x" * 200).status_code == 303


def test_an_infected_file_is_refused_and_a_clean_one_is_said_clean(
    sign_in: SignIn, dossier: Dossier, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nadia = sign_in("nadia")
    with clamd_server(tmp_path_factory.mktemp("clamd")) as clamd:
        settings.CLAMD_ADDRESS = clamd.unix
        infected = send(nadia, dossier, SimpleUploadedFile("facture.txt", EICAR))
        assert infected.status_code == 422
        assert "l’analyse antivirus y a trouvé" in words(infected)
        assert titles() == []

        assert send(nadia, dossier, SimpleUploadedFile("a.pdf", PDF)).status_code == 303
    assert "Aucune menace trouvée" in words(nadia.get(f"/dossiers/{dossier.number}/documents/"))


def test_a_silent_scanner_quarantines_and_the_document_does_not_open(
    sign_in: SignIn, dossier: Dossier, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    nadia = sign_in("nadia")
    assert send(nadia, dossier, SimpleUploadedFile("a.pdf", PDF)).status_code == 303

    assert "En quarantaine" in words(nadia.get(f"/dossiers/{dossier.number}/documents/"))
    refused = nadia.get(f"/dossiers/{dossier.number}/documents/1/telecharger/")
    assert refused.status_code == 409
    assert "quarantaine" in words(refused)


def test_the_newest_version_is_the_one_that_opens(sign_in: SignIn, dossier: Dossier) -> None:
    bruno, letter = sign_in("bruno"), f"/dossiers/{dossier.number}/lettres/1/"
    text = {"subject": "S", "salutation": "M", "body": "Autre texte.", "closing": "C"}
    for changes in ({}, text):
        for where, typed in ((("", changes),) if changes else ()) + (("approuver/", {}),):
            page = bruno.get(letter).context["page"]
            hidden = {"version": page.version, "seen": page.seen}
            assert bruno.post(letter + where, {**hidden, **typed}).status_code == 303

    with as_owner():
        versions = list(DocumentVersion.objects.order_by("number"))
    assert [version.number for version in versions] == [1, 2]
    assert titles() == [f"Accusé de réception ({dossier.number}/1)"]
    read = b"".join(bruno.get(f"/dossiers/{dossier.number}/documents/1/telecharger/"))
    assert len(read) == versions[1].size != versions[0].size


@pytest.mark.parametrize("rank", ["0", "2", "999999999999999999999", "x"])
def test_a_document_that_is_not_there_is_not_found(sign_in: SignIn, dossier: Dossier, rank: str) -> None:
    assert (
        sign_in("nadia").get(f"/dossiers/{dossier.number}/documents/{rank}/telecharger/").status_code == 404
    )


def test_several_files_enter_at_once_and_one_refused_says_why(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    files = [
        SimpleUploadedFile("un.pdf", PDF),
        SimpleUploadedFile("programme.exe", b"MZ\x00\x00"),
        SimpleUploadedFile("vide.pdf", b""),
        SimpleUploadedFile("deux.pdf", PDF),
    ]

    sent = send(nadia, dossier, files, title="Ne sert que pour un seul")
    told = words(nadia.get(sent.headers["Location"]))

    assert sent.status_code == 303
    assert titles() == ["un.pdf", "deux.pdf"]
    assert "2 documents sont versés" in told
    assert "« programme.exe » : Les programmes" in told
    assert "« vide.pdf » : Le fichier est vide" in told


def test_what_was_taken_out_of_a_message_is_shown_under_it(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    for name in ("courriel.txt", "autre.txt", "annexe A.txt", "annexe B.txt"):
        send(nadia, dossier, SimpleUploadedFile(name, b"texte"))
    with as_owner():
        message = Document.objects.get(rank=1)
        Document.objects.filter(rank__in=(3, 4)).update(container=message, origin="extracted")

    listed = words(nadia.get(f"/dossiers/{dossier.number}/documents/"))

    order = [
        listed.index(f">{name}<") for name in ("autre.txt", "courriel.txt", "annexe A.txt", "annexe B.txt")
    ]
    assert order == sorted(order)
    assert listed.count('class="file-inside"') == 2


def test_the_list_says_what_is_not_read_yet_and_nothing_once_it_is(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    send(nadia, dossier, SimpleUploadedFile("Avis.pdf", PDF))
    url = f"/dossiers/{dossier.number}/documents/"

    waiting = nadia.get(url)
    with as_owner():
        DocumentVersion.objects.update(reading=ReadingState.READ)
    read = nadia.get(url)

    assert "En attente de lecture" in words(waiting)
    assert "data-under-way" in words(waiting)
    assert "En attente de lecture" not in words(read)
    assert "data-under-way" not in words(read)
