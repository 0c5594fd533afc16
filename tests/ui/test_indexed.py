"""An indexed table of addresses finds what the plain one finds, and nothing else."""

import pytest
from django.urls import Resolver404, URLResolver, include
from django.urls.resolvers import RoutePattern

from egide.ui.indexed import among

STAFF = "egide.interfaces.staff.urls"
ADDRESSES = (
    "travail/",
    "interventions/",
    "interventions/nouveau/",
    "dossiers/INT-2026-00142/",
    "dossiers/INT-2026-00142/echeances/",
    "recherche/",
    "boite/abc/",
    "rien-de-tel/",
    "travail",
    "",
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_it_finds_what_the_plain_table_finds(path: str) -> None:
    table, app_name, namespace = include(STAFF)
    plain = URLResolver(RoutePattern("", is_endpoint=False), table, None, app_name, namespace)

    def told(resolver: URLResolver) -> object:
        try:
            found = resolver.resolve(path)
        except Resolver404:
            return None
        return found.func, found.kwargs, found.view_name, found.route

    assert told(among(STAFF)) == told(plain)
