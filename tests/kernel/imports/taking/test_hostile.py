"""A hostile source: a trial tells line by line and writes nothing, the run takes what the trial let in.

Honest sources are beside.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from egide.kernel.imports.plan import Plan
from egide.kernel.imports.reconciling import table_of
from egide.kernel.imports.reporting import lines_of, write_json, write_workbook
from egide.kernel.imports.trying import NOTED, REFUSED
from tests.cast import Cast
from tests.kernel.imports import sources
from tests.kernel.imports.taking.conftest import counts, take, tried

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
