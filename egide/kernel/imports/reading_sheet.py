"""XLSX lists: unpacked by the reading child, which hands the rows back as lines of JSON.

The library that opens the workbook never runs beside the keys.
"""

import json
from collections.abc import Iterator

from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem
from egide.kernel.imports.rows import Row, check_names, row_of
from egide.platform.reading import reader
from egide.platform.reading.problems import ReadingProblem


def rows(plan: Plan) -> Iterator[Row]:
    """Will read the rows of the sheet in their order; place 1 is the first that is not the header."""
    try:
        answer = reader.run("rows", plan.path, seconds=300, format="table", sheet=plan.sheet)
    except ReadingProblem as problem:
        raise SourceProblem(f"le classeur ne se lit pas\u00a0: {problem.sentence}") from problem
    except OSError as error:
        raise SourceProblem(f"la liste ne s’ouvre pas\u00a0: {error.strerror}.") from error
    with answer["files"][0] as lines:
        if answer["sheets"]:
            raise SourceProblem(
                f"[list] sheet doit nommer une des feuilles\u00a0: {', '.join(answer['sheets'])}."
            )
        names, place = plan.names, 0
        for index, line in enumerate(lines):
            cells = [str(cell) for cell in json.loads(line)]
            if index == 0 and plan.header:
                names = tuple(" ".join(cell.split()) for cell in cells)
                while names and not names[-1]:
                    names = names[:-1]
            if index == 0:
                check_names(plan, names)
            if index == 0 and plan.header:
                continue
            place += 1
            if any(cells):
                short = cells[: len(names)] if not any(cells[len(names) :]) else cells
                yield row_of(place, names, short)
