"""The monthly report on the page and as a workbook, from lines that were counted or frozen.

The same lines and day always give the same bytes.
"""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from egide.kernel.letters.registers import register_pdf
from egide.law.dates_fr import month_and_year
from egide.modules.mandates.monthly import WORDS, UnitMonth
from egide.platform.sheets.workbook import Column, Sheet, write_workbook
from egide.ui import formats

NONE = "—"


def shown(line: UnitMonth, name: str) -> str:
    """Will write one figure."""
    value = getattr(line, name)
    return NONE if value is None else formats.number(value, 1 if name == "days" else None)


def monthly_pdf(*, lines: Sequence[UnitMonth], month: date, status: str, day: date) -> bytes:
    """Will print the report: tagged PDF, as every register of the house; the definitions are in the workbook.

    :raises RenderingFailed: the page cannot be set.
    """
    return register_pdf(
        name=f"Mandats, {month_and_year(month)}",
        note=status,
        columns=(("Unité", 4), *((label, 2) for _, label, _ in WORDS)),
        rows=[(line.unit, *(shown(line, name) for name, _, _ in WORDS)) for line in lines],
        empty="Aucun mandat ce mois-ci.",
        day=day,
    )


def write_monthly(target: BinaryIO, *, lines: Sequence[UnitMonth], month: date, status: str) -> None:
    """Will write the workbook: the figures, then what each of them means."""
    title = f"Mandats, {month_and_year(month)}"
    columns = (Column("Unité", "text", 40), *(Column(label, "number", 16) for _, label, _ in WORDS))
    write_workbook(
        target,
        [
            Sheet(
                "Mandats",
                columns,
                [(line.unit, *(getattr(line, name) for name, _, _ in WORDS)) for line in lines],
                f"{title}\n{status}",
            ),
            Sheet(
                "Définitions",
                (Column("Chiffre", "text", 36), Column("Définition", "text", 90)),
                [(label, text) for _, label, text in WORDS],
            ),
        ],
        title=title,
    )
