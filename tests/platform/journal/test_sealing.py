"""The hourly seal: what it covers, what it writes outside the database, and that it never waits.

The attacks on seals are in test_tampering.py.
"""

import threading
from hashlib import sha256

import pytest
from django.db import connection, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.merkle import merkle_root
from egide.platform.journal.models import Leaf, Seal
from egide.platform.journal.sealing import export_missing, seal
from tests.database import as_owner
from tests.patience import SECONDS
from tests.platform.journal.conftest import HOUR, NOON, OTHER, Scene, checked, one


def test_the_exported_file_holds_these_very_bytes(sealed: Scene) -> None:
    with as_owner():
        (only,) = Seal.objects.all()
        leaves = [
            f"{leaf.chain} {leaf.seq} {bytes(leaf.hash).hex()}" for leaf in Leaf.objects.order_by("chain")
        ]
    (path,) = sealed.folder.iterdir()

    lines = path.read_bytes().decode().split("\n")

    assert path.name == "sceau-00000001.txt"
    assert path.stat().st_mode & 0o777 == 0o400
    assert lines == [
        "egide-seal-1",
        "1",
        "2026-12-18T18:00:00.000000Z",
        "0" * 64,
        "2",
        "5",
        "2",
        merkle_root(leaves).hex(),
        *leaves,
        "",
    ]
    assert sha256("\n".join(lines[:8]).encode()).digest() == bytes(only.hash)


def test_the_next_seal_covers_only_what_changed_and_follows_the_previous(sealed_for_good: Scene) -> None:
    assert seal(now=NOON + 3 * HOUR) == 2

    with as_owner():
        first, second = Seal.objects.order_by("pk")
        assert list(Leaf.objects.filter(seal=second).values_list("chain", "seq")) == [("dossier:7", 4)]
    assert bytes(second.previous) == bytes(first.hash)
    assert (second.chains, second.events, second.leaves) == (2, 6, 1)
    assert checked().ok


def test_it_seals_an_hour_in_which_nothing_happened(lasting: Scene) -> None:
    seal(now=NOON)
    seal(now=NOON + HOUR)

    assert checked().seals == 2
    assert checked().ok


def test_it_leaves_a_chain_that_is_being_written_for_the_next_seal(sealed_for_good: Scene) -> None:
    written, done = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with acting_as(service("scheduler")):
            append(
                chain=dossier_chain(OTHER),
                compartment_id=sealed_for_good.office,
                dossier_id=OTHER,
                code="dossier.reopened",
                data={},
                at=NOON,
            )
            written.set()
            done.wait(SECONDS)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert written.wait(SECONDS)
    seal(now=NOON + 3 * HOUR)
    done.set()
    writer.join(SECONDS)
    seal(now=NOON + 4 * HOUR)

    with as_owner():
        covered = list(Leaf.objects.order_by("seal", "chain").values_list("seal", "chain", "seq"))
    assert covered[2:] == [(2, "dossier:7", 4), (3, "dossier:8", 3)]
    assert checked().ok


def test_a_seal_rolled_back_leaves_no_file(sealed_for_good: Scene) -> None:
    with transaction.atomic():
        seal(now=NOON + 3 * HOUR)
        transaction.set_rollback(True)

    assert len(list(sealed_for_good.folder.iterdir())) == 1
    assert checked().ok


def test_it_exports_later_what_could_not_be_written(lasting: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    lasting.write()
    lasting.folder.write_text("a file where the folder should be")
    with pytest.raises(FileExistsError):
        seal(now=NOON)
    assert checked().codes == {"missing_file"}
    lasting.folder.unlink()

    assert export_missing() == [1]
    assert checked().ok


def test_it_never_writes_an_older_file_again(sealed_for_good: Scene) -> None:
    seal(now=NOON + 3 * HOUR)
    (sealed_for_good.folder / "sceau-00000001.txt").unlink()

    seal(now=NOON + 4 * HOUR)

    assert checked().codes == {"missing_file"}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 7, 8, 13, 100])
def test_the_tree_of_the_database_is_the_tree_of_the_verification(scene: Scene, count: int) -> None:
    lines = [f"dossier:{number} 1 {'ab' * 32}" for number in range(count)]
    leaves = [sha256(b"\x00" + line.encode()).digest() for line in lines]

    with as_owner():
        assert bytes(one("select journal_merkle(%s::bytea[])", leaves)) == merkle_root(lines)


def test_the_tree_is_that_of_rfc_6962() -> None:
    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    a, b, c = (sha256(b"\x00" + letter).digest() for letter in (b"a", b"b", b"c"))

    assert merkle_root([]) == sha256(b"").digest()
    assert merkle_root(["a"]) == a
    assert merkle_root("abc") == node(node(a, b), c)
