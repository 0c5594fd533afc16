"""A whole Office over its own database: web server, worker, mail server, and people in front of real browsers.

The clock is the machine's, as in the house: a journey lasts less than a minute.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from egide.kernel.deadlines import calendars
from tests.cast import Cast, seed_office
from tests.database import Pair, as_owner
from tests.journeys import backstage, stage
from tests.platform.accounts.doors import give_application
from tests.platform.mail.server import Inbox, smtp_server


@pytest.fixture
def way() -> str:
    """On a desk; a journey that is made in several ways says so itself."""
    return "desk"


@pytest.fixture
def office(fresh: Pair) -> Cast:
    """The small Office; everyone has long had an application for the second factor."""
    cast = seed_office()
    for user in cast.users.values():
        give_application(user)
    with as_owner():
        # The cast's own calendar is of its year; ours must cover the day when this runs.
        calendars.publish(code="public_service", version="jour", now=timezone.now())
    return cast


@pytest.fixture
def inbox(office: Cast, tmp_path: Path) -> Iterator[Inbox]:
    """What arrives at the mail server, brought there by the worker."""
    with smtp_server() as (inbox, port), backstage.worker(port, tmp_path / "worker.log"):
        yield inbox


@pytest.fixture
def number(office: Cast) -> str:
    """A dossier of Élise's, given to Nadia today; must be asked for before `scene`."""
    return backstage.open_dossier(office)


@pytest.fixture
def scene(office: Cast, live_site: str, way: str) -> Iterator[stage.Stage]:
    """An open browser; asked for last, so that its event loop never meets the ORM."""
    with stage.opened(live_site, way) as opened:
        yield opened
