"""An indexed table of addresses finds what the plain one finds, and nothing else."""

import pytest
from django.urls import Resolver404, URLResolver, include, path
from django.urls.resolvers import ResolverMatch, RoutePattern

from egide.config.urls import INTERFACES
from egide.ui.indexed import among, gathered

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


OTHERS = (
    "connexion/",
    "sante/",
    "galerie/",
    "plan-de-classification.pdf",
    "travail/absences/",
    "administration/unites/",
    "delegue/INT-2026-00142/",
)


def told(resolver: URLResolver, asked: str) -> object:
    try:
        found = resolver.resolve(asked)
    except Resolver404:
        return None
    return found.func, found.kwargs, found.view_name, found.route


@pytest.mark.parametrize("asked", ADDRESSES)
def test_it_finds_what_the_plain_table_finds(asked: str) -> None:
    table, app_name, namespace = include(STAFF)
    plain = URLResolver(RoutePattern("", is_endpoint=False), table, None, app_name, namespace)

    assert told(among(STAFF), asked) == told(plain, asked)


@pytest.mark.parametrize("asked", [*ADDRESSES, *OTHERS])
def test_tables_gathered_find_what_they_find_one_after_the_other(asked: str) -> None:
    plain = URLResolver(RoutePattern("", is_endpoint=False), INTERFACES)

    assert told(gathered(INTERFACES), asked) == told(plain, asked)


class Asked(URLResolver):
    """A table that must not be asked."""

    def resolve(self, path: str) -> ResolverMatch:
        raise AssertionError(path)


def test_a_table_whose_addresses_begin_otherwise_is_not_asked() -> None:
    def view(request: object) -> None: ...

    here, there = path("boite/", view, name="here"), path("sante/", view, name="there")
    aside = Asked(RoutePattern("", is_endpoint=False), [here])

    found = gathered([aside, there]).resolve("sante/")

    assert found.view_name == "there"
    with pytest.raises(AssertionError):
        gathered([aside, there]).resolve("boite/")
