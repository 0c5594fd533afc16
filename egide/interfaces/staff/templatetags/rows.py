"""`{% load rows %}`: the rows of a list with their boxes, then what to do with those chosen, written by functions.

The cells are the design system's.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from egide.ui.addresses import address
from egide.ui.components.library import plain, written
from egide.ui.components.tables import cells_under
from egide.ui.components.trails import ui_options

if TYPE_CHECKING:
    from egide.interfaces.staff.pages_list import Day, ListPage

register = template.Library()

MISREAD = "Date non comprise\u00a0: elle ne compte pas. Exemple\u00a0: 2026-04-01."


@register.simple_tag
def choosable(*, page: "ListPage") -> SafeString:
    """Will draw the form: the filters it carries, each row with its box, what may be done with the rows chosen."""
    assert page.table is not None  # the template asks only then
    picking, table = page.picking, page.table
    kept = [*picking.fields, *(("d", number) for number in picking.elsewhere)]
    heads = "".join([_HEAD.format(plain(column.label)) for column in table.columns])
    return written(
        f'\n<form method="get" action="{plain(page.bulk_url)}" data-picking>\n{hidden(kept)}\n'
        '<div class="table-box" id="tableau-dossiers"><table class="table" role="table" data-rows>'
        f'<caption class="visually-hidden">{plain(table.caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{_HEAD.format("Choisir")}{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">{_rows(page)}</tbody></table></div>\n'
        f"{_bar(page)}\n</form>\n"
    )


_HEAD = '<th role="columnheader" scope="col">{}</th>'


def _rows(page: "ListPage") -> str:
    """Each row with the box that chooses it, ticked when it was chosen before."""
    assert page.table is not None
    cells, rows = cells_under(page.table.columns), []
    for named, row in zip(page.numbers, page.table.rows, strict=True):
        number, ticked = plain(named), " checked" if named in page.picking.chosen else ""
        rows.append(
            '<tr role="row"><td role="cell" data-label="Choisir" class="tight"><label class="choose">'
            f'<input type="checkbox" name="d" value="{number}"{ticked}>'
            f'<span class="visually-hidden">Choisir {number}</span></label></td>{cells(row)}</tr>'
        )
    return "".join(rows)


def _bar(page: "ListPage") -> str:
    picking, url = page.picking, plain(page.url)
    kept = (
        f'<p class="bulk-kept">{plain(picking.kept)}. <a href="{plain(picking.forget)}">Oublier ces choix</a></p>'
        if picking.kept
        else ""
    )
    turns = "".join(
        f'<button class="btn" formaction="{url}" name="{name}" value="{plain(end)}">'
        f"Page {words}, en gardant mes choix</button>"
        for name, end, words in (
            ("avant", picking.before, "précédente"),
            ("apres", picking.after, "suivante"),
        )
        if end
    )
    return (
        f'<div class="bulk">{kept}<label class="check bulk-whole"><input type="checkbox" name="tout" value="1">'
        f' {plain(picking.whole)}</label><div class="filter"><label for="faire">Avec les dossiers choisis</label>'
        f'<select class="input" id="faire" name="faire">{ui_options(choices=page.bulk_choices)}</select></div>'
        f'<button class="btn">Voir l’aperçu</button><noscript>{turns}</noscript>'
        f'<a class="bulk-mine" href="{plain(address("staff:batches"))}">Mes travaux en lot</a></div>'
    )


@register.simple_tag
def filter_days(*, days: "Iterable[Day]", prefix: str = "filtre") -> SafeString:
    """Will draw the ends of the stretches of days, each with its label; `prefix` begins their ids."""
    return written("".join([_day(day, f"{prefix}-{plain(day.name)}") for day in days]))


def _day(day: "Day", key: str) -> str:
    label = f'<label for="{key}">{plain(day.label)}</label>'
    field = f'class="input" id="{key}" name="{plain(day.name)}" value="{plain(day.value)}"'
    if not day.misread:
        return f'<div class="filter">{label}<input {field} type="date"></div>'
    # A field of dates would empty itself of what is no date: what was typed stays to be mended.
    return (
        f'<div class="filter field-error">{label}<input {field} inputmode="numeric" autocomplete="off"'
        f' aria-invalid="true" aria-describedby="{key}_erreur">'
        f'<p class="message" id="{key}_erreur"><span class="visually-hidden">Erreur\u00a0: </span>{MISREAD}</p></div>'
    )


def hidden(fields: Iterable[tuple[str, str]]) -> str:
    """Will write what a form carries along."""
    return "".join(
        [f'<input type="hidden" name="{plain(name)}" value="{plain(value)}">' for name, value in fields]
    )
