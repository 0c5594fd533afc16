"""Linking, splitting, merging, moving a document, binding: on the screen, done and undone, or refused in words.

Each success has its refusal with the same dossiers.
"""

import io
from pathlib import Path

import pikepdf
import pytest

from egide.kernel.binding.running import run_child
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.models import DossierLink, PartyMerge
from egide.kernel.letters.models import Letter
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn


def sent(dossier: Dossier, **answers: str | list[str]) -> dict[str, str | list[str]]:
    """Will return a form with the dossier's present version."""
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version), **answers}


def document(cast: Cast, dossier: Dossier, *, content: bytes = b"texte", name: str = "piece.txt") -> Document:
    with acting_as(cast.actor("bruno")) as bruno:
        version = add_document(
            dossier=dossier, title=name, origin=Origin.RECEIVED, stream=[content], file_name=name,
            actor_code=bruno.code, now=NOW,
        )  # fmt: skip
    return version.document


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return out.getvalue()


# --- Links -----------------------------------------------------------------------------------------------------
def test_two_dossiers_are_linked_seen_from_both_and_unlinked(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(title="Frais d’arbitrage")
    nadia = sign_in("nadia")
    d = f"/dossiers/{first.number}/liens/"

    made = nadia.post(d + "lier/", sent(first, number="int 2026 2"))

    assert made.status_code == 303
    assert second.number in nadia.get(d).text
    assert first.number in nadia.get(f"/dossiers/{second.number}/liens/").text
    undone = nadia.post(d + "defaire/", sent(first, numero=second.number, genre="related"))
    assert undone.status_code == 303
    with as_owner():
        assert DossierLink.objects.get().ended_at is not None


def test_the_step_that_joins_links_and_its_undoing_unlinks(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(title="La même affaire")
    nadia, marc, d = sign_in("nadia"), sign_in("marc"), f"/dossiers/{second.number}/"
    answers = {"joined_to": first.number, "motive": "La même affaire."}

    refused = nadia.post(d + "etapes/join/", sent(second, **answers | {"joined_to": "INT-2026-99999"}))
    made = nadia.post(d + "etapes/join/", sent(second, **answers))
    there = marc.get(f"/dossiers/{first.number}/liens/").text
    undone = marc.post(d + "annuler/", sent(second, reason="Mauvais dossier"))

    assert (refused.status_code, made.status_code, undone.status_code) == (422, 303, 303)
    assert second.number in there
    assert "Lui est joint" in there
    with as_owner():
        assert DossierLink.objects.get().ended_at is not None


@pytest.mark.parametrize("number", ["INT-2026-99999", "INT-2026-00001", "…"])
def test_a_link_to_nothing_or_to_itself_is_refused(sign_in: SignIn, open_dossier: Open, number: str) -> None:
    dossier = open_dossier()

    response = sign_in("nadia").post(f"/dossiers/{dossier.number}/liens/lier/", sent(dossier, number=number))

    assert response.status_code in (403, 422)
    with as_owner():
        assert not DossierLink.objects.exists()


def test_an_outside_number_is_found_by_the_search(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    form = sent(dossier, number="PC-2026/0014", label="Protecteur du citoyen")

    nadia.post(f"/dossiers/{dossier.number}/liens/numero/", form)

    found = nadia.get("/recherche/", {"q": "pc 2026 0014"}).text
    assert dossier.number in found
    assert "par le numéro PC-2026/0014 (Protecteur du citoyen)" in found
    assert dossier.title not in sign_in("farid").get("/recherche/", {"q": "pc 2026 0014"}).text


# --- Two parties that are one -----------------------------------------------------------------------------------
def test_two_parties_become_one_and_two_again(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("bruno")):
        twin = add_person(
            dossier=dossier, role=PartyRole.OTHER, name="Elise Tremblay", now=NOW,
            email="", phone="4185559999", address="12, rue du Port",
        )  # fmt: skip
        own = Party.objects.get(dossier=dossier, role=PartyRole.REQUESTER)
        before = {
            p.rank: (p.name, p.email, p.phone, p.address) for p in Party.objects.filter(dossier=dossier)
        }
    nadia = sign_in("nadia")
    url = f"/dossiers/{dossier.number}/parties/fusionner/?kept={twin.rank}&absorbed={own.rank}"
    preview = nadia.get(url)
    assert "elise@exemple.example" in preview.text

    choices = {"name": "absorbed", "email": "absorbed", "phone": "kept", "address": "kept"}
    with as_owner():
        choices |= {
            name: "kept"
            for name in ("civility", "language", "preferred_channel")
            if getattr(own, name, "") != getattr(twin, name, "")
        }
    merged = nadia.post(url, sent(dossier, **choices))

    assert merged.status_code == 303
    with as_owner():
        left = Party.objects.get(dossier=dossier, rank=twin.rank)
        assert (left.name, left.email, left.phone) == (
            "Élise Tremblay",
            "elise@exemple.example",
            "4185559999",
        )
        assert not Party.objects.filter(dossier=dossier, rank=own.rank).exists()
        assert Letter.objects.get(dossier=dossier).recipient_id == left.pk
        rank = PartyMerge.objects.get().rank

    undone = nadia.post(f"/dossiers/{dossier.number}/parties/fusions/{rank}/annuler/", sent(dossier))

    assert undone.status_code == 303
    with as_owner():
        rows = Party.objects.filter(dossier=dossier)
        assert {p.rank: (p.name, p.email, p.phone, p.address) for p in rows} == before
        assert Letter.objects.get(dossier=dossier).recipient_id == own.pk
    again = nadia.post(f"/dossiers/{dossier.number}/parties/fusions/{rank}/annuler/", sent(dossier))
    assert again.status_code == 403


# --- A document filed in the wrong dossier ------------------------------------------------------------------------
def test_a_document_goes_where_it_belongs_and_both_journals_say_so(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    first, second = open_dossier(), open_dossier(title="Frais d’arbitrage")
    misplaced, nadia = document(cast, first), sign_in("nadia")
    url = f"/dossiers/{first.number}/documents/{misplaced.rank}/deplacer/"

    moved = nadia.post(url, sent(first, number=second.number))

    assert moved.headers["Location"] == f"/dossiers/{second.number}/"
    assert "piece.txt" in nadia.get(f"/dossiers/{second.number}/documents/").text
    assert "piece.txt" not in nadia.get(f"/dossiers/{first.number}/documents/").text
    assert second.number in nadia.get(f"/dossiers/{first.number}/journal/").text
    assert first.number in nadia.get(f"/dossiers/{second.number}/journal/").text
    opened = nadia.get(f"/dossiers/{second.number}/documents/1/telecharger/")
    assert opened.status_code == 200
    opened.close()


def test_a_letter_of_the_house_stays_in_its_dossier(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    from egide.kernel.letters.approving import approve_letter

    with acting_as(cast.actor("bruno")) as bruno:
        letter = Letter.objects.get(dossier=dossier)
        approve_letter(
            actor=bruno, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=NOW
        )

    response = sign_in("nadia").get(f"/dossiers/{dossier.number}/documents/1/deplacer/")

    assert response.status_code == 403
    assert "reste dans son dossier" in response.text


# --- One request, two matters --------------------------------------------------------------------------------------
def test_one_request_becomes_two_dossiers_with_the_pieces_chosen(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    piece = document(cast, dossier)
    form = sent(dossier, title="Les frais", summary="Elle conteste les frais.", pieces=[str(piece.rank)])

    made = sign_in("bruno").post(f"/dossiers/{dossier.number}/separer/", form)

    with as_owner():
        second = Dossier.objects.exclude(pk=dossier.pk).get()
        assert made.headers["Location"] == f"/dossiers/{second.number}/"
        assert second.received_on == dossier.received_on
        assert Party.objects.get(dossier=second, role=PartyRole.REQUESTER).name == "Élise Tremblay"
        assert Document.objects.get(dossier=second).title == "piece.txt"
        assert Document.objects.filter(dossier=dossier).count() == 1
    assert sign_in("nadia").get(f"/dossiers/{dossier.number}/separer/").status_code == 403


# --- The binder ----------------------------------------------------------------------------------------------------
def test_the_binder_holds_every_piece_with_bookmarks_and_says_what_it_could_not_show(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    document(cast, dossier, content=pdf(pages=2), name="deux-pages.pdf")
    document(cast, dossier, content=pdf(password="secret"), name="chiffre.pdf")
    document(cast, dossier, content=b"%PDF-1.7\nabime", name="abime.pdf")
    document(cast, dossier, content="Été.\n#lorem".encode(), name="note.txt")
    nadia, url = sign_in("nadia"), f"/dossiers/{dossier.number}/cahier/"

    response = nadia.post(url, sent(dossier, pieces=["p1", "p2", "p3", "p4"]))

    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(response.content)) as bound, bound.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        assert titles == ["Table des pièces", "deux-pages.pdf", "chiffre.pdf", "abime.pdf", "note.txt"]
        assert len(bound.pages) == 1 + 2 + 1 + 1 + 1
    assert nadia.post(url, sent(dossier)).status_code == 422


def test_a_file_that_swells_is_stopped_in_its_own_process(tmp_path: Path) -> None:
    from PIL import Image

    bomb = tmp_path / "bombe.png"
    Image.new("1", (20_000, 20_000)).save(bomb)

    assert not run_child("image", bomb, tmp_path / "out.pdf")
    Image.new("RGB", (40, 40)).save(bomb)
    assert run_child("image", bomb, tmp_path / "out.pdf")
