"""`{% load search %}`: the parts of the search that hold many values (form, results, passages, facets), by functions.

A page has a hundred passages and facets: drawn node by node they took longer than finding them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString

from egide.interfaces.staff.templatetags.exporting import export_form
from egide.interfaces.staff.templatetags.rows import filter_days, hidden
from egide.ui.components.containers import ui_card
from egide.ui.components.library import plain, written
from egide.ui.components.trails import ui_options, ui_pager

if TYPE_CHECKING:
    from egide.interfaces.staff.pages_list import Choice
    from egide.interfaces.staff.pages_search import SearchPage
    from egide.interfaces.staff.results import Result, ResultPassage
    from egide.interfaces.staff.search_facets import Facet
    from egide.ui.pages import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def found_card(context: Any, *, page: "SearchPage") -> SafeString:
    """Will draw each dossier that answers, with the passages where its words stand; the other pages, and what to do."""
    rows = "".join([_result(result) for result in page.results])
    more = f"{ui_pager(pager=page.pager)}{_export(context, page)}"
    return ui_card(written(f'<ol class="found" data-rows>{rows}</ol>{more}'), flush=True)


@register.simple_tag
def facet_lists(*, facets: "Sequence[Facet]") -> SafeString:
    """Will draw each facet: its values, how many texts each has, the address that narrows to it."""
    return written(
        "".join(
            f"<h2>{plain(facet.label)}</h2><ul>"
            + "".join(
                [
                    f'<li><a href="{plain(value.url)}"><span>{plain(value.label)}</span>'
                    f' <span class="count">{value.how_many}</span></a></li>'
                    for value in facet.values
                ]
            )
            + "</ul>"
            for facet in facets
        )
    )


@register.simple_tag
def filter_choices(*, choices: "Sequence[Choice]", prefix: str) -> SafeString:
    """Will draw the lists to choose from, each with its label; `prefix` begins their ids."""
    return written(
        "".join(
            f'<div class="filter"><label for="{prefix}-{plain(choice.name)}">{plain(choice.label)}</label>'
            f'<select class="input" id="{prefix}-{plain(choice.name)}" name="{plain(choice.name)}">'
            f"{ui_options(choices=choice.options, chosen=choice.chosen)}</select></div>"
            for choice in choices
        )
    )


@register.simple_tag
def search_form(*, page: "SearchPage") -> SafeString:
    """Will draw the form: the words, and behind « Préciser et trier » what narrows them."""
    words = f'type="search" value="{plain(page.q)}" {_SHORT.format(200)}'
    code = f'value="{plain(page.class_code)}" {_SHORT.format(40)}'
    of_class = "" if page.class_code is None else _field("classe", "Classe, ou son début", code)
    return written(
        f'<form class="filters card" method="get" action="{plain(page.url)}" role="search"'
        ' aria-label="Chercher dans les textes">\n'
        f'<div class="filters-first">{_field("q", "Mots, nom ou numéro", words)}'
        '<button class="btn">Rechercher</button></div>\n'
        f'<details class="proof"{" open" if page.opened else ""}><summary>Préciser et trier</summary>\n{_WORDS}'
        f'<div class="filters-more">{filter_choices(choices=page.choices, prefix="recherche")}'
        f"{filter_days(days=page.days, prefix='recherche')}{of_class}</div></details>\n</form>"
    )


@register.simple_tag(takes_context=True)
def save_form(context: Any, *, page: "SearchPage") -> SafeString:
    """Will draw the form that keeps this search under a name."""
    return written(
        '<details class="proof"><summary>Garder cette recherche</summary>'
        f'<form class="stack-small" method="post" action="{plain(page.save_url)}">{CsrfTokenNode().render(context)}'
        f'{hidden(page.save_fields)}<div class="filter"><label for="garder-nom">Nom de la recherche</label>'
        '<input class="input" id="garder-nom" name="nom" maxlength="80" required autocomplete="off"></div>'
        '<p class="small">Un avis vous dira quand un texte nouveau y répond.</p>'
        '<button class="btn">Garder</button></form></details>'
    )


_SHORT = 'maxlength="{}" autocomplete="off"'


def _field(name: str, label: str, more: str) -> str:
    return (
        f'<div class="filter"><label for="recherche-{name}">{label}</label>'
        f'<input class="input" id="recherche-{name}" name="{name}" {more}></div>'
    )


_WORDS = "".join(
    (
        '<div class="filters-more">',
        _field("suite", "Ces mots, à la suite", _SHORT.format(120)),
        _field("parmi", "Au moins un de ces mots", _SHORT.format(120)),
        _field("sans", "Sans ces mots", _SHORT.format(120)),
        "</div>\n",
    )
)


def _export(context: Any, page: "SearchPage") -> str:
    # Narrowed, nothing is offered: what is taken out answers the words alone.
    if not page.export_fields:
        return ""
    return export_form(
        context, fields=page.export_fields, words="Exporter tout ce que ces filtres trouvent", source="search"
    )


def _result(result: "Result") -> str:
    closed = ' class="closed"' if result.closed else ""
    return (
        f'<li{closed}><a class="row-link" href="{plain(result.url)}">{plain(result.title)}</a>'
        f" <small>{plain(f'{result.number} · {result.state} · {result.detail}')}</small>"
        f"{''.join([_passage(passage) for passage in result.passages])}</li>"
    )


def _passage(passage: "ResultPassage") -> str:
    pieces = "".join(
        [f"<mark>{plain(text)}</mark>" if marked else plain(text) for text, marked in passage.pieces]
    )
    others = f' <span class="others">Aussi {_links(passage.others)}</span>' if passage.others else ""
    return (
        f'<p class="passage"><a class="where" href="{plain(passage.url)}">{plain(passage.where)}</a>'
        f" <span>{pieces}</span>{others}</p>"
    )


def _links(links: "Sequence[Link]") -> str:
    return ", ".join(f'<a href="{plain(link.url)}">{plain(link.label)}</a>' for link in links)
