"""Old dossiers come in with their days, numbers and files; twice changes nothing; rights and conflicts hold.

Hostile sources are beside.
"""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.visibility import visible
from egide.kernel.imports.models import ImportedItem, ImportLine, Outcome
from egide.kernel.imports.problems import PlanProblem
from egide.kernel.imports.running import run_import
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.imports import sources
from tests.kernel.imports.taking.conftest import counts, take


def test_old_dossiers_come_in_with_their_days_their_numbers_and_their_files(
    cast: Cast, tmp_path: Path
) -> None:
    run = take(cast, sources.csv_source(tmp_path))

    assert run.report["agrees"] is True
    assert run.report["lines"]["taken"] == 3
    assert run.report["files"] == {
        "named": 3, "same": 3, "left": 0, "destroyed": 0, "lost": 0, "altered": 0, "unnamed": 0,
    }  # fmt: skip
    with acting_as(cast.actor("rene")) as rene:
        dossier = visible(rene).get(pk__in=DossierReference.objects.filter(key="r1001").values("dossier_id"))
        assert (dossier.received_on, dossier.closed_on) == (date(2009, 2, 3), date(2011, 6, 15))
        assert dossier.state == "closed"
        assert dossier.assignee is None
        assert dossier.number.startswith("DOC-2009-")
        versions = DocumentVersion.objects.filter(dossier=dossier).order_by("document__rank")
        expected = [
            hashlib.sha256((tmp_path / "pieces" / path).read_bytes()).hexdigest()
            for path in ("a.txt", "sous/b.txt")
        ]
        assert [version.sha256 for version in versions] == expected
        entries = list(Event.objects.filter(dossier_id=dossier.pk).order_by("seq"))
    codes = [entry.code for entry in entries]
    assert codes[0] == "dossier.opened"
    assert "import.taken" in codes
    assert "import.closed" in codes
    assert data_of(entries[0].body)["origin"] == "import"
    with as_owner():
        assert not list(dossiers_problems(dossier.number))


def test_the_same_source_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)
    take(cast, plan)
    before = counts()

    again = take(cast, plan)

    assert again.report["lines"]["already"] == 3
    assert again.report["agrees"] is True
    after = counts()
    assert after.pop("Event") == before.pop("Event") + 2  # the second run says that it began and ended
    assert after == before


def test_a_line_that_changed_is_told_and_a_new_file_comes_in(cast: Cast, tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)
    take(cast, plan)
    (tmp_path / "pieces" / "d.txt").write_text("Retrouvé.")
    changed = (
        (*sources.LINES[0][:1], "Autre titre", *sources.LINES[0][2:]),
        sources.LINES[1],
        (*sources.LINES[2][:6], "c.txt\vd.txt", ""),
    )
    plan.path.write_bytes(sources.csv_text(changed).encode("mac_roman"))

    run = take(cast, plan)

    with acting_as(cast.actor("rene")):
        found = list(ImportLine.objects.filter(run=run).order_by("place").values_list("outcome", flat=True))
        assert found == [Outcome.DIFFERENT, Outcome.ALREADY, Outcome.COMPLETED]
        assert not Dossier.objects.filter(title="Autre titre").exists()


def test_the_reconciliation_sees_a_kept_object_that_was_altered(cast: Cast, tmp_path: Path) -> None:
    from egide.platform.storage import blobs
    from egide.platform.storage.models import StoredObject

    plan = sources.csv_source(tmp_path)
    take(cast, plan)
    with as_owner():
        stored = StoredObject.objects.get(pk=str(ImportedItem.objects.filter(item="file")[0].stored))
    blobs.delete(stored.blob)

    again = take(cast, plan)

    assert again.report["files"]["altered"] == 1
    assert again.report["agrees"] is False


def test_rights_are_those_of_the_person(cast: Cast, tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)

    with pytest.raises(PlanProblem, match="compartiment"):
        take(cast, plan, "claire")
    assert take(cast, replace(plan, source="par-bruno"), "bruno").report["lines"]["refused"] == 3
    assert take(cast, replace(plan, source="par-nadia"), "nadia").report["lines"]["taken"] == 3
    with as_owner():
        scheduler = service("scheduler")
    refused = run_import(
        replace(plan, source="par-service"),
        actor=scheduler,
        clock=lambda: NOW,
        progress=lambda done, total: None,
    )
    assert refused.report["lines"]["refused"] == 3


def test_a_conflict_hides_the_line_and_brings_nothing_in_twice(cast: Cast, tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)
    take(cast, plan)
    with acting_as(cast.actor("rene")) as rene:
        dossier = Dossier.objects.get(title="Comité d’évaluation")
        declare_conflict(actor=rene, dossier=dossier, reason="Ma sœur en était.", now=NOW)
    before = counts()["Dossier"]

    run = take(cast, plan)

    assert run.report["lines"]["already"] == 2
    assert run.report["lines"]["refused"] == 1
    assert counts()["Dossier"] == before
