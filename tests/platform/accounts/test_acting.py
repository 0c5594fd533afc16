"""`acting_as` tells PostgreSQL who acts for the length of a transaction, and gives the former actor back.

Serves every page, job and command; the attacks on the walls themselves stand with the gate.
"""

from datetime import date

import pytest
from django.db import InternalError, connection, transaction

from egide.platform.accounts.acting import SETTINGS, acting_as, current_actor
from egide.platform.accounts.actors import ANONYMOUS, Actor, actor_for_user, service
from egide.platform.accounts.models import Site
from tests.database import Pair, as_owner
from tests.platform.accounts.cast import amelie, bruno, unit_of

TODAY = date(2026, 11, 23)


class Interrupted(Exception):
    """Stands for whatever goes wrong in a block."""


def in_force() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        names = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
        cursor.execute(f"select {names}")
        return tuple(cursor.fetchone())


def acting() -> str:
    return in_force()[0]


@pytest.fixture
def people(db: None) -> tuple[Actor, Actor]:
    return actor_for_user(amelie(), on=TODAY), actor_for_user(bruno(), on=TODAY)


def test_it_says_who_acts_and_where(people: tuple[Actor, Actor]) -> None:
    officer, _ = people

    with acting_as(officer):
        actor, compartments, conflicts, external, grants, bearer, versions = in_force()

    office = unit_of("office").compartment_id
    assert (actor, compartments, conflicts) == (officer.code, f"{{{office}}}", "{}")
    assert (external, grants) == ("0", "{}")
    assert (bearer, versions) == ("", "")


def test_it_is_known_to_python_only_inside_the_block(people: tuple[Actor, Actor]) -> None:
    officer, _ = people

    assert current_actor() is ANONYMOUS
    with acting_as(officer):
        assert current_actor() is officer
    assert current_actor() is ANONYMOUS


def test_it_gives_the_former_actor_back_after_a_savepoint(people: tuple[Actor, Actor]) -> None:
    officer, administrator = people

    with acting_as(officer):
        before = in_force()
        with acting_as(administrator):
            assert acting() == administrator.code
            assert current_actor() is administrator

        assert in_force() == before
        assert current_actor() is officer


def test_it_gives_the_former_actor_back_after_a_failure(people: tuple[Actor, Actor]) -> None:
    officer, administrator = people

    with acting_as(officer):
        before = in_force()
        with pytest.raises(Interrupted), acting_as(administrator):
            raise Interrupted

        assert in_force() == before
        assert current_actor() is officer


def test_it_gives_the_former_actor_back_after_a_rollback_without_exception(
    people: tuple[Actor, Actor],
) -> None:
    officer, administrator = people

    with acting_as(officer):
        before = in_force()
        with acting_as(administrator):
            transaction.set_rollback(True)

        assert in_force() == before


def test_it_undoes_what_a_failed_block_wrote(people: tuple[Actor, Actor]) -> None:
    def write_then_fail() -> None:
        Site.objects.create(code="montreal", name="Montréal")
        raise Interrupted

    with pytest.raises(Interrupted), acting_as(people[0]):
        write_then_fail()

    assert not Site.objects.filter(code="montreal").exists()


def test_it_lets_a_service_act_under_its_own_name(db: None) -> None:
    with acting_as(service("sealer")):
        assert acting() == "service:sealer"


def test_it_gives_no_compartment_to_nobody(db: None) -> None:
    with acting_as(ANONYMOUS):
        actor, compartments, *_ = in_force()

    assert (actor, compartments) == ("anonymous:0", "{}")


def test_it_narrows_to_the_active_compartment(db: None) -> None:
    active = unit_of("commissioner").compartment_id
    user = bruno()

    with acting_as(actor_for_user(user, on=TODAY)):
        wide = in_force()[1]
    with acting_as(actor_for_user(user, on=TODAY, compartment_id=active)):
        narrow = in_force()[1]

    assert (len(wide.split(",")), narrow) == (2, f"{{{active}}}")


def test_it_leaves_nothing_on_the_connection(fresh: Pair) -> None:
    with as_owner():
        officer = actor_for_user(amelie(), on=TODAY)

    with acting_as(officer):
        assert acting() == officer.code

    assert set(in_force()) == {""}


def test_it_refuses_writes_when_it_only_reads(fresh: Pair) -> None:
    with pytest.raises(InternalError, match="read-only"), acting_as(ANONYMOUS, read_only=True):
        Site.objects.create(code="montreal", name="Montréal")

    with acting_as(ANONYMOUS):
        Site.objects.create(code="montreal", name="Montréal")
    assert Site.objects.filter(code="montreal").exists()


def test_it_stays_read_only_in_an_inner_block(fresh: Pair) -> None:
    with (
        pytest.raises(InternalError, match="read-only"),
        acting_as(ANONYMOUS, read_only=True),
        acting_as(ANONYMOUS),
    ):
        Site.objects.create(code="montreal", name="Montréal")
