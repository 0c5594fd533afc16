"""What the code of a separator sheet says, and where a file is cut: arithmetic over page numbers, no file."""

import pytest

from egide.kernel.scans.separators import Stretch, code_of, number_of, stretches


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("EGIDE-SEPARATEUR", ""),
        (" EGIDE-SEPARATEUR:int-2026-00012 ", "INT-2026-00012"),
        ("EGIDE-SEPARATEUR:../../etc", ""),
        ("EGIDE-SEPARATEUR:INT-2026-00012'; drop", ""),
        ("EGIDE-SEPARATEURS", None),
        ("https://exemple.example/?EGIDE-SEPARATEUR", None),
        ("", None),
    ],
)
def test_a_code_is_read_strictly(text: str, number: str | None) -> None:
    assert number_of(text) == number


def test_what_is_printed_is_what_is_read() -> None:
    assert number_of(code_of("DIV-2026-00003")) == "DIV-2026-00003"
    assert number_of(code_of()) == ""


CUTS: tuple[tuple[int, list[list[object]], list[int], list[Stretch]], ...] = (
    # No sheet: one document. A sheet first, two in a row, a sheet last: no empty document.
    (3, [], [], [Stretch(1, 3)]),
    (3, [[1, code_of()]], [], [Stretch(2, 3)]),
    (6, [[2, code_of()], [3, code_of("INT-2026-1")], [6, code_of()]], [], [Stretch(1, 1), Stretch(4, 5, "INT-2026-1")]),
    (1, [[1, code_of()]], [], []),
    # Another code on a page is no sheet; a blank back of the sheet goes with it, a blank page elsewhere stays.
    (3, [[2, "3700123456789"]], [], [Stretch(1, 3)]),
    (5, [[1, code_of()]], [2, 4], [Stretch(3, 5)]),
    (3, [[1, code_of()], [3, code_of()]], [2], []),
)  # fmt: skip


@pytest.mark.parametrize(("pages", "found", "blank", "expected"), CUTS)
def test_a_file_is_cut_at_its_sheets(
    pages: int, found: list[list[object]], blank: list[int], expected: list[Stretch]
) -> None:
    assert stretches(pages=pages, found=found, blank=blank) == expected


@pytest.mark.parametrize(
    ("pages", "found", "blank", "expected"),
    [
        (5, [], [3], [Stretch(1, 2), Stretch(4, 5)]),
        # Blank pages first, last, or two in a row make no empty document; a sheet keeps its number.
        (6, [], [1, 4, 5], [Stretch(2, 3), Stretch(6, 6)]),
        (5, [[2, code_of("INT-2026-1")]], [3], [Stretch(1, 1), Stretch(4, 5, "INT-2026-1")]),
        (5, [[1, code_of("INT-2026-1")]], [2, 5], [Stretch(3, 4, "INT-2026-1")]),
    ],
)
def test_a_file_is_cut_at_its_blank_pages_where_the_unit_separates_so(
    pages: int, found: list[list[object]], blank: list[int], expected: list[Stretch]
) -> None:
    assert stretches(pages=pages, found=found, blank=blank, at_blanks=True) == expected
