"""Other things brought in: a tree of folders, documents of known dossiers, boxes; and memory, which does not grow.

Lists of dossiers are beside.
"""

import os
import resource
from dataclasses import replace
from datetime import date
from pathlib import Path

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference
from egide.kernel.imports.trying import REFUSED
from egide.kernel.paper.models import Box
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.models import Event
from tests.cast import Cast
from tests.kernel.imports import sources
from tests.kernel.imports.taking.conftest import counts, take, tried

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
