"""One clone of the databases per file of attacks, with the real login of the application, and the house in it.

The attacks read, or roll back: the house is built once and stands until the file is done.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.database import Pair, TestServer, fresh_clone
from tests.walls import house as houses
from tests.walls.house import CLOCK, House


@pytest.fixture(scope="module")
def clone(
    test_server: TestServer, template: Pair, django_db_setup: Pair, django_db_blocker: DjangoDbBlocker
) -> Iterator[Pair]:
    """A clone for the whole file; the house's clock stands at CLOCK."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        fresh_clone(test_server, template, django_db_setup) as pair,
    ):
        patch.setattr(timezone, "now", lambda: CLOCK)
        yield pair


@pytest.fixture(scope="module")
def house(clone: Pair) -> House:
    """The house, with a plant in each compartment."""
    return houses.build()


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
