"""What the demonstration remembers between two starts, so that the second takes seconds.

Marks are files in its home; a mark is written only after the work that it stands for.
"""

import contextlib
import fcntl
import hashlib
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
from psycopg import sql

from egide.platform.database import processes, roles
from egide.platform.database.cluster import Cluster
from egide.platform.database.fingerprint import fingerprint
from egide.platform.database.places import CHECKOUT

# The web processes of a demonstration killed a second ago may still be giving the port back.
_PORT_SECONDS = 12.0
_MADE_BY_LOADING = ("blobs", "seals", "mail")


class DemoHome:
    """The marks of one demonstration."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.accounts = home / "accounts.txt"
        self._migrated = home / "migrated"
        self._static = home / "static.mark"
        self._loading = home / "loading"
        self._loaded = home / "loaded"

    def is_migrated(self) -> bool:
        """Will say whether the databases have this checkout's schema."""
        return self._migrated.exists() and self._migrated.read_text() == fingerprint()

    def mark_migrated(self) -> None:
        """Will remember that they do."""
        self._migrated.write_text(fingerprint())

    def has_static_files(self) -> bool:
        """Will say whether the collected static files are this checkout's."""
        return self._static.exists() and self._static.read_text() == _static_fingerprint()

    def mark_static_files(self) -> None:
        """Will remember that they are."""
        self._static.write_text(_static_fingerprint())

    def is_loaded(self) -> bool:
        """Will say whether the small Office is there."""
        return self._loaded.exists()

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Will mark the loading as begun, then as done: between the two, a kill means starting anew."""
        self._loading.touch()
        yield
        self._loaded.touch()
        self._loading.unlink()

    def was_interrupted(self) -> bool:
        """Will say whether the loading began and did not end: nobody has worked in that database yet."""
        return self._loading.exists() and not self._loaded.exists()

    def wipe(self, cluster: Cluster) -> None:
        """Will drop what an interrupted loading left, and only that."""
        with psycopg.connect(cluster.superuser(), dbname="postgres", autocommit=True) as server:
            for name in (roles.MAIN, roles.KEYS):
                server.execute(
                    sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
                )
        roles.apply(cluster.superuser())
        for name in _MADE_BY_LOADING:
            shutil.rmtree(self.home / name, ignore_errors=True)
        for mark in (self._migrated, self._loading):
            mark.unlink(missing_ok=True)


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Will hold the demonstration's lock inside the block.

    :raises click.ClickException: another one runs in the same folder.
    """
    with (home / "demo.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(f"La démonstration tourne déjà dans {home}.") from error
        yield


def wait_for_port(host: str, port: int) -> None:
    """Will wait a little for the port to be free.

    :raises click.ClickException: another program keeps it.
    """
    if not processes.wait_until(lambda: _is_free(host, port), seconds=_PORT_SECONDS, every=0.2):
        raise click.ClickException(
            f"Le port {port} est occupé par un autre programme; essayez PORT={port + 1} script/demo."
        )


def free_port() -> int:
    """Will return a port that nothing uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Will say whether a web server answers, whatever it answers."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _static_fingerprint() -> str:
    total = hashlib.sha256()
    for path in sorted(CHECKOUT.glob("egide/**/static/**/*")):
        status = path.stat()
        total.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return total.hexdigest()
