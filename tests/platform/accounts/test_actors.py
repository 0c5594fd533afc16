"""Actors are pictures of a person on a day: roles held, one query, elevation only for its own session.

Serves the gate, which decides on what these pictures say.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.platform.accounts.actors import ANONYMOUS, ActorKind, actor_for_user, service
from egide.platform.accounts.models import Elevation, Membership, User
from tests.platform.accounts.cast import amelie, bruno, farid, unit_of

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_it_takes_the_picture_in_one_query(db: None) -> None:
    user = bruno()

    with CaptureQueriesContext(connection) as queries:
        actor = actor_for_user(user, on=MONDAY)

    assert len(queries) == 1
    assert {(held.role, held.compartment_code) for held in actor.roles} == {
        ("administrator", "office"),
        ("secretary", "commissioner"),
    }
    assert (actor.kind, actor.id, actor.code) == (ActorKind.STAFF, user.pk, f"staff:{user.pk}")


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 8, 31), False),  # the day before the first
        (date(2026, 9, 1), True),  # the first day
        (date(2026, 9, 30), True),  # the last day: October 1st is excluded
        (date(2026, 10, 1), False),
    ],
)
def test_it_holds_a_role_from_its_first_day_until_the_excluded_one(db: None, day: date, held: bool) -> None:
    user = farid()
    Membership.objects.create(
        user=user, unit=unit_of("office"), role="reader", since=date(2026, 9, 1), until=date(2026, 10, 1)
    )

    assert actor_for_user(user, on=day).holds("reader") is held


def test_it_tells_a_role_of_one_compartment_from_that_of_another(db: None) -> None:
    actor = actor_for_user(bruno(), on=MONDAY)
    office, commissioner = unit_of("office"), unit_of("commissioner")

    assert actor.holds("secretary", compartment_id=commissioner.compartment_id)
    assert not actor.holds("secretary", compartment_id=office.compartment_id)
    assert actor.compartment_ids == {office.compartment_id, commissioner.compartment_id}


def test_it_narrows_to_the_active_compartment_and_never_widens(db: None) -> None:
    user, office = amelie(), unit_of("office").compartment_id
    elsewhere = unit_of("commissioner").compartment_id

    assert actor_for_user(user, on=MONDAY, compartment_id=office).compartment_ids == {office}
    assert actor_for_user(user, on=MONDAY, compartment_id=elsewhere).compartment_ids == frozenset()


def test_it_gives_no_role_to_a_closed_account(db: None) -> None:
    user = amelie()
    assert actor_for_user(user, on=MONDAY).roles
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert actor_for_user(user, on=MONDAY).roles == frozenset()


def test_it_keeps_external_people_apart(db: None) -> None:
    user = User.objects.create_user("denis@ordre.example", full_name="Denis Morin", external=True)

    assert actor_for_user(user, on=MONDAY).kind is ActorKind.EXTERNAL


def test_it_elevates_only_the_session_that_carries_the_period(db: None) -> None:
    user = bruno()
    ends_at = NOON + timedelta(minutes=10)
    period = Elevation.objects.create(user=user, reason="Essai", started_at=NOON, ends_at=ends_at)

    carried = actor_for_user(user, on=MONDAY, elevation_id=period.pk)
    elsewhere = actor_for_user(user, on=MONDAY)
    someone = actor_for_user(farid(), on=MONDAY, elevation_id=period.pk)

    assert carried.is_elevated(now=ends_at - timedelta(seconds=1))
    assert not carried.is_elevated(now=ends_at)
    assert elsewhere.elevated_until is None
    assert someone.elevated_until is None


def test_it_ends_an_elevation_before_its_time(db: None) -> None:
    user = bruno()
    period = Elevation.objects.create(
        user=user, reason="Essai", started_at=NOON, ends_at=NOON + timedelta(minutes=10), ended_at=NOON
    )

    assert actor_for_user(user, on=MONDAY, elevation_id=period.pk).elevated_until is None


def test_it_gives_a_service_its_own_role_where_it_may_act(db: None) -> None:
    intake = service("public_intake")

    assert intake.code == "service:public_intake"
    assert {held.compartment_code for held in intake.roles} == {"office", "commissioner"}
    assert intake.holds("public_intake")


def test_it_knows_no_service_by_another_name(db: None) -> None:
    with pytest.raises(LookupError, match="public_intak\u00a0»"):
        service("public_intak")


def test_it_lets_nobody_hold_anything() -> None:
    assert ANONYMOUS.is_anonymous
    assert not ANONYMOUS.holds("reader")
    assert not ANONYMOUS.is_elevated(now=NOON)
