"""A document from its arrival to its end: read by the pipeline itself, found by a word of a page, found no more.

The parts of the reading are those that the worker runs; the PDF is made by another tool.
"""

import pytest
from django.db import connection

from egide.kernel.documents.actions import add_version
from egide.kernel.documents.forgetting import forget_reading
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.asking import understand
from egide.kernel.search.passages import passages
from egide.kernel.search.rebuilding import stale
from egide.kernel.search.windows import Narrowing, newest
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.database import as_owner
from tests.kernel.documents import making
from tests.kernel.documents.reading_desk import add, read
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find

PAGES = ("Le contrat de service lie les parties.", "Deux hippopotames traversent la rivière.")


@pytest.fixture
def arrived(scene: Scene, find: Find) -> DocumentVersion:
    version = add(scene, making.pdf_of(*PAGES), "contrat.pdf")
    assert find("hippopotame") == []  # until it is read
    return read(version, now=scene.now)


def test_a_pdf_is_found_by_a_word_of_its_second_page_until_it_is_destroyed(
    scene: Scene, find: Find, arrived: DocumentVersion
) -> None:
    asked = understand("hippopotame")
    with acting_as(scene.cast.actor("nadia")) as actor:
        hits = newest(actor, asked, narrowing=Narrowing(sources=("content",)), most=5).hits
        told = passages(hits, asked)[hits[0].entry]
    assert [hit.rank for hit in hits] == [arrived.document.rank]
    assert (told.page, told.version) == (2, 1)
    assert [piece.text for piece in told.pieces if piece.marked] == ["hippopotames"]

    with as_owner():
        forget_reading(versions=[arrived.pk], decision="DEC-2027-1", now=scene.now)
        assert list(stale(connection)) == []

    assert find("hippopotame") == []


def test_a_newer_version_is_found_by_its_own_words_alone(
    scene: Scene, find: Find, arrived: DocumentVersion
) -> None:
    def replace(actor: object, dossier: Dossier) -> DocumentVersion:
        return add_version(
            dossier=dossier, document=arrived.document, stream=[making.pdf_of("Une girafe passe.")],
            file_name="contrat.pdf",
            actor_code="staff:1", now=scene.now,
        )  # fmt: skip

    read(scene.act("nadia", replace), now=scene.now)

    assert find("hippopotame") == []
    assert find("girafe") == [("content", arrived.document.rank)]


def test_a_dossier_that_moves_takes_the_contents_of_its_documents_along(
    scene: Scene, find: Find, arrived: DocumentVersion
) -> None:
    here = [("content", arrived.document.rank)]
    assert find("hippopotame") == here
    with as_owner():
        other = Unit.objects.filter(compartment__code="office").exclude(code="interventions").first()
        Dossier.objects.update(unit=other)
        assert list(stale(connection)) == []

    assert find("hippopotame", "nadia") == []
    assert find("hippopotame", "bruno") == here
