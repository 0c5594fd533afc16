"""What nobody types by mistake: control characters, 100,000 characters, broken numbers. Never a 500.

The same addresses with honest values are in the other files.
"""

from urllib.parse import quote

import pytest

from egide.interfaces.staff.filters import Filters, clean
from egide.kernel.dossiers.models import Dossier
from tests.interfaces.staff.conftest import SignIn, Submit

NASTY = (
    "\x00",
    "a\x00b",
    "x" * 100_000,
    "' or 1=1 --",
    "%",
    "INT-9999999999-99999999999999",
    "INT-２０２６-１",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u0000\ufeff",
    "=HYPERLINK(1)",
    "²",
    "-1",
)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_search_and_the_filters_answer_in_words(sign_in: SignIn, dossier: Dossier, nasty: str) -> None:
    nadia, typed = sign_in("nadia"), quote(nasty)

    assert nadia.get(f"/recherche/?q={typed}").status_code == 200
    for name in ("q", "etat", "ordre", "de", "dossiers", "tri", "retard", "apres", "avant"):
        assert nadia.get(f"/interventions/?{name}={typed}").status_code == 200, name
    assert nadia.get(f"/travail/?vue={typed}").status_code == 200
    assert nadia.get(f"/dossiers/{dossier.number}/journal/?avant={typed}").status_code == 200


@pytest.mark.parametrize("nasty", ["INT-2026-99999", "x" * 3000, "int 2026", "%00", "é", "²", "..", "%2E%2E"])
def test_a_number_that_means_nothing_is_not_found(sign_in: SignIn, dossier: Dossier, nasty: str) -> None:
    assert sign_in("nadia").get(f"/dossiers/{nasty}/").status_code == 404
    assert sign_in("bruno").get(f"/boite/{nasty}/").status_code == 404


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_forms_refuse_in_words_and_keep_nothing(sign_in: SignIn, submit: Submit, nasty: str) -> None:
    bruno, request = sign_in("bruno"), submit()
    names = ("title", "order", "unit", "person", "mechanism", "name", "email", "phone", "channel", "site")
    typed = dict.fromkeys((*names, "received_on", "received_time", "situation", "summary", "wish"), nasty)

    opened = bruno.post(f"/boite/{request.reference}/", typed)
    new = bruno.post("/travail/courrier/", typed)

    assert (opened.status_code, new.status_code) == (422, 422)
    assert "à corriger" in new.text
    assert Dossier.objects.count() == 0


def test_what_is_typed_is_shown_as_text(sign_in: SignIn, cast: object) -> None:
    text = sign_in("nadia").get("/recherche/?q=<script>alert(1)</script>").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_cleaning_keeps_what_can_be_searched() -> None:
    assert clean("  Élise\x00  Tremblay\n") == "Élise Tremblay"
    assert len(clean("x" * 100_000)) == 200


def test_unknown_filters_are_left_out() -> None:
    read = Filters.read({"de": "mine", "tri": "nimporte", "etat": "inconnu"}, states=frozenset({"triage"}))

    assert read == Filters(scope="mine")
    assert read.narrowed
    assert not Filters().narrowed
