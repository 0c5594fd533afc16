"""The one template library of the components, and the two ways of declaring one.
`drawn` is an inclusion tag over `ui/components/NAME.html`; blocks render their own template. What a page draws a
hundred times (a cell, a badge, an option) is written by a function, with `plain` around every value."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Context = Mapping[str, Any]
_SPECIAL = re.compile("[&<>\"']").search
Component = Callable[..., dict[str, Any]]


def drawn(name: str, *, takes_context: bool = False) -> Callable[[Component], Component]:
    """Will register the function below as a component drawn by `ui/components/{name}.html`."""
    return register.inclusion_tag(f"ui/components/{name}.html", takes_context=takes_context)


def drawn_once(name: str) -> Callable[[Component], Component]:
    """Will register a component that depends on its values alone, all of them frozen: the last drawn are kept.

    The key is everything that is shown, so that no one is shown what was drawn of other values.
    """

    def decorate(component: Component) -> Component:
        @lru_cache(maxsize=512)
        def kept(**values: Any) -> SafeString:
            return draw(name, component(**values))

        register.simple_tag(wraps(component)(lambda **values: kept(**values)), name=component.__name__)
        return component

    return decorate


def draw(name: str, values: Context) -> SafeString:
    """Will render the template of a block component, whose content is already safe."""
    return mark_safe(render_to_string(f"ui/components/{name}.html", dict(values)))


def plain(value: object) -> str:
    """Will escape a value for markup written by a component; what a template has made stays as it is."""
    # Most values are words with nothing to escape: looking once costs less than replacing five times.
    if type(value) is str:
        return value if _SPECIAL(value) is None else escape(value)
    text = str(value)
    return text if hasattr(value, "__html__") or _SPECIAL(text) is None else escape(text)


def written(markup: str) -> SafeString:
    """Will give the markup that a component has written, every value of it through `plain`."""
    return SafeString(markup)
