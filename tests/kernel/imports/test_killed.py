"""The command killed -9 in the middle of a run, then asked again: nothing twice, nothing missing, one run.

Real processes over a clone, with real commits.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connections

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun, Outcome, RunState
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.platform.database.processes import wait_until
from tests.cast import NOW, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.imports import sources
from tests.kernel.records.making import loaded
from tests.locks import gate
from tests.patience import SECONDS

LINES = tuple(
    (f"R-{n:04d}", f"Dossier {n}", "1130", "Interv.", "03/02/2009", "", "a.txt\vc.txt", "") for n in range(24)
)
START = "from egide.interfaces.commands.main import main; main()"


def started(folder: Path, *more: str, **environment: str) -> "subprocess.Popen[bytes]":
    places = {"DATABASE_URL": connections["default"], "KEYS_DATABASE_URL": connections["keys"]}
    urls = {
        name: f"postgresql://{place.settings_dict['USER']}@/{place.settings_dict['NAME']}"
        f"?host={place.settings_dict['HOST']}"
        for name, place in places.items()
    }
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            START,
            "import",
            str(folder / "plan.toml"),
            "--as",
            "rene@office.example",
            *more,
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "egide.config.settings_test", **urls, **environment},
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_a_killed_import_goes_on_where_it_was(fresh: Pair, test_server: TestServer, tmp_path: Path) -> None:
    seed_office()
    loaded(now=NOW)
    sources.csv_source(tmp_path, LINES, encoding="utf-8")
    owner = test_server.cluster.url("egide_owner", fresh.default)
    fourth = "(select count(*) from imports_importline) = 3"
    with gate(owner, before="insert on imports_importline", once=fourth) as waiting:
        first = started(tmp_path)
        try:
            assert wait_until(lambda: waiting() or first.poll() is not None, seconds=SECONDS)
        finally:
            first.send_signal(signal.SIGKILL)
            first.communicate(timeout=SECONDS)
        assert _lines() == 3

    second = started(tmp_path)
    said = second.communicate(timeout=SECONDS)[0].decode()

    assert second.returncode == 0
    assert "Tout concorde avec la source." in said
    with as_owner():
        run = ImportRun.objects.get()
        assert run.state == RunState.DONE
        assert (run.report["lines"]["taken"], run.report["files"]["same"]) == (len(LINES), 2 * len(LINES))
        assert ImportLine.objects.filter(outcome=Outcome.TAKEN).count() == len(LINES)
        assert Dossier.objects.count() == len(LINES)
        assert DocumentVersion.objects.count() == 2 * len(LINES)
        assert ImportedItem.objects.count() == 3 * len(LINES)
        assert not list(dossiers_problems())
    assert (tmp_path / "plan-reprise.xlsx").stat().st_size > 4000
    refused = started(tmp_path, DATABASE_URL=_as_superuser())
    assert refused.communicate(timeout=SECONDS)[0] == b""
    assert refused.returncode == 1


def _lines() -> int:
    with as_owner():
        return ImportLine.objects.count()


def _as_superuser() -> str:
    place = connections["default"].settings_dict
    return f"postgresql://postgres@/{place['NAME']}?host={place['HOST']}"
