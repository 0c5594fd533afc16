"""The benchmark's own server and databases: cluster « bench », one pair of databases per number of dossiers.

Never the demonstration's nor the tests'. Set up before Django is loaded; data are kept between runs.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from egide.platform.database import roles
from egide.platform.database.cluster import Cluster
from egide.platform.database.fingerprint import fingerprint

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One pair of databases in the benchmark's server."""

    cluster: Cluster
    dossiers: int

    @property
    def main(self) -> str:
        """The main database's name."""
        return f"egide_{self.dossiers}"

    @property
    def keys(self) -> str:
        """The key database's name."""
        return f"egide_keys_{self.dossiers}"

    @property
    def home(self) -> Path:
        """What belongs to this pair alone: blobs, seals, marks, results."""
        return self.cluster.home / self.main

    def mark(self, name: str) -> Path:
        """Will return the file whose existence tells that a step is done."""
        return self.home / name

    def environment(self, role: str = "app") -> dict[str, str]:
        """Will return what the settings read."""
        pair = {"DATABASE_URL": self.main, "KEYS_DATABASE_URL": self.keys}
        owners = {name.replace("DATABASE_URL", "DATABASE_OWNER_URL"): base for name, base in pair.items()}
        return {
            **{name: self.cluster.url(roles.APP, base) for name, base in pair.items()},
            **{name: self.cluster.url(roles.OWNER, base) for name, base in owners.items()},
            "EGIDE_ROLE": role,
            "EGIDE_MODE": "demo",
            "EGIDE_HOME": str(self.home),
            "EGIDE_STATIC_ROOT": str(self.cluster.home / "static"),
            "DJANGO_SETTINGS_MODULE": "egide.config.settings",
        }


def prepare(place: Place, *, fresh: bool, say: Say) -> None:
    """Will make the databases when they are missing, and migrate them when the schema changed."""
    place.home.mkdir(parents=True, exist_ok=True)
    if fresh:
        _drop(place)
    address = place.cluster.superuser()
    roles.create_database(address, place.main, windows=True)
    roles.create_database(address, place.keys, windows=False)
    mark = place.mark("migrated")
    if not (mark.exists() and mark.read_text() == fingerprint()):
        say("Migrations…")
        in_other_role(place, "owner", ("egide.interfaces.commands", "database", "migrate", "--quiet"))
        mark.write_text(fingerprint())


def in_other_role(place: Place, role: str, module: tuple[str, ...]) -> str:
    """Will run a Python module in a process that connects in this role, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        env={**os.environ, **place.environment(role)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _drop(place: Place) -> None:
    import shutil

    import psycopg
    from psycopg import sql

    with psycopg.connect(place.cluster.superuser(), dbname="postgres", autocommit=True) as server:
        for name in (place.main, place.keys):
            server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    shutil.rmtree(place.home, ignore_errors=True)
    place.home.mkdir(parents=True)
