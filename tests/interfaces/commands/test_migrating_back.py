"""The latest migration of each application taken back and made again, on a house where people work.

A schema that cannot be taken back is a night that cannot be mended: what was written for it is run here, on rows.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations import Migration

from egide.kernel.notes.actions import write_note
from egide.platform.database import roles
from egide.platform.database.states import LeanExecutor
from tests.cast import Cast, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import in_progress, open_scene
from tests.walls.house import client_of

PAGES = (
    "/travail/",
    "/interventions/?dossiers=any",
    "/interventions/?q=%C3%A9lise+trem",
    "/recherche/?q=tremblay+absence",
    "/recherche/?q=hippopotame",
    "/recherche/?q=dossier",
)
NOTHING = "/recherche/?q=girafe"
READERS = ("nadia", "bruno", "marc")


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    """Three dossiers, two of them under way, with letters that left and a note."""
    cast = seed_office()
    scene = in_progress(open_scene(cast))
    scene.act("nadia", lambda a, d: write_note(dossier=d, text="Un hippopotame.", actor=a, now=scene.now))
    in_progress(open_scene(cast, name="Karim Benali", site="montreal"))
    open_scene(cast, name="Odile Tremblay-Roy")
    return cast


def test_the_latest_migrations_are_taken_back_and_made_again(
    cast: Cast, fresh: Pair, test_server: TestServer, tmp_path: Path
) -> None:
    before = _shown(cast)
    assert [page for page in (*PAGES, NOTHING) if 'href="/dossiers/' not in before["nadia", page]] == [
        NOTHING
    ]

    with as_owner():
        executor = LeanExecutor(connections["default"])
        taken = [(migration, True) for migration in _latest(executor)]
        executor.migrate(targets=None, plan=taken)
        # What stood before stands again, for the code of before: these were written anew, under the same names.
        assert _functions("window_open_tallies", "window_deadline_results") == 2
        again = LeanExecutor(connections["default"])
        again.migrate(again.loader.graph.leaf_nodes())

    assert len(taken) > 30
    assert _shown(cast) == before
    assert _verified(test_server, fresh, tmp_path) == ""


def _latest(executor: LeanExecutor) -> list[Migration]:
    """The last migration of each of our applications, and what leans on it, the newest first.

    Left out: one that made its application or on which another application's tables lean: rows would go with them.
    """
    graph, wanted = executor.loader.graph, set()
    for leaf in graph.leaf_nodes():
        taken = set(graph.backwards_plan(leaf))
        ours = apps.get_app_config(leaf[0]).name.startswith("egide.")
        if ours and not any(executor.loader.disk_migrations[key].initial for key in taken):
            wanted |= taken
    whole = executor.migration_plan(graph.leaf_nodes(), clean_start=True)
    return [migration for migration, _ in reversed(whole) if (migration.app_label, migration.name) in wanted]


def _functions(*names: str) -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("select count(*) from pg_proc where proname = any(%s)", [list(names)])
        return int(cursor.fetchone()[0])


def _shown(cast: Cast) -> dict[tuple[str, str], str]:
    """What each reader sees, without what changes at each answer."""
    shown = {}
    for name in READERS:
        client = client_of(cast.user(name))
        for page in (*PAGES, NOTHING):
            answer = client.get(page)
            assert answer.status_code == 200, (name, page)
            shown[name, page] = re.sub(r'(nonce|value)="[^"]{20,}"', "", answer.content.decode())
    return shown


def _verified(server: TestServer, pair: Pair, home: Path) -> str:
    """What `egide verify` finds wrong."""
    urls = {
        f"{keys}DATABASE_{owner}URL": f"postgresql://{login}@/{name}?host={server.host}"
        for keys, name in (("", pair.default), ("KEYS_", pair.keys))
        for owner, login in (("", roles.APP), ("OWNER_", roles.OWNER))
    }
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.run(
        [sys.executable, "-m", "egide.interfaces.commands", "verify"],
        env={**kept, **urls, "EGIDE_HOME": str(home), "EGIDE_MODE": "demo", "EGIDE_ROLE": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    return (
        "" if told.stdout.startswith("Tout concorde") and not told.returncode else told.stdout + told.stderr
    )
