"""The Office's cast signed in, a few dossiers made by the real actions, and a fixed clock.

Everything rolls back; the browser's tests have their own, over a database that commits.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit, User
from egide.platform.accounts.second_factor import SHOWN_BY
from tests.cast import NOW, Cast, seed_office

CLOCK = NOW + timedelta(hours=3)
ANSWERS = {
    "title": "Absence de nouvelles du syndic",
    "email": "elise@exemple.example",
    "phone": "4185550123",
    "summary": "J’ai demandé une enquête au syndic.\n\nDepuis, aucune nouvelle.",
    "wish": "Savoir où en est l’enquête.",
    "mechanism": "syndic",
    "situation": "no_news",
    "inquiry_requested_on": "2026-03-03",
}

# Transaction control, and what a transaction inside another reads and gives back: in service none is inside another.
CONTROL = (
    "savepoint",
    "release",
    "rollback",
    "set ",
    "select coalesce(current_setting(",
    "select set_config(",
)

SignIn = Callable[[str], Client]
Submit = Callable[..., Request]
Open = Callable[..., Dossier]
Queries = Callable[[Client, str], list[str]]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock stands at CLOCK."""
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Will sign someone of the cast in, the second factor shown."""

    def signed(name: str) -> Client:
        return client_of(cast.user(name))

    return signed


def client_of(user: User) -> Client:
    """Will return a client signed in as this account."""
    client = Client(HTTP_USER_AGENT="Essai/1.0")
    client.force_login(user, backend="egide.platform.accounts.backends.AccountBackend")
    session = client.session
    session[SHOWN_BY] = user.pk
    session.save()
    return client


@pytest.fixture
def submit(cast: Cast) -> Submit:
    """Will send the public form as Élise would."""
    return lambda **answers: submitted(cast, **answers)


@pytest.fixture
def open_dossier(cast: Cast) -> Open:
    """Will open a dossier from a request of the form, given to Nadia unless told otherwise."""
    return lambda **wanted: opened(cast, **wanted)


def submitted(cast: Cast, *, name: str = "Élise Tremblay", days_ago: int = 0, **answers: str) -> Request:
    """Will keep a request received some days before NOW."""
    intake = service("public_intake")
    with acting_as(intake):
        return actions.submit_request(
            actor=intake,
            name=name,
            order=cast.order,
            answers=ANSWERS | answers,
            now=NOW - timedelta(days=days_ago),
        )


def opened(
    cast: Cast, *, to: str | None = "nadia", days_ago: int = 0, name: str = "Élise Tremblay", **answers: str
) -> Dossier:
    """Will open the dossier of a request, as Bruno does, the day it came."""
    request = submitted(cast, name=name, days_ago=days_ago, **answers)
    bruno, at = cast.actor("bruno"), NOW - timedelta(days=days_ago)
    with acting_as(bruno):
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request,
            now=at,
        )
        if to:
            assign(dossier=dossier, to=cast.user(to), now=at)
    return dossier


@pytest.fixture
def dossier(open_dossier: Open) -> Dossier:
    """Élise's dossier, given to Nadia today."""
    return open_dossier()


@pytest.fixture
def queries() -> Queries:
    """Will return the statements that a page sends, transaction control apart."""

    def count(client: Client, url: str) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(url)
        assert response.status_code == 200
        # A statement that the server keeps (platform/database/together.py) is counted; Django cannot read its text.
        sent = [row["sql"] or "" for row in captured.captured_queries]
        return [sql for sql in sent if not sql.lower().startswith(CONTROL)]

    return count
