"""Tables of rows and rows of documents.
On a phone each row becomes a small card; a wide table of figures scrolls in its own region instead."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import slugify

from egide.ui.components.library import drawn, plain, register, written
from egide.ui.components.marks import ui_badge
from egide.ui.pages import Cell, Column, FileView, Table


@drawn("table")
def ui_table(*, table: Table, id: str = "") -> dict[str, Any]:
    """A table with its caption, two lines a row at most; j and k move between the rows' links.

    :param table: caption, columns and rows of cells.
    :param id: the element's id, when a part needs it.

    {% ui_table table=page.work %}
    """
    return {"table": table, "id": id or f"tableau-{slugify(table.caption)}"}


@register.simple_tag
def ui_cells(*, columns: Sequence[Column], row: Sequence[Cell]) -> SafeString:
    """The cells of one row of a table.

    :param columns: those of the table.
    :param row: as many cells.

    {% ui_cells columns=table.columns row=row %}
    """
    return written("".join([_cell(_opened(column), cell) for column, cell in zip(columns, row, strict=True)]))


@lru_cache(maxsize=256)
def _opened(column: Column) -> tuple[str, str]:
    """Will write the beginning of a column's cells, then their class."""
    named = f"{' numeric num' if column.numeric else ''}{' tight' if column.narrow else ''}"
    return f'<td role="cell" data-label="{plain(column.label)}" class="', named


def _cell(opened: tuple[str, str], cell: Cell) -> str:
    begun, named = opened
    speaks = " speaks" if cell.badge or cell.url else ""
    badge = f"{ui_badge(label=cell.badge.label, tone=cell.badge.tone)} " if cell.badge else ""
    text = plain(cell.text)
    shown = f'<a class="row-link" href="{plain(cell.url)}">{text}</a>' if cell.url else text
    detail = f"<small>{plain(cell.detail)}</small>" if cell.detail else ""
    return f'{begun}{(named + speaks).strip()}"><div>{badge}{shown}{detail}</div></td>'


@drawn("files")
def ui_files(*, files: Sequence[FileView]) -> dict[str, Any]:
    """A list of documents.

    :param files: in order.

    {% ui_files files=page.documents %}
    """
    return {"files": files}


@drawn("file")
def ui_file(*, file: FileView) -> dict[str, Any]:
    """One document: name, kind, size, date, and what the scanner answered.

    :param file: the document; without address it cannot be opened.

    {% ui_file file=page.notice %}
    """
    return {"file": file}
