"""A document read page by page: text, pictures, words found, what cannot be shown, sound, and what each page costs.

What is done to the document is tried beside.
"""

import pytest

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, ReadingState
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.storage.ranges import LONGEST_PART
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Queries, SignIn
from tests.interfaces.staff.documents_read import add_newer, add_read, add_sound, was_read
from tests.interfaces.staff.reading.pages import PAGES, at, words
from tests.kernel.documents.making import pdf_of


def test_opening_a_version_leads_to_its_first_page_or_to_the_one_asked(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES)
    nadia = sign_in("nadia")

    assert nadia.get(at(dossier, "v1/")).headers["Location"] == at(dossier, "v1/p1/")
    assert nadia.get(at(dossier, "v1/?page=3&q=avis&taille=200")).headers["Location"] == at(
        dossier, "v1/p3/?q=avis&taille=200"
    )
    assert nadia.get(at(dossier, "v1/?page=99")).headers["Location"] == at(dossier, "v1/p3/")
    assert nadia.get(at(dossier, "v1/?page=x&taille=9")).headers["Location"] == at(dossier, "v1/p1/")


def test_a_page_gives_its_text_its_neighbours_and_its_sizes(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES)

    page = sign_in("nadia").get(at(dossier, "v1/p2/")).context["page"]

    assert "".join(piece.text for piece in page.text) == PAGES[1]
    assert page.previous_url == at(dossier, "v1/p1/")
    assert page.next_url == page.last_url == at(dossier, "v1/p3/")
    assert [zoom.current for zoom in page.zooms] == [True, False, False]
    assert page.sheet.url == at(dossier, "v1/p2/image/page/")
    assert "syndic" in " ".join(line.text for line in page.sheet.lines)


def test_the_picture_of_a_page_is_drawn_and_never_kept(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    add_read(cast, dossier, *PAGES)
    nadia = sign_in("nadia")

    picture = nadia.get(at(dossier, "v1/p1/image/page/"))

    assert picture.status_code == 200
    assert (picture.headers["Content-Type"], picture.content[8:12]) == ("image/webp", b"WEBP")
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "rest",
    ["v1/p0/", "v1/p4/", "v2/p1/", "v1/p99999999999999999999/", "v99999999999999999999/", "v1/p4/image/page/",
     "v1/p1/image/enorme/", "v1/p0/image/page/", "v1/ecouter/", "v1/vignette/", "v1/comparer/v2/", "v0/telecharger/"],
)  # fmt: skip
def test_what_the_document_does_not_have_is_not_found(
    cast: Cast, sign_in: SignIn, dossier: Dossier, rest: str
) -> None:
    add_read(cast, dossier, *PAGES)

    assert sign_in("nadia").get(at(dossier, rest)).status_code == 404


def test_words_are_found_marked_and_framed_on_their_page(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES)
    nadia = sign_in("nadia")

    page = nadia.get(at(dossier, "v1/p1/?q=plainte")).context["page"]
    listed = nadia.get(at(dossier, "v1/chercher/?q=plainte"))

    assert [piece.text for piece in page.text if piece.marked] == ["plaintes"]
    assert len(page.sheet.marks) == 1
    assert [(hit.label, hit.current) for hit in page.hits] == [("Page 1", True), ("Page 3", False)]
    assert page.next_url == at(dossier, "v1/p2/?q=plainte")
    assert "2 pages dans tout le document" in words(listed)
    assert "<mark>plaintes</mark>" in listed.text
    assert "Rien dans tout le document." in words(nadia.get(at(dossier, "v1/chercher/?q=protecteur")))
    assert nadia.get(at(dossier, "v1/p1/?q=" + "é%00<x>" * 60)).status_code == 200


def test_text_read_on_a_picture_says_so(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    add_read(cast, dossier, *PAGES, source="ocr")
    nadia = sign_in("nadia")

    assert "il peut contenir des erreurs" in words(nadia.get(at(dossier, "v1/p1/")))
    assert "l’image fait foi" in words(nadia.get(at(dossier)))


def test_pages_without_a_picture_are_read_as_text(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    with acting_as(cast.actor("nadia")) as nadia:
        version = add_document(
            dossier=dossier, title="Note", origin=Origin.INTERNAL, stream=[b"<script>alert(1)</script>"],
            file_name="note.html", actor_code=nadia.code, now=NOW,
        )  # fmt: skip
    was_read(version, ["<script>alert(1)</script> un mot"])

    answer = sign_in("nadia").get(at(dossier, "v1/p1/"))

    assert answer.context["page"].sheet is None
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; un mot" in answer.text


@pytest.mark.parametrize(
    ("state", "explained", "said"),
    [
        (
            ReadingState.PROTECTED,
            "Un mot de passe protège ce fichier.",
            "Un mot de passe protège ce fichier.",
        ),
        (ReadingState.UNREADABLE, "", "Il est conservé tel que reçu"),
        (ReadingState.WAITING, "", "La lecture de ce document n’est pas finie"),
    ],
)
def test_what_cannot_be_shown_says_why_and_is_still_given(
    cast: Cast, sign_in: SignIn, dossier: Dossier, state: str, explained: str, said: str
) -> None:
    version = add_read(cast, dossier, *PAGES)
    with as_owner():
        DocumentVersion.objects.filter(pk=version.pk).update(reading=state, explained=explained, pages=None)
    nadia = sign_in("nadia")

    for page in (nadia.get(at(dossier, "v1/")), nadia.get(at(dossier))):
        assert said in words(page)
        assert at(dossier, "v1/telecharger/") in page.text
    assert b"".join(nadia.get(at(dossier, "v1/telecharger/"))) == pdf_of(*PAGES)


@pytest.mark.parametrize("state", ["quarantined", "infected"])
def test_what_the_scanner_holds_back_shows_none_of_its_words(
    cast: Cast, sign_in: SignIn, dossier: Dossier, state: str
) -> None:
    version = add_read(cast, dossier, *PAGES)
    newer = add_newer(cast, version, *PAGES)
    with as_owner():
        newer.stored.scan_state = state
        newer.stored.scan_detail = "Eicar"
        newer.stored.save(update_fields=["scan_state", "scan_detail"])
    nadia = sign_in("nadia")

    for rest in ("v2/p1/", "v2/chercher/?q=plainte", "v2/imprimer/"):
        assert nadia.get(at(dossier, rest)).headers["Location"] == at(dossier, "v2/")
    for rest in ("v2/", "v1/comparer/v2/", ""):
        assert "plaintes" not in words(nadia.get(at(dossier, rest)))
    assert nadia.get(at(dossier, "v2/p1/image/page/")).status_code == 404
    assert nadia.get(at(dossier, "v2/telecharger/")).status_code == 409
    assert "plaintes" in words(nadia.get(at(dossier, "v1/p1/")))


def test_printing_says_exactly_what_is_printed(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    version = add_read(cast, dossier, *PAGES)

    page = sign_in("nadia").get(at(dossier, "v1/imprimer/?de=2"))

    shown = words(page)
    for said in (dossier.number, version.sha256, "2 à 3 sur 3", "Nadia Bouchard"):
        assert said in shown
    assert page.text.count("/image/150/") == 2


def test_sound_is_given_by_parts_and_as_nothing_else(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    _, content = add_sound(cast, dossier)
    nadia, url = sign_in("nadia"), at(dossier, "v1/ecouter/")

    page = nadia.get(at(dossier, "v1/"))
    part = nadia.get(url, headers={"range": "bytes=1000-1999"})
    outside = nadia.get(url, headers={"range": f"bytes={len(content)}-"})
    whole = nadia.get(url)

    assert f'<audio class="player" controls preload="metadata" src="{url}"' in page.text
    assert (part.status_code, part.content) == (206, content[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(content)}"
    assert part.headers["Content-Type"] == "audio/wav"
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert outside.status_code == 416
    assert (whole.status_code, b"".join(whole)) == (200, content)


def test_a_part_is_bounded_whatever_is_asked(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    _, content = add_sound(cast, dossier, seconds=150)
    assert len(content) > LONGEST_PART

    part = sign_in("nadia").get(at(dossier, "v1/ecouter/"), headers={"range": "bytes=0-"})

    assert part.content == content[:LONGEST_PART]


BUDGET = 14
ADDRESSES = ("", "v1/p2/?q=plainte", "v1/chercher/?q=plainte", "v1/imprimer/", "v1/comparer/v2/", "v1/p1/image/page/",
             "renommer/", "nouvelle-version/")  # fmt: skip


def test_each_page_stays_within_its_budget(
    cast: Cast, sign_in: SignIn, dossier: Dossier, queries: Queries
) -> None:
    first = add_read(cast, dossier, *PAGES)
    for n in range(4):
        add_newer(cast, first, *PAGES, f"Page {n}")
    nadia = sign_in("nadia")
    for rest in ADDRESSES:
        nadia.get(at(dossier, rest))
        sent = queries(nadia, at(dossier, rest))

        assert len(sent) <= BUDGET, "\n".join([rest, *sent])
