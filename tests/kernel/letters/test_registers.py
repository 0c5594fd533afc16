"""A register on paper: it begins under its title and goes on over as many sheets as it has lines.

Needs no database: the rows are given.
"""

import io
from datetime import date

import pikepdf

from egide.kernel.letters.registers import register_pdf


def test_a_register_longer_than_a_sheet_starts_on_the_first_and_loses_no_line() -> None:
    body = register_pdf(
        name="Registre d’essai",
        note="Pour voir.",
        columns=(("N°", 1), ("Ce qui est arrivé", 4)),
        rows=[(f"ESS-{n:03}", "Un courriel est parti à la mauvaise personne. " * 3) for n in range(80)],
        empty="Rien.",
        day=date(2026, 11, 22),
    )

    with pikepdf.open(io.BytesIO(body)) as pdf:
        strokes = [len(page.Contents.read_bytes()) for page in pdf.pages]
    assert len(strokes) > 3, "eighty lines of two rows hold on no three sheets"
    assert strokes[0] > 2_000, "the title alone stands on no sheet"
