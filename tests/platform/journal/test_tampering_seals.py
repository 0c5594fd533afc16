"""A superuser edits the seals, their leaves or their files: verification finds each attack.

The same scene as test_tampering.py, whose first test is the positive twin of these too.
"""

import pytest

from egide.platform.journal.append import dossier_chain
from tests.platform.journal.conftest import HOUR, NOON, OPENED, Scene, Tamper, checked, sealed_at

CHAIN = dossier_chain(OPENED)


def test_it_finds_an_edited_seal(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_seal set sealed_at = sealed_at + interval '1 day'")

    assert checked().codes == {"altered_seal"}


def test_it_finds_a_deleted_seal(sealed: Scene, tamper: Tamper) -> None:
    sealed_at(NOON + 3 * HOUR)

    tamper("delete from journal_leaf where seal_id = 1", "delete from journal_seal where id = 1")

    assert {"missing_seal", "stray_file"} <= checked().codes


def test_it_finds_leaves_without_their_seal(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_seal where true")

    assert checked().codes == {"missing_seal", "stray_file", "seal_count"}


def test_it_finds_a_seal_without_its_leaves(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_leaf where true", "update journal_head set sealed_seq = 0")

    assert checked().codes == {"altered_seal", "altered_file", "seal_count"}


@pytest.mark.parametrize("column", ["chains", "events", "leaves"])
def test_it_finds_an_edited_count_of_a_seal(sealed: Scene, tamper: Tamper, column: str) -> None:
    tamper(f"update journal_seal set {column} = {column} + 1")

    assert "altered_seal" in checked().codes


def test_it_finds_a_head_that_forgot_its_seal(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_head set sealed_seq = 0 where chain = %(chain)s", chain=CHAIN)

    assert checked().codes == {"head_unsealed"}


def test_it_finds_the_newest_seal_removed_whole(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "delete from journal_leaf where true",
        "delete from journal_seal where true",
        "update journal_head set sealed_seq = 0",
    )

    assert checked().codes == {"stray_file"}


def test_it_finds_an_edited_file(sealed: Scene) -> None:
    (path,) = sealed.folder.iterdir()
    path.chmod(0o600)
    path.write_text(path.read_text().replace("dossier:7 3", "dossier:7 2"))

    assert checked().codes == {"altered_file"}


def test_it_finds_a_deleted_file(sealed: Scene) -> None:
    (path,) = sealed.folder.iterdir()
    path.unlink()

    assert checked().codes == {"missing_file"}
