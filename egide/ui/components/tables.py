"""Tables of rows and rows of documents.
On a phone each row becomes a small card; a wide table of figures scrolls in its own region instead."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import slugify

from egide.ui.components.library import drawn, plain, register, written
from egide.ui.components.marks import ui_badge
from egide.ui.pages import Cell, Column, FileView, Table

_HIDDEN, _NUMERIC = ' class="visually-hidden"', ' class="numeric"'


@register.simple_tag
def ui_table(*, table: Table, id: str = "") -> SafeString:
    """A table with its caption, two lines a row at most; j and k move between the rows' links.

    :param table: caption, columns and rows of cells.
    :param id: the element's id, when a part needs it.

    {% ui_table table=page.work %}
    """
    opened, closed = _around(table, id or f"tableau-{slugify(table.caption)}")
    cells = cells_under(table.columns)
    rows = "".join([f'<tr role="row">{cells(row)}</tr>' for row in table.rows])
    return written(f"{opened}{rows}{closed}")


def cells_under(columns: Sequence[Column]) -> Callable[[Sequence[Cell]], str]:
    """Will return what writes the cells of a row under these columns."""
    opened = [_opened(column) for column in columns]

    def cells(row: Sequence[Cell]) -> str:
        return "".join([_cell(begun, cell) for begun, cell in zip(opened, row, strict=True)])

    return cells


def _around(table: Table, id: str) -> tuple[str, str]:
    """Will write what stands before the rows of a table, and after them."""
    name, caption = plain(id), plain(table.caption)
    wide = f' role="region" tabindex="0" aria-label="{caption}"' if table.wide else ""
    return (
        f'<div class="table-box{" table-wide" if table.wide else ""}" id="{name}"{wide}>\n'
        '<table class="table" role="table" data-rows>'
        f"<caption{_HIDDEN if table.caption_hidden else ''}>{caption}</caption>\n"
        f'<thead role="rowgroup"><tr role="row">{headings(table.columns)}</tr></thead>\n<tbody role="rowgroup">',
        "</tbody></table></div>\n",
    )


def headings(columns: Sequence[Column]) -> str:
    """Will write the heads of the columns."""
    return "".join(
        [
            f'<th role="columnheader" scope="col"{_NUMERIC if column.numeric else ""}>{plain(column.label)}</th>'
            for column in columns
        ]
    )


@lru_cache(maxsize=256)
def _opened(column: Column) -> tuple[str, str]:
    """Will write the beginning of a column's cells: of those that only show, and of those that speak."""
    named = f"{' numeric num' if column.numeric else ''}{' tight' if column.narrow else ''}"
    begun = f'<td role="cell" data-label="{plain(column.label)}" class="'
    return f'{begun}{named.strip()}"><div>', f'{begun}{f"{named} speaks".strip()}"><div>'


def _cell(opened: tuple[str, str], cell: Cell) -> str:
    badge, shown, detail = cell.badge, plain(cell.text), cell.detail
    if cell.url:
        shown = f'<a class="row-link" href="{plain(cell.url)}">{shown}</a>'
    if badge:
        shown = f"{ui_badge(label=badge.label, tone=badge.tone)} {shown}"
    if detail:
        shown = f"{shown}<small>{plain(detail)}</small>"
    return f"{opened[1 if badge or cell.url else 0]}{shown}</div></td>"


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
