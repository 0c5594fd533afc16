"""The scanner's screen by its addresses: its cost, what it gives, what it keeps of a form that is refused.

How files are cut and filed is in tests/kernel/scans; a person at the screen, in test_sending_in_a_browser.py.
"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.storage import store
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, Cast
from tests.interfaces.staff.conftest import Queries, SignIn, client_of

HERE = "/archives/numeriseur/"


def scanned(unit: str, count: int) -> list[UUID]:
    """A batch of pieces, each with its picture, as a round would have left it."""
    with acting_as(service("scheduler")):
        place = Unit.objects.select_related("compartment").get(code=unit)
        common: dict[str, Any] = {"compartment": place.compartment}

        def put(content: bytes, name: str) -> StoredObject:
            return store.put(
                stream=[content], file_name=name, actor_code="service:scheduler", now=NOW, **common
            )

        batch = ScannedBatch.objects.create(
            **common, public_id=uuid4(), unit=place, stored=put(b"%PDF-1.7", "lot.pdf"), file_name="lot.pdf",
            pages=count, received_at=NOW,
        )  # fmt: skip
        return [
            ScannedPiece.objects.create(
                **common, batch=batch, rank=rank, first_page=rank, last_page=rank, words=f"Lettre {rank}",
                stored=put(b"%PDF-1.7 piece", f"lot ({rank}).pdf"), thumbnail=put(b"\xff\xd8\xff\xe0", "apercu.jpg"),
            ).public_id
            for rank in range(1, count + 1)
        ]  # fmt: skip


def test_the_cost_does_not_grow_with_the_pieces(sign_in: SignIn, queries: Queries) -> None:
    nadia = sign_in("nadia")
    scanned("interventions", 1)
    nadia.get(HERE)  # what a process reads once
    one = queries(nadia, HERE)
    scanned("interventions", 6)

    assert len(queries(nadia, HERE)) == len(one)


def test_what_was_ticked_and_typed_is_still_there_after_a_refusal(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    first, second = scanned("interventions", 2)

    answer = nadia.post(
        HERE, {"piece": [str(second)], "number": "INT-1999-1", "title": "Preuve", "do": "file"}
    )
    page = answer.content.decode().replace("\u00a0", " ")

    assert answer.status_code == 422
    assert "Aucun dossier « INT-1999-1 » n’est à votre portée" in page
    assert f'value="{second}" checked' in page
    assert f'value="{first}" checked' not in page
    assert 'value="Preuve"' in page


@pytest.mark.parametrize("typed", ["pas-une-clé", ""])
def test_a_key_that_is_none_is_refused_in_words(sign_in: SignIn, dossier: Dossier, typed: str) -> None:
    answer = sign_in("nadia").post(HERE, {"piece": [typed], "number": dossier.number})

    assert answer.status_code == 422
    assert "Choisissez au moins une pièce" in answer.content.decode()


def test_a_picture_and_a_file_are_given_to_the_unit_alone(sign_in: SignIn, cast: Cast) -> None:
    (piece,) = scanned("interventions", 1)
    (theirs,) = scanned("commission", 1)
    nadia: Client = sign_in("nadia")

    picture = nadia.get(f"{HERE}{piece}/apercu/")
    whole = nadia.get(f"{HERE}{piece}/fichier/")

    assert picture.headers["Content-Type"] == "image/jpeg"
    assert b"".join(whole) == b"%PDF-1.7 piece"
    for path in ("apercu", "fichier"):
        assert nadia.get(f"{HERE}{theirs}/{path}/").status_code == 404
        assert client_of(cast.user("bruno")).get(f"{HERE}{piece}/{path}/").status_code == 404


def test_a_title_names_the_only_piece(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    (piece,) = scanned("interventions", 1)

    sent = nadia.post(HERE, {"piece": [str(piece)], "number": dossier.number, "title": "Réponse du syndic"})
    listed = nadia.get(f"/dossiers/{dossier.number}/documents/").content.decode()

    assert sent.status_code == 303
    assert "Réponse du syndic" in listed


def test_the_sheet_of_a_dossier_is_a_pdf_with_its_number(sign_in: SignIn, dossier: Dossier) -> None:
    answer = sign_in("nadia").get(f"/dossiers/{dossier.number}/separateur/")

    assert answer.content.startswith(b"%PDF")
    assert dossier.number in answer.headers["Content-Disposition"]
