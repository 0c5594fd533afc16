"""The page of a document: what it is, how it was read, where its bytes went, what may be done to it.

Its pages have their own file.
"""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.messages.actions import post_message
from egide.kernel.parties.models import Party
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.models import Event, Note
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
from tests.interfaces.staff.documents_read import add_newer, add_read
from tests.interfaces.staff.reading.pages import PAGES, at, words
from tests.kernel.documents.making import pdf_of


def send(client: Client, dossier: Dossier, rest: str, **typed: Any) -> Any:
    with as_owner():
        version = Dossier.objects.get(pk=dossier.pk).version
    return client.post(at(dossier, rest), {"version": str(version), **typed})


def test_the_list_leads_to_the_page_and_the_file_stays_one_click_away(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES)

    listed = sign_in("nadia").get(f"/dossiers/{dossier.number}/documents/").content.decode()

    assert f'href="{at(dossier)}"' in listed
    assert f'href="{at(dossier, "telecharger/")}"' in listed


def test_the_page_says_what_the_document_is_and_how_it_was_read(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    version = add_read(cast, dossier, *PAGES)

    shown = words(sign_in("nadia").get(at(dossier)))

    for said in (
        "Document PDF",
        "reponse.pdf",
        "3 pages",
        "Versé par le personnel",
        "par Nadia Bouchard",
        version.sha256,
    ):
        assert said in shown
    for said in (
        "Empreinte",
        "pdfium 150",
        "80 ms",
        "3 pages lues.",
        "1 lecture précédente au registre",
        "Lu",
    ):
        assert said in shown
    assert str(version.pk) not in re.findall(r"/documents/[^\"]*", sign_in("nadia").get(at(dossier)).text)


def test_a_version_says_where_its_very_bytes_were_sent(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    first = add_read(cast, dossier, *PAGES)
    with acting_as(cast.actor("nadia")) as nadia:
        person = Party.objects.filter(dossier=dossier).order_by("rank")[0]
        post_message(
            dossier=dossier,
            direction="out",
            party=person,
            text="Voici.",
            shared=[first],
            actor_code=nadia.code,
            now=NOW,
        )
    add_newer(cast, first, *PAGES, "Une page de plus.")

    page = sign_in("nadia").get(at(dossier)).context["page"]

    newest, former = page.versions
    assert (newest.number, newest.uses) == (2, ())
    assert [(use.label, use.detail.split(",")[0]) for use in former.uses] == [
        ("Message n°\u00a01", f"envoyé à {person.name}")
    ]
    assert former.sha256 == first.sha256 != newest.sha256


def test_a_letter_is_told_of_the_version_that_was_approved(sign_in: SignIn, dossier: Dossier) -> None:
    bruno, letter = sign_in("bruno"), f"/dossiers/{dossier.number}/lettres/1/"
    page = bruno.get(letter).context["page"]
    assert bruno.post(letter + "approuver/", {"version": page.version, "seen": page.seen}).status_code == 303

    shown = bruno.get(at(dossier)).context["page"]

    with as_owner():
        kept = Letter.objects.get(dossier=dossier, rank=1)
    assert [use.label for use in shown.versions[0].uses] == [f"Lettre «\u00a0{kept.title}\u00a0»"]
    assert kept.sha256 == shown.versions[0].sha256
    assert "Changer le titre" not in [action.label for action in shown.more]


def test_what_was_taken_out_and_what_it_was_taken_from_lead_to_each_other(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    mail = add_read(cast, dossier, "Bonjour", title="Courriel de l’ordre")
    add_read(cast, dossier, "Pièce", title="Pièce jointe", container=mail.document)
    nadia = sign_in("nadia")

    outside, inside = nadia.get(at(dossier)).context["page"], nadia.get(at(dossier, rank=2)).context["page"]

    assert [link.label for link in outside.taken_out] == ["Pièce jointe"]
    assert (inside.container.label, inside.container.url) == ("Courriel de l’ordre", at(dossier))
    assert outside.container is None


def test_two_versions_are_compared_word_by_word(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    first = add_read(cast, dossier, *PAGES)
    add_newer(cast, first, PAGES[0], "Le syndic adjoint répond.", "Une plainte.")
    nadia = sign_in("nadia")

    shown = nadia.get(at(dossier, "v1/comparer/v2/"))

    assert "1 ajout, 1 retrait" in words(shown)
    assert "ajouté : adjoint" in words(shown)
    assert "retiré : dernière" in words(shown)
    assert at(dossier, "v2/p2/") in shown.text
    assert nadia.get(at(dossier, "comparer/?avant=2&apres=1")).headers["Location"] == at(
        dossier, "v2/comparer/v1/"
    )
    assert "ont la même empreinte" in words(nadia.get(at(dossier, "v1/comparer/v1/")))


def test_a_comparison_of_recognised_text_says_so_and_one_without_text_is_refused_in_words(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    first = add_read(cast, dossier, *PAGES, source="ocr")
    add_newer(cast, first, "Autre chose.")
    add_newer(cast, first, "")
    nadia = sign_in("nadia")

    assert "a été reconnu sur l’image" in words(nadia.get(at(dossier, "v1/comparer/v2/")))
    assert "La version 3 ne peut pas être comparée" in words(nadia.get(at(dossier, "v1/comparer/v3/")))


def test_a_title_is_changed_and_the_journal_keeps_both(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    add_read(cast, dossier, *PAGES, title="Ancien")
    nadia = sign_in("nadia")

    empty = send(nadia, dossier, "renommer/", title=" ")
    done = send(nadia, dossier, "renommer/", title="  Réponse   du syndic ")

    assert (empty.status_code, done.status_code) == (422, 303)
    with as_owner():
        assert Document.objects.get().title == "Réponse du syndic"
        entry = Event.objects.get(code="document.renamed")
        assert set(Note.objects.filter(event=entry).values_list("key", "text")) == {
            ("former", "Ancien"),
            ("title", "Réponse du syndic"),
        }
    assert "titre changé" in words(nadia.get(f"/dossiers/{dossier.number}/journal/"))


def test_a_new_version_is_shown_and_the_former_one_stays(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES)
    nadia, other = sign_in("nadia"), pdf_of("Tout autre")

    refused = send(nadia, dossier, "nouvelle-version/", file=SimpleUploadedFile("x.pdf", b""))
    done = send(nadia, dossier, "nouvelle-version/", file=SimpleUploadedFile("x.pdf", other))

    assert (refused.status_code, done.status_code) == (422, 303)
    assert b"".join(nadia.get(at(dossier, "telecharger/"))) == other
    assert b"".join(nadia.get(at(dossier, "v1/telecharger/"))) == pdf_of(*PAGES)


def test_a_letter_of_ours_takes_neither_another_title_nor_another_version(
    cast: Cast, sign_in: SignIn, dossier: Dossier
) -> None:
    add_read(cast, dossier, *PAGES, origin=Origin.LETTER)
    nadia = sign_in("nadia")

    for rest, typed in (
        ("renommer/", {"title": "Autre"}),
        ("nouvelle-version/", {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}),
    ):
        assert nadia.get(at(dossier, rest)).status_code == 403
        assert send(nadia, dossier, rest, **typed).status_code == 403


def test_a_reading_is_asked_again_once(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    add_read(cast, dossier, *PAGES)
    nadia = sign_in("nadia")

    first, second = send(nadia, dossier, "relire/"), send(nadia, dossier, "relire/")

    assert (first.status_code, second.status_code) == (303, 403)
    assert nadia.get(at(dossier, "v1/p1/")).status_code == 200  # what was read stays
