"""A sheet read as a table: its cells, bounded; a text that only looks like one stays a text."""

from egide.interfaces.staff.reader_cells import MOST_COLUMNS, MOST_ROWS, cells_of
from egide.platform.storage import media


def test_a_workbook_and_a_csv_file_give_their_cells() -> None:
    book = cells_of("Feuille 1\nOrdre\tPlaintes\nDentistes\t12", media.XLSX)
    file = cells_of('Ordre;Plaintes\n"Dentistes; hygiénistes";12', "text/csv")

    assert book is not None
    assert book.rows == (("Feuille 1", ""), ("Ordre", "Plaintes"), ("Dentistes", "12"))
    assert file is not None
    assert file.rows == (("Ordre", "Plaintes"), ("Dentistes; hygiénistes", "12"))
    assert file.cut == ""


def test_a_long_and_wide_sheet_is_cut_and_says_so() -> None:
    text = "\n".join("\t".join(str(n) for n in range(100)) for _ in range(1000))

    found = cells_of(text, media.ODS)

    assert found is not None
    assert (len(found.rows), len(found.rows[0])) == (MOST_ROWS, MOST_COLUMNS)
    assert "premières lignes" in found.cut


def test_what_is_no_table_stays_a_text() -> None:
    assert cells_of("Bonjour\tà vous", "text/plain") is None
    assert cells_of("une colonne\nseulement", "text/csv") is None
