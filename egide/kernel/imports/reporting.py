"""The report of an import, written beside its plan: a workbook for people, JSON for machines; line by line.

Values of the source go in as text, never as formulas.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from egide.kernel.imports.models import ImportLine, ImportRun, Outcome
from egide.kernel.imports.seen import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor

MOST_LINES = 1_000_000  # of one sheet
STRIDE = 1000
Table = list[tuple[str, int]]


def write_workbook(path: Path, *, title: str, table: Table, lines: Iterable[Told]) -> None:
    """Will write the counts on one sheet and the lines on another, without holding them."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        first = book.add_worksheet("Sommaire")
        first.set_column(0, 0, 60)
        first.write_string(0, 0, title, bold)
        for index, (words, number) in enumerate(table, start=2):
            first.write_string(index, 0, words)
            first.write_number(index, 1, number)
        second = book.add_worksheet("Lignes")
        second.set_column(1, 2, 28)
        second.set_column(3, 3, 110)
        for column, words in enumerate(("Ligne", "Ancien numéro", "Sort", "Remarque")):
            second.write_string(0, column, words, bold)
        for index, told in enumerate(lines, start=1):
            if index > MOST_LINES:
                break
            second.write_number(index, 0, told.place)
            for column, text in enumerate((told.key, told.outcome, told.detail), start=1):
                second.write_string(index, column, text[:32_000])


def write_json(path: Path, *, title: str, table: Table, lines: Iterable[Told]) -> None:
    """Will write the same as JSON, a line at a time."""
    with path.open("w", encoding="utf-8") as out:
        counts = {words.strip(): number for words, number in table}
        head = json.dumps({"rapport": title, "comptes": counts}, ensure_ascii=False, indent=1)
        out.write(head.removesuffix("\n}") + ',\n "lignes": [')
        for index, told in enumerate(lines):
            row = {
                "ligne": told.place,
                "ancien_numero": told.key,
                "sort": told.outcome,
                "remarque": told.detail,
            }
            out.write(("," if index else "") + "\n  " + json.dumps(row, ensure_ascii=False))
        out.write("\n ]\n}\n")


def lines_of(run: ImportRun, *, actor: Actor) -> Iterator[Told]:
    """Will read the lines of a run in their order, by strides, as the actor sees them."""
    last = -1
    while True:
        with acting_as(actor, read_only=True):
            rows = list(ImportLine.objects.filter(run=run, place__gt=last).order_by("place")[:STRIDE])
        for row in rows:
            yield Told(
                place=row.place, key=row.key, outcome=str(Outcome(row.outcome).label), detail=row.detail
            )
        if len(rows) < STRIDE:
            return
        last = rows[-1].place
