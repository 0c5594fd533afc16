"""The format beside a document's name and contents: that of its newest version at every instant, whoever writes.

Told by the windows with the rows; the recount of `egide verify` ends each life.
"""

import pytest
from django.db import connection

from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.notes.actions import write_note
from egide.kernel.search.models import Entry
from egide.kernel.search.rebuilding import fill, stale
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find, found, remade

pytestmark = pytest.mark.usefixtures("nothing_stale")

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
TEXT = b"Un texte ordinaire."


@pytest.fixture
def document(scene: Scene) -> Document:
    """A text whose name says « hippopotame », beside a note which does too."""
    scene.act("nadia", lambda a, d: write_note(dossier=d, text="Un hippopotame.", actor=a, now=scene.now))
    version = scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title="L’hippopotame", origin=Origin.INTERNAL, stream=[TEXT], file_name="a.txt",
            actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    made: Document = version.document
    return made


def _counted(scene: Scene) -> dict[str, int]:
    return dict(found(scene, "hippopotame", facets=True).facets.get("format", {}))


def _version(scene: Scene, document: Document, content: bytes, name: str) -> None:
    scene.act(
        "nadia",
        lambda a, d: add_version(
            document=document, dossier=d, stream=[content], file_name=name, actor_code=a.code, now=scene.now
        ),
    )


def test_the_newest_version_says_the_format(scene: Scene, document: Document, find: Find) -> None:
    assert _counted(scene) == {"text/plain": 1}

    _version(scene, document, PDF, "a.pdf")

    assert _counted(scene) == {"application/pdf": 1}
    assert find("hippopotame", formats=("application/pdf",)) == [("document", document.rank)]
    assert find("hippopotame", formats=("text/",)) == []


def test_what_is_learnt_by_reading_is_followed(scene: Scene, document: Document) -> None:
    with as_owner():
        DocumentVersion.objects.filter(document=document).update(media_type="message/rfc822")

    assert _counted(scene) == {"message/rfc822": 1}


def test_a_name_that_changes_keeps_its_format_and_a_version_less_is_the_one_before(
    scene: Scene, document: Document
) -> None:
    _version(scene, document, PDF, "a.pdf")
    with as_owner():
        Document.objects.filter(pk=document.pk).update(title="Deux hippopotames")
    assert _counted(scene) == {"application/pdf": 1}

    with as_owner():
        DocumentVersion.objects.filter(document=document, number=2).delete()
    assert _counted(scene) == {"text/plain": 1}


def test_a_forged_format_is_told_by_the_verification_and_the_rebuilding_mends_it(
    scene: Scene, document: Document
) -> None:
    with as_owner():
        Entry.objects.filter(source__in=("note", "document")).update(format="video/mp4")
        about = Dossier.objects.get(number=scene.number).pk

        told = list(stale(connection))
        assert told == list(stale(connection, dossier=about))
        assert len(told) == 1
        assert "comptés sous un autre format" in told[0]
        fill(connection)


def test_the_migration_is_taken_back_and_made_again(scene: Scene, document: Document) -> None:
    remade(
        "0017_formats",
        functions=("search_format", "search_formed", "search_versioned", "search_expected"),
        column="format",
    )

    assert _counted(scene) == {"text/plain": 1}
