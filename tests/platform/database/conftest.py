"""A server of one's own for the tests that kill it, and a bare database for those that raise walls.

The tests' shared server is never killed: other runs may be using it.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

from egide.platform.database import roles
from egide.platform.database.cluster import Cluster
from tests.database import TestServer

# Holds a server until its standard input closes, as a web server or a worker would.
HOLDER = """
import sys
from pathlib import Path
from egide.platform.database.cluster import Cluster
with Cluster(Path(sys.argv[1])).running(tied=True):
    print("up", flush=True)
    sys.stdin.read()
"""
Holder = Callable[[], "subprocess.Popen[str]"]


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    # Not tmp_path: when root runs the tests, that one is closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="egide-cluster-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home() -> Iterator[Path]:
    """A new home, whose server is stopped at the end whatever the test did to it."""
    with _folder() as folder:
        yield folder / "home"
        Cluster(folder / "home").stop()


@pytest.fixture(scope="session")
def seed() -> Iterator[Path]:
    """The home of a server that was created, prepared and stopped: a copy of it starts without waiting."""
    with _folder() as folder:
        with Cluster(folder / "home", durable=False).running():
            pass
        yield folder / "home"


@pytest.fixture
def cluster(home: Path) -> Cluster:
    """The server of that home, not started."""
    return Cluster(home, durable=False)


@pytest.fixture
def hold(home: Path) -> Iterator[Holder]:
    """Starts another process that uses the same server, and waits until it does."""
    holders: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", HOLDER, str(home)]
        holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holders.append(holder)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        return holder

    yield start
    for holder in holders:
        holder.kill()
        holder.communicate()


# --- A database with the three roles and no table -----------------------------------------------------------
@dataclass(frozen=True)
class Bare:
    """An empty database of the shared test server: its name, and how to enter it as each role."""

    name: str
    cluster: Cluster

    def enter(self, role: str) -> "psycopg.Connection[Any]":
        """Will connect as this role; every statement is its own transaction unless told otherwise."""
        return psycopg.connect(self.cluster.url(role, self.name), autocommit=True)

    def migrate(self, *operations: Operation) -> None:
        """Will apply migration operations made of SQL, as the owner."""
        with self.enter("egide_owner") as owner:
            for operation in operations:
                assert isinstance(operation, RunSQL)
                owner.execute(str(operation.sql))

    def undo(self, *operations: Operation) -> None:
        """Will reverse them, last one first."""
        with self.enter("egide_owner") as owner:
            for operation in reversed(operations):
                assert isinstance(operation, RunSQL)
                owner.execute(str(operation.reverse_sql))


@pytest.fixture
def bare(test_server: TestServer) -> Iterator[Bare]:
    """A new database, dropped at the end."""
    with bare_database(test_server, "bare") as database:
        yield database


@contextlib.contextmanager
def bare_database(test_server: TestServer, label: str) -> Iterator[Bare]:
    """Will create a database for the block; its name says which process it belongs to."""
    name = f"clone_{os.getpid()}_{label}"
    address = test_server.cluster.superuser()
    roles.create_database(address, name, windows=True)
    yield Bare(name, test_server.cluster)
    with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
        server.execute(f"drop database {name} with (force)")
