"""XLSX written row by row: dates are dates, texts stay texts whatever they say, nobody is named.

Read back with another library than the one that writes.
"""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from egide.platform.sheets.cells import LONGEST
from egide.platform.sheets.workbook import Column, Sheet, write_workbook

COLUMNS = (
    Column("Numéro"),
    Column("Reçu le", "date"),
    Column("Jours", "number"),
    Column("Part", "percent"),
    Column("Durée", "duration"),
)
HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0", "http://exemple.example",
    "mailto:a@b.c", "1e5", "00123", "nul\x00 fin", "demi \ud800 paire", "\ufffe", "x" * 40_000, "élan 🙂 \u202egpj",
)  # fmt: skip


def written(*sheets: Sheet, title: str = "Liste") -> bytes:
    target = io.BytesIO()
    write_workbook(target, sheets, title=title)
    return target.getvalue()


def read(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def test_each_kind_of_value_keeps_its_kind() -> None:
    row = ("INT-2026-00012", date(2026, 11, 23), 12, 0.934, timedelta(days=2, hours=12))

    sheet = read(written(Sheet("Liste", COLUMNS, [row]))).get_sheet_by_index(0).to_python()

    assert sheet[0] == ["Numéro", "Reçu le", "Jours", "Part", "Durée"]
    assert sheet[1] == ["INT-2026-00012", date(2026, 11, 23), 12.0, 0.934, 2.5]


def test_an_instant_is_written_at_the_office_s_clock() -> None:
    at = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)

    sheet = read(written(Sheet("L", (Column("Le", "date"),), [(at,)]))).get_sheet_by_index(0)

    assert sheet.to_python()[1] == [datetime(2026, 11, 23, 15, 5)]  # noqa: DTZ001  (a cell has no zone)


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    content = written(Sheet("L", (Column("Texte"),), [(text,) for text in HOSTILE]))

    cells = [row[0] for row in read(content).get_sheet_by_index(0).to_python()[1:]]
    back = [cell for cell in cells if isinstance(cell, str)]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        names = parts.namelist()

    assert "<f>" not in page
    assert "hyperlink" not in page
    assert not [name for name in names if "rels/sheet" in name]
    assert back == cells
    assert back[0] == "=1+1"
    assert back[12] == "00123"
    assert len(back[16]) == LONGEST
    assert "\x00" not in "".join(back)


def test_the_file_s_properties_name_nobody() -> None:
    with zipfile.ZipFile(io.BytesIO(written(Sheet("L", COLUMNS, []), title="Interventions"))) as parts:
        core = ElementTree.fromstring(parts.read("docProps/core.xml"))
        app = parts.read("docProps/app.xml").decode()

    told = {part.tag.rpartition("}")[2]: (part.text or "") for part in core}
    assert told["title"] == "Interventions"
    assert told.get("creator", "") == told.get("lastModifiedBy", "") == ""
    assert "<Company></Company>" in app or "Company" not in app


def test_titles_of_sheets_are_made_valid_and_different() -> None:
    titles = ("a/b:c*?[d]\\", "a b c d", "'", "History", "x" * 50, "x" * 60, "")

    names = read(written(*(Sheet(title, COLUMNS, []) for title in titles))).sheet_names

    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 for name in names)


def test_a_title_too_long_is_cut_between_two_words() -> None:
    titles = ("Plaintes au Commissaire à l’admission", "Demandes d’intervention", "y" * 31)

    names = read(written(*(Sheet(title, COLUMNS, []) for title in titles))).sheet_names

    assert names == ["Plaintes au Commissaire à…", "Demandes d’intervention", "y" * 31]


def test_the_note_stands_above_the_header() -> None:
    content = written(Sheet("L", (Column("N"),), [("1",)], note="Première ligne\n=2"))

    assert [row[0] for row in read(content).get_sheet_by_index(0).to_python()] == [
        "Première ligne", "=2", "", "N", "1",
    ]  # fmt: skip


def test_a_workbook_without_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        written()


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        written(Sheet("L", COLUMNS, [("seul",)]))
