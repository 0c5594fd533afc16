"""Workbooks as tables: the rows of one sheet, a line of JSON each, in a file without a name.

For lists that are brought in (kernel/imports): every cell as text, days as AAAA-MM-JJ.
"""

import datetime as dt
import json
import os

from egide.platform.reading.problems import Broken, Protected, TooMuch
from egide.platform.reading.tools import Answer, Source, kept, kinds

MOST_CELLS = 5_000_000


def rows(source: Source, *, sheet: str = "") -> Answer:
    """Will read the sheet of this name, or the only one; `sheets` lists the names when one must be chosen.

    :raises Protected: locked. :raises Broken: not a workbook. :raises TooMuch: too many cells.
    """
    kinds.weigh(source)
    import python_calamine as calamine

    try:
        with source.opened() as content:
            book = calamine.CalamineWorkbook.from_filelike(content)
        names = book.sheet_names
        chosen = sheet or (names[0] if len(names) == 1 else "")
        if chosen not in names:
            return Answer({"sheets": names[:50]}, files=[kept(b"")])
        table, cells, out = book.get_sheet_by_name(chosen), 0, kept(b"")
        with os.fdopen(os.dup(out), "w", encoding="utf-8") as lines:
            for row in table.iter_rows():
                cells += len(row)
                if cells > MOST_CELLS:
                    raise TooMuch
                lines.write(json.dumps([_shown(cell) for cell in row], ensure_ascii=False) + "\n")
        os.lseek(out, 0, os.SEEK_SET)
    except calamine.PasswordError as error:
        raise Protected from error
    except calamine.CalamineError as error:
        raise Broken from error
    return Answer({"sheets": []}, files=[out])


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "vrai" if cell else "faux"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return str(cell)
