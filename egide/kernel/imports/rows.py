"""The lines of a source, one by one, whatever its form; memory does not grow with their number.

A line that cannot be read is a line too: it is told, and the next one is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem

LONGEST_CELL = 100_000  # characters


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: its place in the source, its values by column, or why it could not be read."""

    place: int
    values: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    problem: str = ""
    kind: str = "line"


def rows_of(plan: Plan) -> Iterator[Row]:
    """Will read the source.

    :raises SourceProblem: it is not there, or cannot be read further.
    """
    from egide.kernel.imports import reading_csv, reading_folders, reading_sheet, reading_xml

    readers: dict[str, Callable[[Plan], Iterator[Row]]] = {
        "csv": reading_csv.rows,
        "fmpxmlresult": reading_xml.rows,
        "xlsx": reading_sheet.rows,
        "folders": reading_folders.rows,
    }
    yield from readers[plan.format](plan)


def row_of(place: int, names: tuple[str, ...], cells: list[str]) -> Row:
    """Will put the cells under their names."""
    if len(cells) != len(names):
        words = f"La ligne a {len(cells)} colonnes au lieu de {len(names)}."
        return Row(place=place, problem=words)
    if any("\0" in cell or "\ufffd" in cell for cell in cells):
        return Row(place=place, problem="Un caractère ne se lit pas dans le codage que dit le plan.")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Row(place=place, problem=f"Une valeur dépasse {LONGEST_CELL} caractères.")
    return Row(place=place, values=dict(zip(names, map(tidy, cells), strict=True)))


def tidy(cell: str) -> str:
    """Will turn FileMaker's line breaks, vertical tabs, into line breaks."""
    return cell.replace("\v", "\n").replace("\x1d", "\n").strip()


def check_names(plan: Plan, names: tuple[str, ...]) -> None:
    """Will stop when a column that the plan names is not there.

    :raises SourceProblem: with the names that the source has.
    """
    if len(set(names)) != len(names):
        raise SourceProblem("deux colonnes de la source portent le même nom.")
    missing = sorted(set(plan.columns.values()) - set(names))
    if missing:
        there = ", ".join(f"«\u00a0{name}\u00a0»" for name in names[:60])
        raise SourceProblem(f"la source n’a pas de colonne {', '.join(missing)}. Elle a\u00a0: {there}.")
