"""Versioned collection forms: sections, tables and cells, with the checks that speak French sentences.
Not a form engine: screens, drafts and submissions belong to the kernel."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from egide.law.french import quote

CellKind = Literal["integer", "decimal", "text", "date", "boolean"]
# Answers are keyed by path: « section.cell », or « section.table.row.column » inside a table.
Answers = Mapping[str, Any]
Check = Callable[[Answers], str | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer asked."""

    code: str
    label: str
    kind: CellKind = "integer"
    required: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, as (code, French label), crossed with columns."""

    code: str
    title: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the form: single cells first, then tables."""

    code: str
    title: str
    cells: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()

    def asked(self) -> Iterator[tuple[str, Cell]]:
        """Will run through every answer asked, with its path."""
        for cell in self.cells:
            yield f"{self.code}.{cell.code}", cell
        for table in self.tables:
            for row, _ in table.rows:
                for column in table.columns:
                    yield f"{self.code}.{table.code}.{row}.{column.code}", column


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of a form, in force from `since` (included) to `until` (excluded)."""

    code: str
    version: str
    title: str
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    since: date | None = None
    until: date | None = None

    def asked(self) -> Iterator[tuple[str, Cell]]:
        """Will run through every answer asked, with its path."""
        for section in self.sections:
            yield from section.asked()

    def refusals(self, answers: Answers) -> tuple[str, ...]:
        """Will list what is missing, then the sentences of the checks that refuse."""
        missing = tuple(
            f"Réponse requise\u00a0: {cell.label}."
            for path, cell in self.asked()
            if cell.required and answers.get(path) in (None, "")
        )
        sentences = (check(answers) for check in self.checks)
        return missing + tuple(sentence for sentence in sentences if sentence is not None)

    def problems(self) -> tuple[str, ...]:
        """Will list, in French, the answers that two cells would share."""
        paths = Counter(path for path, _ in self.asked())
        return tuple(
            f"Questionnaire {quote(self.code)}\u00a0: réponse {quote(path)} demandée deux fois."
            for path, times in paths.items()
            if times > 1
        )
