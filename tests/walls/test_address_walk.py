"""The walk of the URL table: no view is served without a declared action, but for the listed exceptions.

Architecture, section 5.1 and 5.8; the exceptions and their reasons are in kernel/gate/exceptions.py.
"""

import inspect
from collections import defaultdict

import pytest

from egide.kernel.gate.exceptions import UNPAGED, is_unpaged
from egide.kernel.gate.pages import Audience
from tests.walls.addresses import Address, addresses, paged

EVERYWHERE = addresses()
KNOWN_METHODS = {"GET", "POST"}


def identity(address: Address) -> str:
    return address.name


@pytest.mark.parametrize("address", EVERYWHERE, ids=identity)
def test_a_view_declares_its_action_or_is_among_the_exceptions(address: Address) -> None:
    assert (address.page is not None) != is_unpaged(address.view_path), (
        f"« {address.route} » ({address.view_path}) : enregistrez la vue par page(), "
        "ou inscrivez-la dans kernel/gate/exceptions.py avec sa raison (jamais les deux)."
    )


@pytest.mark.parametrize("prefix", [prefix for prefix, _ in UNPAGED])
def test_an_exception_is_still_needed(prefix: str) -> None:
    assert any(address.view_path.startswith(prefix) for address in EVERYWHERE), (
        f"Aucune adresse ne commence plus par « {prefix} » : retirez l’exception."
    )


def test_an_exception_says_why() -> None:
    assert all(len(reason) > 10 for _, reason in UNPAGED)


@pytest.mark.parametrize("address", paged(), ids=identity)
def test_a_page_declares_the_methods_that_it_serves(address: Address) -> None:
    assert address.page is not None
    assert address.page.methods
    assert set(address.page.methods) <= KNOWN_METHODS


def test_a_view_has_one_action_only() -> None:
    declared: dict[object, set[str]] = defaultdict(set)
    for address in paged():
        assert address.page is not None
        declared[inspect.unwrap(address.view)].add(address.page.action)

    assert {view: actions for view, actions in declared.items() if len(actions) > 1} == {}


# The number names a copy made for the whole staff, in a table with a policy of its own: its dossier stays shut.
COPIES = {"staff:intranet_pdf", "staff:intranet_sheets"}
# What was submitted to the president has a door of its own, in PostgreSQL: the gate gives her nothing of it.
DOORS = {"staff:ombudsman_submitted_matter", "staff:ombudsman_submitted_file"}


@pytest.mark.parametrize("address", paged(), ids=identity)
def test_an_address_with_a_number_is_opened_by_the_gate(address: Address) -> None:
    assert address.page is not None
    assert address.page.opens == ("number" in address.arguments and address.name not in COPIES | DOORS)


@pytest.mark.parametrize("address", paged(), ids=identity)
def test_a_service_writes_only_for_the_public(address: Address) -> None:
    assert address.page is not None
    if address.page.acts_as is not None:
        assert address.page.to is Audience.PUBLIC


def test_the_walk_finds_the_house() -> None:
    # The other tests must be able to fail: an empty table would satisfy them all.
    assert len(paged()) > 15
    assert {"staff:dossier", "staff:home", "public:request"} <= {address.name for address in paged()}


def test_a_view_outside_the_list_would_be_caught() -> None:
    assert not is_unpaged("egide.interfaces.staff.views_home.home")
