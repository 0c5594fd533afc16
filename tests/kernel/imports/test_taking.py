"""Old dossiers, documents and boxes come in by the real actions: once, with their days of origin, provably whole.

René, the archivist, takes in for every unit of the Office; Nadia for hers; Claire works behind another wall.
"""

import hashlib
import json
import os
import resource
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.visibility import visible
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun, Outcome
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import PlanProblem
from egide.kernel.imports.reconciling import table_of
from egide.kernel.imports.reporting import lines_of, write_json, write_workbook
from egide.kernel.imports.running import run_import
from egide.kernel.imports.seen import Seen
from egide.kernel.imports.trying import NOTED, REFUSED, Trial, try_import
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.paper.models import Box, Part
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.kernel.imports import sources
from tests.kernel.records.making import loaded


@pytest.fixture
def cast(db: None) -> Cast:
    made = seed_office()
    loaded(now=NOW)
    return made


def take(cast: Cast, plan: Plan, who: str = "rene", now: datetime = NOW) -> ImportRun:
    return run_import(plan, actor=cast.actor(who), clock=lambda: now, progress=lambda done, total: None)


def tried(cast: Cast, plan: Plan, who: str = "rene") -> tuple[Trial, list[str]]:
    with Seen() as seen:
        trial = try_import(plan, actor=cast.actor(who), now=NOW, seen=seen, progress=lambda done, total: None)
        return trial, [told.detail for told in seen.all_told()]


def counts() -> dict[str, int]:
    models = (Dossier, DocumentVersion, DossierReference, ImportedItem, Event, Box, Part)
    with as_owner():
        return {model.__name__: model._default_manager.count() for model in models}


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


HOSTILE = (
    ("R-001", "Remonte", "1130", "Interv.", "03/02/2009", "", "../../etc/passwd", ""),
    ("R-002", "Lien", "1130", "Interv.", "03/02/2009", "", "lien.txt", ""),
    ("R-003", "Dossier lié", "1130", "Interv.", "03/02/2009", "", "ailleurs/x.txt", ""),
    ("R-004", "Vide", "1130", "Interv.", "03/02/2009", "", "vide.txt", ""),
    ("R-005", "Programme", "1130", "Interv.", "03/02/2009", "", "outil.exe", ""),
    ("R-006", "Absent", "1130", "Interv.", "03/02/2009", "", "absent.pdf", ""),
    ("R-007", "Trop grand", "1130", "Interv.", "03/02/2009", "", "grand.bin", ""),
    ("R-008", "Absolu", "1130", "Interv.", "03/02/2009", "", "/etc/passwd", ""),
    ("R-009", "Tube", "1130", "Interv.", "03/02/2009", "", "tube", ""),
    ("R-010", "Unité", "1130", "Inconnue", "03/02/2009", "", "", ""),
    ("R-011", "Classe", "9999", "Interv.", "03/02/2009", "", "", ""),
    ("R-012", "Date", "1130", "Interv.", "2009-02-31", "", "", ""),
    ("R-013", "Avenir", "1130", "Interv.", "03/02/2099", "", "", ""),
    ("R-014", "À l’envers", "1130", "Interv.", "03/02/2009", "03/02/2008", "", ""),
    ("R-015", "", "1130", "Interv.", "03/02/2009", "", "", ""),
    ("", "Sans numéro", "1130", "Interv.", "03/02/2009", "", "", ""),
    ("R-016", "Bon", "1130", "Interv.", "03/02/2009", "", "a.txt", ""),
    ("R-016", "Double", "1130", "Interv.", "03/02/2009", "", "", ""),
)
WORDS = (
    "sort du dossier", "par un lien", "par un lien", "est vide", "programme", "n’est pas dans le dossier", "dépasse",
    "n’est pas un chemin", "n’est pas un fichier", "Unité inconnue", "Classe absente", "Date non comprise", "avenir",
    "précède", "titre est vide", "numéro est vide", "", "déjà à la ligne 17",
)  # fmt: skip


def hostile(folder: Path, settings: object) -> Plan:
    plan = sources.csv_source(folder, HOSTILE)
    pieces = folder / "pieces"
    (folder / "dehors").mkdir()
    (folder / "dehors" / "x.txt").write_text("secret")
    (pieces / "lien.txt").symlink_to(folder / "dehors" / "x.txt")
    (pieces / "ailleurs").symlink_to(folder / "dehors")
    (pieces / "vide.txt").write_bytes(b"")
    (pieces / "outil.exe").write_bytes(b"MZ" + b"\0" * 200)
    (pieces / "grand.bin").write_bytes(b"x" * (1024 * 1024 + 1))
    os.mkfifo(pieces / "tube")
    settings.UPLOAD_LIMIT_MB = 1  # type: ignore[attr-defined]
    return plan


def test_a_trial_tells_line_by_line_and_writes_nothing(cast: Cast, tmp_path: Path, settings: object) -> None:
    plan = hostile(tmp_path, settings)
    before = counts()

    trial, details = tried(cast, plan)

    expected = [words for words in WORDS if words]
    assert len(details) == len(expected)
    for words, detail in zip(expected, details, strict=True):
        assert words in detail
    assert trial.lines[REFUSED] == 17
    assert counts() == before


def test_the_run_takes_only_what_the_trial_let_in(cast: Cast, tmp_path: Path, settings: object) -> None:
    run = take(cast, hostile(tmp_path, settings))

    assert run.report["lines"]["taken"] == 1
    assert run.report["lines"]["refused"] == 17
    assert run.report["agrees"] is True
    told = list(lines_of(run, actor=cast.actor("rene")))
    assert [words in line.detail for words, line in zip(WORDS, told, strict=True)] == [True] * 18
    table = table_of(run.report)
    write_workbook(tmp_path / "rapport.xlsx", title="Essai", table=table, lines=told)
    write_json(tmp_path / "rapport.json", title="Essai", table=table, lines=told)
    said = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert said["comptes"]["Lignes refusées"] == 17
    assert len(said["lignes"]) == 18


def test_unfit_files_may_be_left_behind_when_the_plan_says_so(
    cast: Cast, tmp_path: Path, settings: object
) -> None:
    plan = replace(hostile(tmp_path, settings), leave_unfit=True)

    trial, _ = tried(cast, plan)
    run = take(cast, plan)

    assert trial.lines[NOTED] == 9
    assert run.report["lines"]["taken"] == 10
    assert run.report["files"]["left"] == 9
    assert run.report["agrees"] is True


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


TREE = """
source = "dossiers-reseau"
target = "files"
compartment = "office"
[list]
format = "folders"
path = "reseau"
levels = ["class", "dossier"]
class_word = "first"
[columns]
number = "number"
title = "title"
class = "class"
received_on = "modified_on"
files = "files"
[fixed]
unit = "interventions"
template = "plain"
[dates]
formats = ["%Y-%m-%d"]
[numbers]
label = "Ancien chemin"
"""


def test_a_tree_of_folders_becomes_dossiers_of_their_classes(cast: Cast, tmp_path: Path) -> None:
    place = tmp_path / "reseau" / "1130 Comités" / "Comité de régie"
    (place / "2019").mkdir(parents=True)
    for index in range(45):
        (place / "2019" / f"pièce {index:02}.txt").write_text(f"Procès-verbal {index}")
    (place / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "reseau" / "perdu.txt").write_text("au-dessus")
    (tmp_path / "reseau" / "1130 Comités" / "Vide").mkdir()
    for name in os.listdir(place / "2019"):
        os.utime(place / "2019" / name, (1_500_000_000, 1_500_000_000))
    plan = sources.planned(tmp_path, TREE)

    run = take(cast, plan)
    again = take(cast, plan)

    assert run.report["lines"] == {
        "source": 3, "taken": 1, "completed": 0, "already": 0, "different": 0, "refused": 2,
    }  # fmt: skip
    assert run.report["files"]["same"] == 45
    assert again.report["lines"]["already"] == 1
    with acting_as(cast.actor("rene")):
        dossier = Dossier.objects.get(title="Comité de régie")
        assert (dossier.class_code, dossier.received_on) == ("1130", date(2017, 7, 13))
        assert DossierReference.objects.get(dossier=dossier).number == "1130 Comités/Comité de régie"
        titles = DocumentVersion.objects.filter(dossier=dossier).values_list("document__title", flat=True)
        assert "pièce 00.txt" in titles


DOCUMENTS = """
source = "pieces-anciennes"
target = "documents"
compartment = "office"
[list]
format = "csv"
path = "pieces.csv"
encoding = "utf-8"
separator = ";"
columns = ["doc", "dossier", "titre", "date", "fichier"]
[columns]
number = "doc"
dossier = "dossier"
title = "titre"
dated_on = "date"
files = "fichier"
[dates]
formats = ["%Y-%m-%d"]
[files]
root = "pieces"
separator = "|"
strip = "filewin:/F:/Archives/"
[numbers]
dossier_by = "old_number"
"""


def test_documents_go_to_the_dossier_that_carries_the_old_number(cast: Cast, tmp_path: Path) -> None:
    take(cast, sources.csv_source(tmp_path))
    (tmp_path / "pieces.csv").write_text(
        "D-001;R-1002;Lettre de 2012;2012-11-13;filewin:/F:/Archives/sous\\b.txt\nD-002;R-9999;Sans dossier;;a.txt\n",
        encoding="utf-8",
    )

    run = take(cast, sources.planned(tmp_path, DOCUMENTS))

    assert (run.report["lines"]["taken"], run.report["lines"]["refused"]) == (1, 1)
    with acting_as(cast.actor("rene")):
        version = DocumentVersion.objects.get(document__title="Lettre de 2012")
        assert version.dossier.title == "Réforme des tarifs à l’été"
        assert Event.objects.filter(dossier_id=version.dossier_id, code="import.document").exists()


BOXES = """
source = "boites-voute"
target = "boxes"
compartment = "office"
[list]
format = "xlsx"
path = "boites.xlsx"
header = true
[columns]
number = "Boîte"
label = "Contenu"
place = "Tablette"
shelf = "Tablette"
dossier = "Dossier"
part = "Partie"
thickness = "mm"
[fixed]
unit = "interventions"
capacity = "380"
medium = "PA"
site = "quebec"
room = "Voûte"
places = "6"
[numbers]
dossier_by = "old_number"
[boxes]
create_places = true
"""


def test_a_list_of_boxes_opens_them_once_shelves_them_and_enters_their_parts(
    cast: Cast, tmp_path: Path
) -> None:
    import xlsxwriter

    take(cast, sources.csv_source(tmp_path))
    with xlsxwriter.Workbook(tmp_path / "boites.xlsx") as book:
        sheet = book.add_worksheet()
        for index, row in enumerate(
            (
                ("Boîte", "Contenu", "Tablette", "Dossier", "Partie", "mm"),
                ("B-112", "Comités 2009", "V-1", "R-1001", "Volume 1", 40),
                ("B-112", "Comités 2009", "V-1", "R-1002", "Volume 1", 400),
                ("B-113", "Divers", "V-1", "", "", ""),
                ("B-114", "Divers", "V-2", "R-1001", "Volume 2", "épais"),
            )
        ):
            sheet.write_row(index, 0, row)
    plan = sources.planned(tmp_path, BOXES)

    run = take(cast, plan)
    before = counts()
    again = take(cast, plan)

    assert [run.report["lines"][one] for one in ("taken", "refused")] == [2, 2]
    assert again.report["lines"]["already"] == 2
    after = counts()
    assert (after["Box"], after["Part"]) == (before["Box"], before["Part"]) == (2, 1)
    with acting_as(cast.actor("rene")):
        box = Box.objects.select_related("place").get(label="B-112 · Comités 2009")
        assert box.place is not None
        assert box.place.code == "V-1"
        assert box.parts.get().thickness == 40
    refused = take(cast, replace(plan, source="boites-nadia"), "nadia")
    assert refused.report["lines"]["refused"] == 4


def test_a_trial_of_twenty_thousand_lines_takes_no_more_memory_than_a_short_one(
    cast: Cast, tmp_path: Path
) -> None:
    def lines(many: int) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (f"R-{n:06d}", f"Dossier {n}", "1130", "Interv." if n % 50 else "?", "03/02/2009", "", "", "")
            for n in range(many)
        )

    tried(cast, sources.csv_source(tmp_path, lines(1_000)))
    plan = sources.csv_source(tmp_path, lines(20_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    trial, details = tried(cast, plan)

    assert (sum(trial.lines.values()), trial.lines[REFUSED]) == (20_000, 400)
    assert len(details) == 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8_000  # KiB
