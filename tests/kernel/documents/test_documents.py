"""Documents of a dossier: versions, hashes, what the scanner said, and what never enters.

The store itself (encryption, limits, types) has its own tests in platform/storage.
"""

import hashlib
import io
from typing import Any

import pytest
from pytest_django import Settings

from egide.kernel.documents.actions import add_document, add_version, stream_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.platform.storage.errors import EmptyFile, Infected, RefusedType, StorageProblem
from egide.platform.storage.models import ScanState
from tests.kernel.scene import Scene
from tests.platform.storage.servers import EICAR, clamd_server

FIRST, SECOND = b"%PDF-1.7\nfirst\n", b"%PDF-1.7\nsecond\n"


def add(
    scene: Scene, content: bytes = FIRST, name: str = "Lettre du syndic.pdf", title: str = ""
) -> DocumentVersion:
    def put(actor: Any, dossier: Any) -> DocumentVersion:
        return add_document(
            dossier=dossier, title=title, origin=Origin.RECEIVED, stream=io.BytesIO(content),
            file_name=name, actor_code=actor.code, now=scene.now,
        )  # fmt: skip

    return scene.act("nadia", put)


def test_a_document_enters_with_its_hash_and_an_entry_of_the_journal(scene: Scene) -> None:
    version = add(scene)

    assert version.sha256 == version.stored.sha256 == hashlib.sha256(FIRST).hexdigest()
    assert (version.number, version.document.title, version.document.rank) == (1, "Lettre du syndic.pdf", 1)
    last = scene.journal[-1]
    assert (last.code, last.data["sha256"], last.data["version"]) == ("document.added", version.sha256, 1)


def test_a_new_version_leaves_the_first_as_it_was(scene: Scene) -> None:
    document = add(scene).document

    def again(actor: Any, dossier: Any) -> DocumentVersion:
        return add_version(
            document=document, dossier=dossier, stream=io.BytesIO(SECOND), file_name="Lettre 2.pdf",
            actor_code=actor.code, now=scene.now,
        )  # fmt: skip

    second = scene.act("nadia", again)

    rows = scene.act("nadia", lambda a, d: list(document.versions.order_by("number")))
    assert [row.number for row in rows] == [1, 2]
    contents = scene.act("nadia", lambda a, d: [b"".join(stream_version(row)) for row in rows])
    assert contents == [FIRST, SECOND]
    assert (scene.codes[-1], scene.journal[-1].data["sha256"]) == ("document.version_added", second.sha256)


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [(b"", "vide.pdf", EmptyFile), (b"MZ\x90\x00" + b"\0" * 90, "a.pdf", RefusedType)],
)
def test_what_the_store_refuses_leaves_no_document(
    scene: Scene, content: bytes, name: str, problem: type[StorageProblem]
) -> None:
    with pytest.raises(problem):
        add(scene, content, name)
    assert scene.act("nadia", lambda a, d: Document.objects.count()) == 0

    add(scene)
    assert scene.act("nadia", lambda a, d: Document.objects.count()) == 1


def test_without_a_scanner_a_document_is_said_not_scanned(scene: Scene, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = ""

    assert add(scene).stored.scan_label == "Non analysé"


def test_a_scanner_that_does_not_answer_quarantines_and_never_lets_pass(
    scene: Scene, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    version = add(scene)

    assert version.stored.scan_state == ScanState.QUARANTINED
    with pytest.raises(StorageProblem, match="quarantaine"):
        scene.act("nadia", lambda a, d: stream_version(version))


def test_an_infected_file_never_enters_a_dossier(
    scene: Scene, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with clamd_server(tmp_path_factory.mktemp("clamd")) as clamd:
        settings.CLAMD_ADDRESS = clamd.unix
        with pytest.raises(Infected, match="y a trouvé"):
            add(scene, EICAR, "facture.txt")
        assert scene.act("nadia", lambda a, d: Document.objects.count()) == 0
        assert "document.added" not in scene.codes

        assert add(scene).stored.scan_state == ScanState.CLEAN
