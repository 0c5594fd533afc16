"""The fingerprint of the schema: whatever a migration is made of changes it, however it was imported."""

from pathlib import Path

import pytest

from egide.platform.database.fingerprint import fingerprint

WAYS = (
    "from egide.kernel.parties.triggers import FOLLOW",
    "from egide.kernel.parties import triggers",
    "import egide.kernel.parties.triggers",
)


@pytest.mark.parametrize("way", WAYS)
def test_what_a_migration_imports_changes_it(tmp_path: Path, way: str) -> None:
    parties = tmp_path / "egide" / "kernel" / "parties"
    (parties / "migrations").mkdir(parents=True)
    (parties / "migrations" / "0001_initial.py").write_text(way)
    (parties / "triggers.py").write_text("FOLLOW = 1")
    before = fingerprint(tmp_path)

    assert fingerprint(tmp_path) == before
    (parties / "triggers.py").write_text("FOLLOW = 2")

    assert fingerprint(tmp_path) != before
