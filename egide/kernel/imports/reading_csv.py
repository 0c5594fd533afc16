"""CSV as FileMaker and others write it: any encoding that the plan names, line breaks inside quotes, vertical tabs.

Records are cut here, by bounded reads, before the csv module sees them: a giant one is told, not kept in memory.
"""

import csv
import io
from collections.abc import Iterator

from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem
from egide.kernel.imports.rows import LONGEST_CELL, Row, check_names, row_of

PIECE = 65_536  # characters read at once
LONGEST = 1_000_000  # characters of one record
_MARKS = (
    (b"\xff\xfe", ("utf-16", "utf-16-le", "utf-32", "utf-32-le"), "UTF-16"),
    (b"\xfe\xff", ("utf-16", "utf-16-be"), "UTF-16"),
    (b"\xef\xbb\xbf", ("utf-8-sig",), "UTF-8"),
)


def rows(plan: Plan) -> Iterator[Row]:
    """Will read the records in their order; place 1 is the first that is not the header."""
    try:
        with plan.path.open("rb") as raw:
            _check_mark(plan, raw.read(4))
            raw.seek(0)
            # A character that does not decode becomes U+FFFD, for which its line is refused.
            text = io.TextIOWrapper(raw, encoding=plan.encoding, errors="replace", newline=None)
            yield from _rows(plan, _records(text))
    except OSError as error:
        raise SourceProblem(f"la liste ne s’ouvre pas\u00a0: {error.strerror}.") from error
    except UnicodeError as error:
        raise SourceProblem(f"le texte n’est pas en {plan.encoding}.") from error


def _rows(plan: Plan, records: Iterator[tuple[int, str]]) -> Iterator[Row]:
    names = plan.names
    if plan.header:
        first = next(records, None)
        found = tuple(" ".join(cell.split()) for cell in _cells(plan, first[1])) if first else ()
        if names and found != names:
            raise SourceProblem("l’en-tête de la source n’est pas celui que dit [list] columns.")
        names = found
    check_names(plan, names)
    for place, (line, record) in enumerate(records, start=1):
        if len(record) > LONGEST:
            words = f"Ligne {line} du fichier\u00a0: enregistrement démesuré, ou guillemet jamais refermé."
            yield Row(place=place, problem=words)
            continue
        try:
            cells = _cells(plan, record)
        except csv.Error:
            yield Row(place=place, problem=f"Ligne {line} du fichier\u00a0: guillemets mal placés.")
            continue
        yield row_of(place, names, cells)


def _cells(plan: Plan, record: str) -> list[str]:
    csv.field_size_limit(max(LONGEST, LONGEST_CELL) + 1)
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=plan.separator, strict=True), [])


def _records(text: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    """Each record with the line where it begins: it ends at a line break outside of quotes."""
    pieces: list[str] = []
    size = quotes = 0
    line = begins = 1
    while piece := text.readline(PIECE):
        quotes += piece.count('"')
        size += len(piece)
        if size <= LONGEST + PIECE:
            pieces.append(piece)
        if not piece.endswith("\n"):
            continue
        line += 1
        if quotes % 2 == 0:
            record = "".join(pieces).removesuffix("\n")
            if record.strip():
                yield begins, record
            pieces, size, quotes, begins = [], 0, 0, line
    if record := "".join(pieces):
        yield begins, record if quotes % 2 == 0 else record.ljust(LONGEST + 1)


def _check_mark(plan: Plan, head: bytes) -> None:
    for mark, encodings, name in _MARKS:
        if head.startswith(mark) and plan.encoding not in encodings:
            raise SourceProblem(f"le fichier commence comme de l’{name}, et le plan dit {plan.encoding}.")
