"""The walk of the URL table: no view is served without a declared action, but for the listed exceptions.

Architecture, section 5.1 and 5.8; the exceptions and their reasons are in kernel/gate/exceptions.py. One test walks
all the addresses and names each that is at fault: a test for each of them took longer to begin than to run.
"""

import inspect
from collections import defaultdict

import pytest

from egide.kernel.gate.exceptions import UNPAGED, is_unpaged
from egide.kernel.gate.pages import Audience
from tests.walls.addresses import addresses, paged

EVERYWHERE = addresses()
PAGES = tuple((address, address.page) for address in paged() if address.page is not None)
KNOWN_METHODS = {"GET", "POST"}


def test_a_view_declares_its_action_or_is_among_the_exceptions() -> None:
    assert [
        f"« {address.route} » ({address.view_path}) : enregistrez la vue par page(), "
        "ou inscrivez-la dans kernel/gate/exceptions.py avec sa raison (jamais les deux)."
        for address in EVERYWHERE
        if (address.page is not None) == is_unpaged(address.view_path)
    ] == []


@pytest.mark.parametrize("prefix", [prefix for prefix, _ in UNPAGED])
def test_an_exception_is_still_needed(prefix: str) -> None:
    assert any(address.view_path.startswith(prefix) for address in EVERYWHERE), (
        f"Aucune adresse ne commence plus par « {prefix} » : retirez l’exception."
    )


def test_an_exception_says_why() -> None:
    assert all(len(reason) > 10 for _, reason in UNPAGED)


def test_a_page_declares_the_methods_that_it_serves() -> None:
    served = [(address.name, set(page.methods)) for address, page in PAGES]

    assert [(name, methods) for name, methods in served if not methods or methods - KNOWN_METHODS] == []


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
# So has a delegate’s own exchange: her account holds no role, no grant and no pass.
DOORS |= {"delegate:exchange", "delegate:file"}


def test_an_address_with_a_number_is_opened_by_the_gate() -> None:
    expected = [
        (a.name, page.opens, "number" in a.arguments and a.name not in COPIES | DOORS) for a, page in PAGES
    ]

    assert [name for name, opens, should in expected if opens != should] == []


def test_a_service_writes_only_for_the_public() -> None:
    serving = [(address.name, page.to) for address, page in PAGES if page.acts_as is not None]

    assert serving
    assert [name for name, to in serving if to is not Audience.PUBLIC] == []


def test_the_walk_finds_the_house() -> None:
    # The other tests must be able to fail: an empty table would satisfy them all.
    assert len(paged()) > 15
    assert {"staff:dossier", "staff:home", "public:request"} <= {address.name for address in paged()}


def test_a_view_outside_the_list_would_be_caught() -> None:
    assert not is_unpaged("egide.interfaces.staff.views_home.home")
