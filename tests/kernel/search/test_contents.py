"""The contents of documents: found in the transaction that indexes them, by page, and no more in the one that destroys.

Blocks are written as the reading of documents leaves them; the recount of `egide verify` ends each life.
"""

from collections.abc import Iterator

import pytest
from django.db import connection

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, DocumentVersion, Origin, Page, TextBlock
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.search.asking import understand
from egide.kernel.search.passages import Passage, passages
from egide.kernel.search.rebuilding import fill, stale
from egide.kernel.search.sources import PIECE
from egide.kernel.search.windows import Narrowing, newest
from egide.platform.accounts.acting import acting_as
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find, found

PAGES = (
    "Le contrat de service lie les parties.",
    "Deux hippopotames traversent la rivière.",
    "Annexe : le tarif.",
)


@pytest.fixture(autouse=True)
def nothing_stale(scene: Scene) -> Iterator[None]:
    yield
    with as_owner():
        assert list(stale(connection)) == []


def read(scene: Scene, pages: tuple[str, ...] = PAGES) -> Document:
    """One document of the dossier, and what its reading leaves."""

    def write(actor: object, dossier: Dossier) -> Document:
        add_document(
            dossier=dossier, title="Contrat", origin=Origin.RECEIVED, stream=[b"x"], file_name="contrat.txt",
            actor_code="staff:1", now=scene.now,
        )  # fmt: skip
        document = Document.objects.get(dossier=dossier, title="Contrat")
        version = DocumentVersion.objects.get(document=document)
        Page.objects.bulk_create(
            Page(
                **placed(dossier),
                version=version,
                number=n,
                text=text,
                source="text",
                width=612,
                height=792,
                run=1,
            )
            for n, text in enumerate(pages, 1)
        )
        TextBlock.objects.create(
            **placed(dossier), version=version, rank=document.rank, block=0, first_page=1, last_page=len(pages),
            text="\n\n".join(pages), day=scene.today,
        )  # fmt: skip
        return document

    document: Document = scene.act("nadia", write)
    return document


def shown(scene: Scene, typed: str) -> Passage:
    asked = understand(typed)
    with acting_as(scene.cast.actor("nadia")) as actor:
        hits = newest(actor, asked, narrowing=Narrowing(sources=("content",)), most=5).hits
        return passages(hits, asked)[hits[0].entry]


def test_a_page_of_a_document_is_found_where_its_words_stand(scene: Scene, find: Find) -> None:
    assert find("hippopotame") == []

    document = read(scene)
    told = shown(scene, "hippopotame rivieres")

    assert find("hippopotame") == [("content", document.rank)]
    assert (told.page, told.version) == (2, 1)
    assert "Contrat" in told.label
    assert [piece.text for piece in told.pieces if piece.marked] == ["hippopotames", "rivière"]


def test_words_of_two_pages_are_found_together(scene: Scene, find: Find) -> None:
    document = read(scene)

    assert find("tarif hippopotame") == [("content", document.rank)]
    assert find("tarif girafe") == []


def test_what_is_destroyed_or_replaced_is_found_no_more(scene: Scene, find: Find) -> None:
    document = read(scene)
    with as_owner():
        TextBlock.objects.update(text="Une girafe.")
    assert find("hippopotame") == []
    assert find("girafe") == [("content", document.rank)]

    with as_owner():
        TextBlock.objects.all().delete()

    assert find("girafe") == []


def test_a_conflict_takes_the_contents_away(scene: Scene, find: Find) -> None:
    read(scene)
    assert found(scene, "hippopotame").total == 1

    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=scene.now))

    assert found(scene, "hippopotame").total == 0
    assert find("hippopotame", "marc") != []
    for stranger in ("claire", "farid", "denis"):
        assert find("hippopotame", stranger) == []


def test_a_long_document_is_found_to_its_last_page_and_phrases_over_a_cut_too(
    scene: Scene, find: Find
) -> None:
    filler = "texte sans rapport aucun "
    cut = (filler * (PIECE // len(filler)))[: PIECE - 8]
    document = read(scene, (f"{cut}un rare hippopotame.", filler * 3_000 + " La fin parle d’une girafe."))

    assert find("« rare hippopotame »") != []
    assert set(find("girafe")) == {("content", document.rank)}
    told = shown(scene, "girafes")
    assert told.page == 2
    assert [piece.text for piece in told.pieces if piece.marked] == ["girafe"]
    with as_owner():
        fill(connection)
    assert set(find("girafe")) == {("content", document.rank)}


def test_the_kind_of_thing_and_the_format_narrow(scene: Scene, find: Find) -> None:
    document = read(scene)

    here = [("content", document.rank)]
    assert find("hippopotame", sources=("document", "content")) == here
    assert find("hippopotame", sources=("note",)) == []
    assert find("hippopotame", formats=("text/",)) == here
    assert find("hippopotame", formats=("application/pdf",)) == []
    assert find("tremblay", sources=("card",), weight="B") == [("card", 0)]
    assert find("nouvelles", sources=("card",), weight="B") == []


def test_what_is_found_is_counted_by_kind_unit_year_and_format(scene: Scene) -> None:
    read(scene)

    told = found(scene, "hippopotame", facets=True).facets

    assert told["source"] == {"content": 1}
    assert told["unit"] == {"interventions": 1}
    assert told["year"] == {str(scene.today.year): 1}
    assert told["order"] == {scene.cast.order.slug: 1}
    assert sum(told["format"].values()) == 1
    assert found(scene, "hippopotame", "claire", facets=True).facets == {}
