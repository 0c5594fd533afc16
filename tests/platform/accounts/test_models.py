"""The people of the house, as the database keeps them.

Serves the rules that stand in constraints: folded addresses, half-open periods, thirty minutes.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from egide.platform.accounts.models import Compartment, Elevation, Membership, ServiceActor, User
from tests.platform.accounts.cast import amelie, unit_of

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_it_folds_the_address_on_the_way_in_and_in_queries(db: None) -> None:
    amelie()

    assert User.objects.get(email=" Amelie.Roy@Office.EXAMPLE").email == "amelie.roy@office.example"


def test_it_refuses_two_accounts_for_one_address_whatever_the_case(db: None) -> None:
    amelie()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("AMELIE.ROY@office.example", full_name="Une autre")


def test_it_vouches_for_the_address_of_an_account_it_opens(db: None) -> None:
    user = amelie()

    address = user.emailaddress_set.get()  # type: ignore[attr-defined]

    assert (address.email, address.verified, address.primary) == (user.email, True, True)


def test_it_opens_an_account_without_password_that_no_password_enters(db: None) -> None:
    user = User.objects.create_user("sans.mot@office.example", full_name="Sans Mot")

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_it_gives_nobody_the_powers_of_a_superuser(db: None) -> None:
    user = amelie()

    assert not hasattr(user, "is_superuser")
    assert not hasattr(user, "is_staff")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Amélie Roy", "AR"), ("Élise", "É"), ("Jean de la Rue", "JR"), ("", "")],
)
def test_it_shortens_a_name_to_its_initials(name: str, initials: str) -> None:
    assert User(full_name=name).initials == initials


def test_it_refuses_a_period_that_ends_before_it_begins(db: None) -> None:
    user, unit = amelie(), unit_of("office")
    since = date(2026, 9, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, unit=unit, role="reader", since=since, until=since)
    Membership.objects.create(
        user=user, unit=unit, role="reader", since=since, until=since + timedelta(days=1)
    )


def test_it_refuses_the_same_open_role_twice(db: None) -> None:
    user, unit = amelie(), unit_of("office")
    Membership.objects.create(user=user, unit=unit, role="reader", since=date(2026, 9, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, unit=unit, role="reader", since=date(2026, 10, 1))


@pytest.mark.parametrize(("minutes", "accepted"), [(30, True), (31, False), (0, False)])
def test_it_limits_a_period_of_administration(db: None, minutes: int, accepted: bool) -> None:
    user = amelie()
    ends_at = NOON + timedelta(minutes=minutes)

    def insert() -> None:
        with transaction.atomic():
            Elevation.objects.create(user=user, reason="Essai", started_at=NOON, ends_at=ends_at)

    if accepted:
        insert()
    else:
        with pytest.raises(IntegrityError):
            insert()


def test_it_knows_the_four_compartments_and_the_services_from_the_first_day(db: None) -> None:
    codes = set(Compartment.objects.values_list("code", flat=True))
    intake = ServiceActor.objects.get(code="public_intake")

    assert codes >= {"office", "presidency", "commissioner", "discipline"}
    assert set(intake.compartments.values_list("code", flat=True)) == {"office", "commissioner"}
