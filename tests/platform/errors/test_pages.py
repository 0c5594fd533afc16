"""Each failure has its French page: what happened, what is not lost, whom to ask; nothing technical.

Source: architecture.md, section 4: 400, 403 with the reason, 404, 405, 409, 413, 429, 500, 503.
"""

import logging
import re

import pytest
from django.test import Client

from egide.platform.errors import pages
from tests.platform.errors.urls import FAILURES

STATUSES = {
    "400": (400, "Cette demande n’a pas pu être comprise"),
    "403": (403, "Seule la responsable de l’unité peut approuver cette lettre."),
    "404": (404, "Cette page est introuvable"),
    "405": (405, "Cette adresse ne s’utilise pas de cette façon"),
    "409": (409, "Quelqu’un a modifié ce dossier entre-temps"),
    "413": (413, "Le fichier est trop volumineux"),
    "429": (429, "Trop d’essais en peu de temps"),
    "500": (500, "Un problème est survenu"),
    "503": (503, "Le service est momentanément indisponible"),
    "denied": (403, "Cette action n’est pas permise"),
    "suspicious": (400, "Cette demande n’a pas pu être comprise"),
    "data": (400, "ne peut pas conserver"),
    "down": (503, "Le service est momentanément indisponible"),
    "infected": (409, "Ce document est isolé"),
    "letter": (400, "Le champ « date_reponse » est vide."),
    "engine": (400, "La lettre ne peut pas être mise en page."),
    "nul": (400, "ne peut pas conserver"),
    "inconnue": (404, "Cette page est introuvable"),
}
TECHNICAL = (
    "10.0.0.5",
    "division by zero",
    "internal detail",
    "typst: line",
    "Traceback",
    "Question matches",
)


@pytest.mark.parametrize("name", STATUSES)
def test_it_says_the_failure_in_french(web: Client, name: str) -> None:
    status, words = STATUSES[name]

    page = web.get(f"/{name}/")

    text = page.content.decode()
    assert page.status_code == status
    assert words in text
    assert "Revenir à l’accueil" in text
    assert [word for word in TECHNICAL if word in text] == []
    assert page.headers["Content-Security-Policy"]


def test_every_failure_of_the_table_is_tried() -> None:
    assert set(FAILURES) <= set(STATUSES)


def test_it_shows_both_versions_of_a_conflict_and_what_was_typed(web: Client) -> None:
    page = web.post(
        "/409/", {"title": "Le mien", "motive": "Trois paragraphes\nécrits avec soin.", "version": "4"}
    )

    text = page.content.decode()
    assert "Titre&nbsp;: la vôtre" in text
    assert "Le sien" in text
    assert "Trois paragraphes\nécrits avec soin.</textarea>" in text
    assert "Motif" in text


def test_it_never_gives_back_a_secret(web: Client) -> None:
    page = web.post("/500/", {"password": "la neige tombe", "otp_code": "123456", "note": "À garder"})

    text = page.content.decode()
    assert "À garder" in text
    assert "la neige tombe" not in text
    assert "123456" not in text


def test_what_was_typed_is_text_and_never_markup(web: Client) -> None:
    page = web.post("/503/", {"summary": "</textarea><script>alert(1)</script>"})

    assert "<script>alert" not in page.content.decode()


def test_a_defect_carries_the_number_that_the_log_knows(
    web: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = web.get("/500/", {"secret": "ne pas écrire"})

    number = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", page.content.decode())
    assert number is not None
    assert f"Incident {number[0]} at /500/" in caplog.text
    assert "ne pas écrire" not in caplog.text


def test_htmx_receives_a_fragment(web: Client) -> None:
    part = web.get("/403/", headers={"HX-Request": "true"})

    text = part.content.decode()
    assert part.status_code == 403
    assert "<html" not in text
    assert "Seule la responsable" in text


def test_the_page_is_drawn_even_when_templates_fail(web: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no template")

    monkeypatch.setattr(pages, "respond", broken)

    page = web.get("/503/")

    assert page.status_code == 503
    assert "Le service est momentanément indisponible" in page.content.decode()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"summary=%E9t%E9", "application/x-www-form-urlencoded; charset=latin-1", 400),
        (b"summary=%ff%fe", "application/x-www-form-urlencoded", 200),
        (b"--x\r\ngarbage", "multipart/form-data", 400),
        (b"--x\r\ngarbage", "multipart/form-data; boundary=y", 200),
        (b"summary=" + b"a" * 2_600_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"f%d=1" % n for n in range(600)), "application/x-www-form-urlencoded", 400),
    ],
    ids=["latin-1", "bad bytes", "no boundary", "wrong boundary", "too long", "too many fields"],
)
def test_an_unreadable_body_is_told_in_french(web: Client, body: bytes, kind: str, status: int) -> None:
    page = web.post("/reads/", data=body, content_type=kind)

    assert page.status_code == status
    if status != 200:
        assert "Revenir à l’accueil" in page.content.decode()


def test_a_refused_host_is_told_in_french(web: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["office.example"]  # type: ignore[attr-defined]

    page = web.get("/reads/", headers={"host": "ailleurs.example"})

    assert page.status_code == 400
    assert "Cette demande n’a pas pu être comprise" in page.content.decode()


def test_a_passing_trouble_says_when_to_come_back(web: Client) -> None:
    assert web.get("/503/").headers["Retry-After"] == "60"
    assert web.get("/429/").headers["Retry-After"] == "600"
    assert web.get("/503/").headers["Cache-Control"] == "no-store"
