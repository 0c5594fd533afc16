"""Tables of rows and rows of documents.
On a phone each row becomes a small card; a wide table of figures scrolls in its own region instead."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from egide.ui.components.library import drawn
from egide.ui.pages import FileView, Table


@drawn("table")
def ui_table(*, table: Table, id: str = "") -> dict[str, Any]:
    """A table with its caption, two lines a row at most; j and k move between the rows' links.

    :param table: caption, columns and rows of cells.
    :param id: the element's id, when a part needs it.

    {% ui_table table=page.work %}
    """
    rows = [list(zip(table.columns, row, strict=True)) for row in table.rows]
    return {"table": table, "rows": rows, "id": id or f"tableau-{slugify(table.caption)}"}


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
