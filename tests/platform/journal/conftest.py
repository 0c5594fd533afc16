"""The scene of the journal's tests: two dossiers with their entries, sealed once, and someone to tamper.

Not the cast of the house: the journal knows ids, compartments and services only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.journal.append import EventRef, append, dossier_chain
from egide.platform.journal.sealing import export_missing, seal
from egide.platform.journal.verification import Report, verify
from tests.database import Pair, as_owner, become

NOON = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
OPENED, OTHER = 7, 8  # two dossiers
HOUR = timedelta(hours=1)

Tamper = Callable[..., None]


@dataclass(frozen=True)
class Scene:
    """Who writes where."""

    office: int
    discipline: int
    folder: Path

    def write(self, dossier: int = OPENED, code: str = "dossier.opened", **changes: Any) -> EventRef:
        """Will append and commit one entry as a service of the Office."""
        values: dict[str, Any] = {
            "chain": dossier_chain(dossier),
            "compartment_id": self.office,
            "dossier_id": dossier,
            "data": {"number": "I-2026-00007"},
            "at": NOON,
        }
        with acting_as(service("scheduler")):
            return append(code=code, **{**values, **changes})


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where the seals are exported: not there yet."""
    settings.SEAL_EXPORT_DIR = str(tmp_path / "seals")
    return tmp_path / "seals"


@pytest.fixture
def scene(db: None, folder: Path) -> Scene:
    """An empty journal, in a transaction that is rolled back."""
    return _scene(folder)


@pytest.fixture
def lasting(fresh: Pair, folder: Path) -> Scene:
    """An empty journal in one's own database, where transactions are committed."""
    return _scene(folder)


_UPWARD_LINKS = """
select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
where contype = 'f' and conrelid::regclass::text like 'journal%'
  and confrelid = to_regclass('dossiers_dossier')
"""


def _scene(folder: Path) -> Scene:
    # The kernel may tie entries to its dossiers; here, in a layer below, a dossier is a number.
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_UPWARD_LINKS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    ids = dict(Compartment.objects.values_list("code", "pk"))
    return Scene(ids["office"], ids["discipline"], folder)


@pytest.fixture
def sealed(scene: Scene) -> Scene:
    """Two chains, sealed at 13 h, then one entry more in the first: what the attacks start from."""
    return _sealed(scene)


@pytest.fixture
def sealed_for_good(lasting: Scene) -> Scene:
    """The same, committed."""
    return _sealed(lasting)


def _sealed(scene: Scene) -> Scene:
    scene.write(notes={"reason": "Motif d’Élise"})
    scene.write(code="deadline.started", data={"due": "2027-01-07"})
    scene.write(code="letter.sent", data={"number": 1}, notes={"to": "Élise", "subject": "Accusé"})
    scene.write(OTHER)
    scene.write(OTHER, code="dossier.closed", data={})
    sealed_at(NOON + HOUR)
    scene.write(code="dossier.closed", data={}, at=NOON + 2 * HOUR)
    with connection.cursor() as cursor:
        # As at a commit: what is deferred is judged before anybody tampers.
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    return scene


def sealed_at(moment: datetime) -> None:
    """Will seal, and export as at the commit, which a rolled-back scene never reaches."""
    seal(now=moment)
    export_missing()


@pytest.fixture
def tamper(db: None) -> Tamper:
    """SQL run by a superuser who silences the triggers: what no privilege can stop."""

    def run(*statements: str, **parameters: Any) -> None:
        with connection.cursor() as attacker:
            attacker.execute("reset role")
            attacker.execute("set local session_replication_role = replica")
            for statement in statements:
                attacker.execute(statement, parameters or None)
                assert attacker.rowcount != 0, "the attack changed nothing"
            attacker.execute("set local session_replication_role = origin")
            become("egide_app")

    return run


def checked(**scope: Any) -> Report:
    """Will verify as the owner."""
    with as_owner():
        return verify(**scope)


def one(sql: str, *parameters: Any) -> Any:
    """Will return the single value of a query, as the application's role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
        return row[0] if row else None
