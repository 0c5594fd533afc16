"""The tests' databases: one shared server, one template per schema, one clone per process or per test.

`db` tests run in a rolled-back transaction as egide_app; `fresh` tests own a clone, with the real login.
"""

import contextlib
import fcntl
import itertools
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from egide.platform.database import fingerprint, processes, roles
from egide.platform.database.cluster import Cluster

ALIASES = ("default", "keys")
_SUPERUSER = "postgres"
# Templates of other branches or of a neighbour's edit a minute ago may be in use: only old ones go.
_TEMPLATES_KEPT = 4
_numbers = itertools.count()


@dataclass(frozen=True)
class Pair:
    """The names of a main and of a key database."""

    default: str
    keys: str

    @classmethod
    def called(cls, name: str) -> "Pair":
        """Will return the pair of databases of this name."""
        return cls(f"{name}_main", f"{name}_keys")

    def __iter__(self) -> Iterator[str]:
        return iter((self.default, self.keys))


class TestServer:
    """The running test server, and what is created or dropped in it."""

    __test__ = False

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.host = str(cluster.places.sockets)
        self._keeper: psycopg.Connection[tuple[object, ...]] | None = None

    def template(self) -> Pair:
        """Will return the migrated template of this schema, built by the first process that needs it."""
        pair = Pair.called(f"template_{fingerprint.fingerprint()}")
        with (self.cluster.home / "template.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._is_finished(pair):
                self.drop(pair)
                self._build(pair)
                self._drop_old_templates()
            # Under the same lock: nobody drops it between its making and its first copy.
            self._keep(pair)
        return pair

    def clone(self, template: Pair, name: str) -> Pair:
        """Will copy the template; the name carries the process, so that a killed one's copies are found."""
        pair = Pair.called(f"clone_{os.getpid()}_{name}")
        with self._server() as server:
            for source, copy in zip(template, pair, strict=True):
                # Measured on the whole schema: docs/operations/database.md.
                statement = "create database {} template {} owner {} strategy wal_log"
                names = (sql.Identifier(text) for text in (copy, source, roles.OWNER))
                server.execute(sql.SQL(statement).format(*names))
                server.execute(roles.connect_sql(copy))
        return pair

    def drop(self, pair: Pair) -> None:
        """Will drop both databases, whoever is still connected."""
        with self._server() as server:
            for name in pair:
                _drop(server, name)

    def leave(self) -> None:
        """Will let go of the template: whoever makes a newer one may drop it."""
        if self._keeper is not None:
            self._keeper.close()

    def drop_orphans(self) -> None:
        """Will drop the clones of test processes that were killed."""
        with self._server() as server:
            for name in _names(server, "clone%"):
                owner = re.match(r"clone_(\d+)_", name)
                if owner and not processes.alive(int(owner[1])):
                    _drop(server, name)

    def _server(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.cluster.superuser(), dbname="postgres", autocommit=True)

    def _is_finished(self, pair: Pair) -> bool:
        with self._server() as server:
            query = "select count(*) from pg_database where datistemplate and datname = any(%s)"
            row = server.execute(query, [list(pair)]).fetchone()
            return row == (2,)

    def _build(self, pair: Pair) -> None:
        for name in pair:
            roles.create_database(self.cluster.superuser(), name, windows=name == pair.default)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
            "DATABASE_URL": self.cluster.url(roles.APP, pair.default),
            "DATABASE_OWNER_URL": self.cluster.url(roles.OWNER, pair.default),
            "KEYS_DATABASE_URL": self.cluster.url(roles.APP, pair.keys),
            "KEYS_DATABASE_OWNER_URL": self.cluster.url(roles.OWNER, pair.keys),
        }
        # The very command of an installation, in its own process: what is tested is what is shipped.
        command = [sys.executable, "-m", "egide.interfaces.commands", "database", "migrate", "--quiet"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"egide database migrate failed:\n{done.stdout}\n{done.stderr}")
        with self._server() as server:
            for name in pair:
                # Last step: the mark of a finished template, which nobody may enter any more.
                statement = "alter database {} is_template true allow_connections false"
                server.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def _keep(self, pair: Pair) -> None:
        # A lock that lives as long as this run: others make templates meanwhile, and drop the old ones.
        self._keeper = self._keeper or self._server()
        for name in pair:
            self._keeper.execute("select pg_advisory_lock_shared(hashtext(%s))", [name])

    def _drop_old_templates(self) -> None:
        with self._server() as server:
            for name in _names(server, "template%")[: -2 * _TEMPLATES_KEPT]:
                row = server.execute("select pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()
                if row == (True,):  # else a run still copies it
                    _drop(server, name)


def _names(server: "psycopg.Connection[tuple[object, ...]]", pattern: str) -> list[str]:
    # "\_" : the server's own template0 and template1 are not ours.
    query = "select datname from pg_database where datname like %s order by oid"
    return [str(row[0]) for row in server.execute(query, [pattern.replace("%", r"\_%")])]


def _drop(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    identifier = sql.Identifier(name)
    if server.execute("select from pg_database where datname = %s and datistemplate", [name]).rowcount:
        server.execute(sql.SQL("alter database {} is_template false").format(identifier))
    server.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))


@contextlib.contextmanager
def test_server() -> Iterator[TestServer]:
    """Will start or join the tests' server; the last test process out stops it."""
    with Cluster.named("test").running(tied=False) as cluster:
        server = TestServer(cluster)
        server.drop_orphans()
        yield server
        server.leave()


test_server.__test__ = False  # type: ignore[attr-defined]


# --- Pointing Django at a clone, and choosing a role -----------------------------------------------------
_login = _SUPERUSER
# The owner's connections to the pair of the moment, kept from one `as_owner` to the next by the main thread: a new
# one has the whole schema to learn, which takes longer than what it is asked.
_owners: dict[str, BaseDatabaseWrapper] = {}


def point(host: str, pair: Pair, *, login: str) -> None:
    """Will make both aliases of Django connect to this pair, as `login`."""
    global _login
    _login = login
    while _owners:
        _owners.popitem()[1].close()
    for alias, name in zip(ALIASES, pair, strict=True):
        connections[alias].close()
        # The dictionary that every thread's connection shares: the live server's threads follow.
        changes = {"NAME": name, "USER": login, "PASSWORD": "", "HOST": host, "PORT": ""}
        connections.settings[alias].update(changes)


@contextlib.contextmanager
def fresh_clone(server: TestServer, template: Pair, unit: Pair) -> Iterator[Pair]:
    """Will give the test its own databases, reached as the application does: egide_app, no wrapper."""
    with made_clone(server, template) as pair, entered(server, pair, unit):
        yield pair


@contextlib.contextmanager
def made_clone(server: TestServer, template: Pair) -> Iterator[Pair]:
    """Will copy the template, or a pair that nobody is in, and drop the copy at the end."""
    pair = server.clone(template, str(next(_numbers)))
    try:
        yield pair
    finally:
        server.drop(pair)


@contextlib.contextmanager
def entered(server: TestServer, pair: Pair, unit: Pair) -> Iterator[None]:
    """Will be in this pair as the application for the block, then in the process's own again."""
    point(server.host, pair, login=roles.APP)
    try:
        yield
    finally:
        point(server.host, unit, login=_SUPERUSER)


def become(role: str) -> None:
    """Will take a role until the end of the transaction (or of its savepoint), on both databases."""
    for alias in ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(role)).as_string(None))


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Will run the block as egide_owner, past the walls: for factories, and for looking at what they made."""
    with _second_login() if _login == roles.APP else _second_role():
        yield


@contextlib.contextmanager
def _second_role() -> Iterator[None]:
    # If the block fails, the savepoint's rollback gives the role back; if it succeeds, we do.
    with contextlib.ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(transaction.atomic(using=alias))
        become(roles.OWNER)
        yield
        become(roles.APP)


@contextlib.contextmanager
def _second_login() -> Iterator[None]:
    # A second connection, of this thread only: the live server's threads must remain egide_app.
    usual = {alias: connections[alias] for alias in ALIASES}
    if usual[ALIASES[0]] in _owners.values():  # inside another one
        yield
        return
    lasting = threading.current_thread() is threading.main_thread()
    owners = _owners if lasting else {}
    for alias in ALIASES:
        owners[alias] = connections[alias] = owners.get(alias) or _owner_of(alias)
        owners[alias].close_if_unusable_or_obsolete()  # the next statement asks whether it still lives
    try:
        yield
    finally:
        for alias in ALIASES:
            if not lasting:
                owners[alias].close()
            connections[alias] = usual[alias]


def _owner_of(alias: str) -> BaseDatabaseWrapper:
    owner = connections.create_connection(alias)
    owner.settings_dict = {**owner.settings_dict, "USER": roles.OWNER}
    return owner
