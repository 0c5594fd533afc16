"""A table of addresses that looks only among those which begin like the address asked.

The staff have four hundred: trying each in turn took as long as a statement. Their order is kept among those left.
A table of tables is looked up alike: whole interfaces are left aside.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import ResolverMatch, RoutePattern
from django.utils.functional import cached_property


class IndexedResolver(URLResolver):
    """Django's own, narrowed by the first part of the address before it is asked."""

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset().union(*map(_beginnings, self.url_patterns)) - {""}

    @cached_property
    def _narrowed(self) -> Any:
        @cache  # as many as the addresses have beginnings, and one for the rest
        def narrowed(first: str) -> URLResolver:
            kept = [one for one in self.url_patterns if not _beginnings(one).isdisjoint(("", first))]
            return URLResolver(
                self.pattern,
                kept,
                self.default_kwargs,
                app_name=self.app_name,
                namespace=self.namespace,
            )

        return narrowed

    def resolve(self, path: str) -> ResolverMatch:
        """Will find the view of an address.

        :raises django.urls.Resolver404: no view has this address.
        """
        first = str(path).partition("/")[0]
        found: ResolverMatch = self._narrowed(first if first in self._firsts else "").resolve(path)
        return found


def among(module: str) -> IndexedResolver:
    """Will be `path("", include(module))`, indexed."""
    table, app_name, namespace = include(module)
    return IndexedResolver(RoutePattern("", is_endpoint=False), table, None, app_name, namespace)


def gathered(tables: Sequence[URLPattern | URLResolver]) -> IndexedResolver:
    """Will be these, one after the other, indexed together."""
    return IndexedResolver(RoutePattern("", is_endpoint=False), tables)


def _beginnings(one: URLPattern | URLResolver) -> frozenset[str]:
    """The first parts of the addresses of a table, or of one address; an empty one may be any."""
    if not isinstance(one.pattern, RoutePattern):
        return frozenset({""})
    route = str(one.pattern)
    if isinstance(one, URLResolver) and not route:
        return frozenset().union(*map(_beginnings, one.url_patterns))
    first, slash, _ = route.partition("/")
    return frozenset({first if slash and "<" not in first else ""})
