"""`{% load search %}`: what the search repeats (results, passages, facets, lists to choose from), written by functions.

A page has a hundred passages and facets: drawn node by node they took longer than finding them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from egide.ui.components.library import plain, written
from egide.ui.components.trails import ui_options

if TYPE_CHECKING:
    from egide.interfaces.staff.pages_list import Choice
    from egide.interfaces.staff.results import Result, ResultPassage
    from egide.interfaces.staff.search_facets import Facet
    from egide.ui.pages import Link

register = template.Library()


@register.simple_tag
def found_rows(*, results: "Sequence[Result]") -> SafeString:
    """Will draw each dossier that answers, with the passages where its words stand."""
    return written("".join(_result(result) for result in results))


@register.simple_tag
def facet_lists(*, facets: "Sequence[Facet]") -> SafeString:
    """Will draw each facet: its values, how many texts each has, the address that narrows to it."""
    return written(
        "".join(
            f"<h2>{plain(facet.label)}</h2><ul>"
            + "".join(
                f'<li><a href="{plain(value.url)}"><span>{plain(value.label)}</span>'
                f' <span class="count">{value.how_many}</span></a></li>'
                for value in facet.values
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


def _result(result: "Result") -> str:
    closed = ' class="closed"' if result.closed else ""
    return (
        f'<li{closed}><a class="row-link" href="{plain(result.url)}">{plain(result.title)}</a>'
        f" <small>{plain(result.number)} · {plain(result.state)} · {plain(result.detail)}</small>"
        f"{''.join(_passage(passage) for passage in result.passages)}</li>"
    )


def _passage(passage: "ResultPassage") -> str:
    pieces = "".join(
        f"<mark>{plain(piece.text)}</mark>" if piece.marked else plain(piece.text) for piece in passage.pieces
    )
    others = f' <span class="others">Aussi {_links(passage.others)}</span>' if passage.others else ""
    return (
        f'<p class="passage"><a class="where" href="{plain(passage.url)}">{plain(passage.where)}</a>'
        f" <span>{pieces}</span>{others}</p>"
    )


def _links(links: "Sequence[Link]") -> str:
    return ", ".join(f'<a href="{plain(link.url)}">{plain(link.label)}</a>' for link in links)
