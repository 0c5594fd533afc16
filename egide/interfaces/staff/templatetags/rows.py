"""`{% load rows %}`: the rows of a list with their boxes, written by a function like all that a page repeats.

The cells are the design system's.
"""

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from egide.ui.components.library import plain, written
from egide.ui.components.tables import ui_cells

if TYPE_CHECKING:
    from egide.interfaces.staff.pages_list import ListPage

register = template.Library()


@register.simple_tag
def choosable_rows(*, page: "ListPage") -> SafeString:
    """Will draw each row with the box that chooses it, ticked when it was chosen before."""
    assert page.table is not None  # the template asks only then
    columns, rows = page.table.columns, []
    for row in page.choosable:
        number, ticked = plain(row.number), " checked" if row.number in page.picking.chosen else ""
        rows.append(
            '<tr role="row"><td role="cell" data-label="Choisir" class="tight"><label class="choose">'
            f'<input type="checkbox" name="d" value="{number}"{ticked}>'
            f'<span class="visually-hidden">Choisir {number}</span></label></td>'
            f"{ui_cells(columns=columns, row=row.cells)}</tr>"
        )
    return written("".join(rows))
