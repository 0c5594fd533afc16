"""Lines of real sources, in their encodings and forms; what is broken is told and the next line is read."""

import resource
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from egide.kernel.imports.plan import Plan, read_plan
from egide.kernel.imports.problems import PlanProblem, SourceProblem
from egide.kernel.imports.rows import Row, rows_of
from tests.kernel.imports import sources


def read(plan: Plan) -> list[Row]:
    return list(rows_of(plan))


@pytest.mark.parametrize("encoding", ["mac_roman", "utf-16", "utf-8", "cp1252"])
def test_a_csv_is_read_in_the_encoding_that_the_plan_says(tmp_path: Path, encoding: str) -> None:
    rows = read(sources.csv_source(tmp_path, encoding=encoding))

    assert [row.values["Objet"] for row in rows] == [line[1] for line in sources.LINES]
    assert rows[0].values["Notes"] == "Noté\nsuite"


def test_the_same_lines_come_from_xml_and_from_a_workbook(tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)
    (tmp_path / "liste.xml").write_text(sources.xml_text(), encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "liste.xlsx") as book:
        sheet = book.add_worksheet("Liste")
        for index, line in enumerate((sources.HEADER, *sources.LINES)):
            sheet.write_row(index, 0, line)
    xml = replace(plan, format="fmpxmlresult", path=tmp_path / "liste.xml")
    xlsx = replace(plan, format="xlsx", path=tmp_path / "liste.xlsx", sheet="Liste")

    assert [row.values for row in read(xml)] == [row.values for row in read(plan)]
    # A workbook escapes the control characters that XML forbids: its own line breaks are plain.
    assert [row.values["No"] for row in read(xlsx)] == ["R-1001", "R-1002", "R-1003"]


def test_a_sheet_must_be_named_when_there_are_several(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "liste.xlsx") as book:
        book.add_worksheet("Un")
        book.add_worksheet("Deux")
    plan = replace(sources.csv_source(tmp_path), format="xlsx", path=tmp_path / "liste.xlsx")

    with pytest.raises(SourceProblem, match="Un, Deux"):
        read(plan)


def test_a_bad_line_is_told_and_the_next_one_is_read(tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path, encoding="utf-8")
    good = sources.csv_text(sources.LINES[:1])
    short, giant = '"R-2","deux colonnes"\r', '"R-3","' + "x" * 10_000_000 + '","","","","","",""\r'
    last = sources.csv_text(sources.LINES[1:2]).split("\r", 1)[1]
    plan.path.write_text(good + short + giant + '"R-4" x,"","","","","","",""\r' + last, encoding="utf-8")

    rows = read(plan)

    assert [bool(row.problem) for row in rows] == [False, True, True, True, False]
    assert "2 colonnes au lieu de 8" in rows[1].problem
    assert "démesuré" in rows[2].problem


def test_it_refuses_another_encoding_than_the_one_that_is_said(tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path, encoding="utf-16")
    wrong = sources.csv_source(tmp_path, encoding="mac_roman")
    plan.path.write_bytes(sources.csv_text().encode("utf-16"))

    with pytest.raises(SourceProblem, match="UTF-16"):
        read(wrong)
    wrong.path.write_bytes(sources.csv_text().encode("mac_roman"))
    rows = read(replace(wrong, encoding="utf-8-sig", columns={}))
    assert all("codage" in row.problem for row in rows if row.problem)
    assert any(row.problem for row in rows)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (sources.xml_text(prologue=BOMB), "entités"),
        ("<html></html>", "FMPXMLRESULT"),
        (sources.xml_text()[:-200], "abîmé"),
        (sources.xml_text((("R-1", "x" * 10_000_000, "", "", "", "", "", ""),)), "4 Mo"),
        ("<FMPXMLRESULT>" + "<a>" * 1000, "forme"),
        ("", "abîmé"),
    ],
    ids=["bomb", "other", "cut", "giant", "deep", "empty"],
)
def test_hostile_xml_stops_with_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    plan = replace(sources.csv_source(tmp_path), format="fmpxmlresult", path=tmp_path / "liste.xml")
    plan.path.write_text(text, encoding="utf-8")

    with pytest.raises(SourceProblem, match=words):
        read(plan)


@pytest.mark.parametrize("kind", ["csv", "fmpxmlresult"])
def test_memory_does_not_grow_with_the_lines(tmp_path: Path, kind: str) -> None:
    plan = replace(sources.csv_source(tmp_path, encoding="utf-8"), format=kind)
    lines = tuple(
        (f"R-{n:06d}", "Objet " * 10, "1130", "Interv.", "03/02/2009", "", "", "") for n in range(20_000)
    )
    plan.path.write_text(
        sources.csv_text(lines) if kind == "csv" else sources.xml_text(lines), encoding="utf-8"
    )
    del lines
    sum(1 for _ in zip(rows_of(plan), range(500), strict=False))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    total = sum(1 for row in rows_of(plan) if not row.problem)

    assert total == 20_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_000  # KiB


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('number = "No"', 'numero = "No"', "ne connaît pas"),
        ('separator = ","', "", "separator"),
        ('encoding = "mac_roman"', 'encoding = "klingon"', "klingon"),
        ('encoding = "mac_roman"', "", "encoding manque"),
        ('class = "Classe"', "", "class"),
        ('[dates]\nformats = ["%d/%m/%Y"]', "", "dates"),
        ('template = "plain"', 'template = "plain"\ntitle = "Tous"', "à la fois"),
        ('source = "filemaker-essai"', 'source = "Pas permis"', "minuscules"),
    ],
)
def test_it_refuses_a_plan_that_leaves_something_to_guess(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    sources.csv_source(tmp_path)
    path = tmp_path / "plan.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(PlanProblem, match=words):
        read_plan(path)


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    plan = sources.csv_source(tmp_path)
    plan.path.write_bytes(
        sources.csv_text(header=("No", *("?" * n for n in range(1, 8)))).encode("mac_roman")
    )

    with pytest.raises(SourceProblem, match=r"Classe, .*Elle a.*No"):
        read(plan)
