"""`{% load exporting %}`: the two buttons that take a table out, written by a function.

What is taken out is asked again of the gate when the file is made, and at each download.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString

from egide.interfaces.staff.templatetags.rows import hidden
from egide.ui.addresses import address
from egide.ui.components.library import plain, written

register = template.Library()
_TOKEN = CsrfTokenNode()


@register.simple_tag(takes_context=True)
def export_form(
    context: Any, *, fields: Iterable[tuple[str, str]], words: str, source: str = ""
) -> SafeString:
    """Will draw them: `fields` are the filters of the screen, `words` are said before.

    `source` is the code of the table, or nothing when a field names the list.
    """
    carried = [("source", source)] if source else []
    return written(
        f'\n<form class="row export-bar" method="post" action="{plain(address("staff:export_ask"))}"'
        f' aria-label="Exporter" data-download>{_TOKEN.render(context)}{hidden((*carried, *fields))}'
        f'<span class="small">{plain(words)}&nbsp;:</span>'
        '<button class="btn" name="format" value="xlsx">Classeur (XLSX)</button>'
        '<button class="btn" name="format" value="csv">Texte (CSV)</button></form>\n'
    )
