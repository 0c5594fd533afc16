"""The house when PostgreSQL is away: health checks tell it, and the error page still comes.

The connection really fails: its port leads nowhere.
"""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from tests.database import Pair


@pytest.fixture
def away(fresh: Pair) -> Iterator[None]:
    """Both databases out of reach, then back."""
    kept = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        connection.close()
        kept[alias] = dict(connection.settings_dict)
        connection.settings_dict.update({"HOST": "/nowhere", "PORT": "1"})
    yield
    for alias, values in kept.items():
        connections[alias].settings_dict.update(values)


def test_the_service_is_alive_and_ready(web: Client) -> None:
    assert web.get("/sante/").content.decode() == "vivant\n"
    assert web.get("/sante/pret/").content.decode() == "prêt\n"


def test_the_service_is_alive_and_not_ready(away: None) -> None:
    web = Client()

    assert web.get("/sante/").status_code == 200
    page = web.get("/sante/pret/")
    assert page.status_code == 503
    assert page.content.decode() == "base de données injoignable\u00a0: default, keys\n"


def test_a_health_check_takes_no_other_verb(web: Client) -> None:
    assert web.post("/sante/").status_code == 405


def test_a_page_that_needs_the_database_answers_503_with_what_was_typed(away: None, settings: object) -> None:
    settings.ROOT_URLCONF = "egide.config.urls"  # type: ignore[attr-defined]
    web = Client(raise_request_exception=False)

    page = web.post("/demande/", {"go": "next", "step": "3", "summary": "Mon récit à garder"})

    text = page.content.decode()
    assert page.status_code == 503
    assert "Le service est momentanément indisponible" in text
    assert "Mon récit à garder" in text


def test_the_500_page_needs_no_database(away: None) -> None:
    page = Client(raise_request_exception=False).get("/500/")

    assert page.status_code == 500
    assert "Référence à donner" in page.content.decode()
