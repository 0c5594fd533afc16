"""CSV: what a spreadsheet in Québec expects, and nothing that it would compute.

Read back with the standard library.
"""

import csv
import io
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from egide.platform.sheets.cells import LEADS
from egide.platform.sheets.delimited import Column, csv_pieces, write_csv

COLUMNS = (Column("Titre"), Column("Le", "date"), Column("Nombre", "number"), Column("Part", "percent"))


def written(*rows: tuple[object, ...], columns: tuple[Column, ...] = COLUMNS) -> bytes:
    target = io.BytesIO()
    write_csv(target, columns, rows)
    return target.getvalue()


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_has_a_mark_semicolons_and_windows_line_ends() -> None:
    content = written(("Été; « hier »", date(2026, 11, 23), -1234.5, 0.934))

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    assert read(content)[1] == ["Été; « hier »", "2026-11-23", "-1234,5", "93,4\u00a0%"]


def test_an_instant_is_written_at_the_office_s_clock() -> None:
    assert (
        read(written(("t", datetime(2026, 11, 23, 20, 5, tzinfo=UTC), 1, None)))[1][1] == "2026-11-23 15:05"
    )


def test_what_looks_like_a_formula_gets_an_apostrophe() -> None:
    rows = [
        (text, None, None, None) for text in ("=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "sûr")
    ]

    back = [row[0] for row in read(written(*rows))[1:]]

    assert all(text.startswith("'") for text in back[:-1])
    assert back[-1] == "sûr"


def test_a_number_that_is_none_is_text_made_safe() -> None:
    assert read(written(("t", "=pas un jour", "=2", float("nan"))))[1][1:] == ["'=pas un jour", "'=2", "nan"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_no_cell_ever_begins_like_a_formula(text: str) -> None:
    row = read(written((text, None, None, None)))[1]

    assert not row[0].startswith(LEADS)
    assert len(row) == 4


def test_it_flows_in_pieces() -> None:
    pieces = list(csv_pieces((Column("N"),), ((n,) for n in range(1_200))))

    assert len(pieces) == 4
    assert b"".join(pieces).count(b"\r\n") == 1_201
