"""`{% load ui_gallery %}`: a specimen, that is a component drawn beside its own documentation.
Only the gallery loads it."""

import inspect

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from egide.ui.components import (
    actions,
    charts,
    containers,
    dossier,
    fields,
    figures,
    icons,
    marks,
    tables,
    trails,
)

register = template.Library()
FAMILIES = (actions, charts, containers, dossier, fields, figures, icons, marks, tables, trails)


@register.simple_block_tag
def specimen(content: str, *, name: str, bare: bool = False) -> SafeString:
    """Will frame `content` with the name and the docstring of the component `name`."""
    component = next(getattr(family, name) for family in FAMILIES if hasattr(family, name))
    values = {"content": content, "name": name, "text": inspect.getdoc(component), "bare": bare}
    return mark_safe(render_to_string("ui/gallery/specimen.html", values))
