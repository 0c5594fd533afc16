"""Every address of the house, read from the URL table itself: a new page is walked without an edit here.

Only what an address's arguments may be is written by hand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from egide.kernel.gate.pages import PageSpec


@dataclass(frozen=True)
class Address:
    """One pattern: its name with its namespaces, its route, its view and what it declares."""

    name: str
    route: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def page(self) -> PageSpec | None:
        """What `page()` was told, or nothing."""
        spec = getattr(self.view, "page", None)
        return spec if isinstance(spec, PageSpec) else None

    @property
    def view_path(self) -> str:
        """The dotted path of the view, a class's own when there is one."""
        view = getattr(self.view, "view_class", self.view)
        return f"{view.__module__}.{view.__qualname__}"


@cache
def addresses() -> tuple[Address, ...]:
    """Will return every address; the table does not change while a process lives."""
    return tuple(_walk(get_resolver().url_patterns, (), ""))


@cache
def paged() -> tuple[Address, ...]:
    """Will return the addresses registered through `page()`."""
    return tuple(address for address in addresses() if address.page is not None)


@cache
def named(name: str) -> Address:
    """Will return the address of a page by its name."""
    return next(address for address in paged() if address.name == name)


def _walk(patterns: Sequence[Any], spaces: tuple[str, ...], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name or "?"))
            arguments = tuple(pattern.pattern.regex.groupindex)
            yield Address(name, route, pattern.callback, arguments)
