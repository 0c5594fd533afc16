"""`egide search rebuild` and what `egide verify` says of the index: told, mended, told again.

Real processes, on a house of its own where a note was lost from the index and another was forged in it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from egide.kernel.notes.actions import write_note
from egide.kernel.search.models import Entry, Vocable
from egide.platform.database import roles
from tests.cast import seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import Scene, open_scene


@pytest.fixture
def lost(fresh: Pair) -> Scene:
    """A dossier with two notes, one of which the index forgot, the other of which it has other words."""
    scene = open_scene(seed_office())
    for text in ("Un hippopotame.", "Une girafe."):
        scene.act("nadia", lambda a, d, text=text: write_note(dossier=d, text=text, actor=a, now=scene.now))  # type: ignore[misc]
    with as_owner():
        Entry.objects.filter(source="note", rank=1).delete()
        Entry.objects.filter(source="note", rank=2).update(words="zebre")
    return scene


def _egide(server: TestServer, pair: Pair, home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    urls = {
        f"{keys}DATABASE_{owner}URL": f"postgresql://{login}@/{name}?host={server.host}"
        for keys, name in (("", pair.default), ("KEYS_", pair.keys))
        for owner, login in (("", roles.APP), ("OWNER_", roles.OWNER))
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("EGIDE_ROLE", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, "-m", "egide.interfaces.commands", *arguments],
        env={**kept, **urls, "EGIDE_HOME": str(home), "EGIDE_MODE": "demo"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_the_index_lost_is_told_then_made_again(
    lost: Scene, fresh: Pair, test_server: TestServer, tmp_path: Path
) -> None:
    told = _egide(test_server, fresh, tmp_path, "verify")
    assert told.returncode == 1, told.stderr
    faults = [line for line in told.stdout.splitlines() if line.startswith("Recherche")]
    assert faults == [
        "Recherche : 1 texte absent de l’index (source « note »).",
        "Recherche : 1 texte dont les mots ont changé (source « note »).",
    ]
    assert _egide(test_server, fresh, tmp_path, "verify", "--dossier", lost.number).returncode == 1

    made = _egide(test_server, fresh, tmp_path, "search", "rebuild")

    assert made.returncode == 0, made.stderr
    with as_owner():
        assert f"{Entry.objects.count()} textes dans l’index" in made.stdout.replace("\u00a0", " ")
        assert Vocable.objects.filter(word="hippopotame").exists()
    after = _egide(test_server, fresh, tmp_path, "verify")
    assert "Recherche" not in after.stdout
