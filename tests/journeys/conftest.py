"""A whole Office over its own database, one for each file: web server, mail server, worker, people, real browsers.

The clock is the machine's, as in the house: what happened earlier is played backstage with a passed clock.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from egide.kernel.deadlines import calendars
from tests import browsers
from tests.cast import Cast, seed_office
from tests.database import Pair, TestServer, as_owner, fresh_clone
from tests.journeys import backstage, stage
from tests.journeys import past as past_of
from tests.platform.accounts.doors import give_application
from tests.platform.mail.server import Inbox, smtp_server


@pytest.fixture(scope="module")
def clone(
    test_server: TestServer,
    template: Pair,
    django_db_setup: Pair,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    """Databases for the whole file, where transactions really commit; their seals in a folder of their own."""
    seals = str(tmp_path_factory.mktemp("seals"))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SEAL_EXPORT_DIR", seals)
        patch.setenv("EGIDE_SEAL_EXPORT_DIR", seals)
        with fresh_clone(test_server, template, django_db_setup) as pair:
            yield pair


@pytest.fixture(scope="module")
def office(clone: Pair) -> Cast:
    """The small Office; everyone has long had an application for the second factor."""
    cast = seed_office()
    for user in cast.users.values():
        give_application(user)
    with as_owner():
        # The cast's own calendar is of its year; ours must cover the day when this runs.
        calendars.publish(code="public_service", version="jour", now=timezone.now())
    return cast


@pytest.fixture(scope="module")
def site(office: Cast) -> Iterator[str]:
    """The address of the real server."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def post(office: Cast) -> Iterator[past_of.Post]:
    """A mail server, to which backstage brings letters itself; with `inbox`, a worker does."""
    with smtp_server() as (inbox, port):
        yield past_of.Post(inbox=inbox, port=port)


@pytest.fixture(scope="module")
def inbox(post: past_of.Post, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inbox]:
    """What arrives at the mail server, brought there by the worker."""
    with backstage.worker(post.port, tmp_path_factory.mktemp("worker") / "worker.log"):
        yield post.inbox


@pytest.fixture(scope="module")
def past(office: Cast, post: past_of.Post) -> past_of.Past:
    """What already happened when the journey begins."""
    return past_of.Past(office, post)


@pytest.fixture
def number(office: Cast) -> str:
    """A dossier of Élise's, given to Nadia today."""
    return past_of.open_dossier(office)


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """One browser for the file; from here on, whatever meets the ORM does so `aside`."""
    with browsers.launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The kinds of pages that axe has already looked at in this file."""
    return set()


@pytest.fixture
def way() -> str:
    """On a desk; a journey that is made in several ways says so itself."""
    return "desk"


@pytest.fixture
def scene(browser: Browser, office: Cast, site: str, seen: set[str], way: str) -> Iterator[stage.Stage]:
    """The stage of one journey."""
    with stage.opened(browser, site, way, seen, lambda name: backstage.session(office, name)) as opened:
        yield opened
