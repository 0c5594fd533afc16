"""The one template library of the components, and the two ways of declaring one.
`drawn` is an inclusion tag over `ui/components/NAME.html`; blocks render their own template."""

from collections.abc import Callable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Context = Mapping[str, Any]
Component = Callable[..., dict[str, Any]]


def drawn(name: str, *, takes_context: bool = False) -> Callable[[Component], Component]:
    """Will register the function below as a component drawn by `ui/components/{name}.html`."""
    return register.inclusion_tag(f"ui/components/{name}.html", takes_context=takes_context)


def draw(name: str, values: Context) -> SafeString:
    """Will render the template of a block component, whose content is already safe."""
    return mark_safe(render_to_string(f"ui/components/{name}.html", dict(values)))
