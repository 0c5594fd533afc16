"""One clone of the databases per file of attacks, with the real login of the application, and the house in it.

The house is built once for each process, in a database that nobody enters afterwards; each file has its copy. Within
a file the attacks read, or roll back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from egide.kernel.dossiers.models import Dossier
from tests.cast import Cast, seed_office
from tests.database import Pair, TestServer, entered, fresh_clone, made_clone
from tests.interfaces.staff.conftest import CLOCK as STAFF_CLOCK
from tests.interfaces.staff.conftest import client_of, opened
from tests.kernel.scene import Scene, open_scene
from tests.walls import house as houses
from tests.walls.house import House
from tests.walls.planted import CLOCK


@pytest.fixture(scope="session")
def built(
    test_server: TestServer, template: Pair, django_db_setup: Pair, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Pair, House]]:
    """The house as it was built, and its databases, to be copied."""
    with django_db_blocker.unblock(), made_clone(test_server, template) as pair:
        with entered(test_server, pair, django_db_setup), clock_at(CLOCK):
            house = houses.build()
        yield pair, house


@pytest.fixture(scope="module")
def clone(
    test_server: TestServer,
    built: tuple[Pair, House],
    django_db_setup: Pair,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Pair]:
    """A copy for the whole file; the house's clock stands at CLOCK."""
    pair, _ = built
    with (
        django_db_blocker.unblock(),
        fresh_clone(test_server, pair, django_db_setup) as copy,
        clock_at(CLOCK),
    ):
        yield copy


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Will hold the house's clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


@pytest.fixture(scope="module")
def house(clone: Pair, built: tuple[Pair, House]) -> House:
    """The house, with a plant in each compartment; what a file changes in it stays in the file."""
    return deepcopy(built[1])


@pytest.fixture
def app(house: House, clone: Pair, test_server: TestServer) -> "Iterator[psycopg.Connection[Any]]":
    """A connection of one's own as egide_app; nothing that a test does in it is committed."""
    with psycopg.connect(test_server.cluster.url("egide_app", clone.default)) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def owner(house: House, clone: Pair, test_server: TestServer) -> "Iterator[psycopg.Connection[Any]]":
    """A connection as egide_owner, to look past the walls; rolled back too."""
    with psycopg.connect(test_server.cluster.url("egide_owner", clone.default)) as connection:
        yield connection
        connection.rollback()


# What attacks the pages without the whole house: the small Office, an analyst, her dossier.
@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock stands at STAFF_CLOCK."""
    monkeypatch.setattr(timezone, "now", lambda: STAFF_CLOCK)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def nadia(cast: Cast) -> Client:
    """An analyst, signed in."""
    return client_of(cast.user("nadia"))


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    """Nadia's dossier."""
    return opened(cast)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Élise's dossier, just opened."""
    return open_scene(cast)
