"""Absences and replacements: before, first day, last day, after, overlapping, replacement gone.

Nadia is away from 2026-12-01 to 2026-12-04 included; Marc, her head, takes over.
"""

from datetime import date, timedelta

import pytest

from egide.platform.accounts.absences import absence_of, away, end_absence, enter_absence, replaced_by
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import Absence, Membership, Unit, User
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 4)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def enter(
    cast: Cast,
    *,
    by: str = "nadia",
    who: str = "nadia",
    replacement: str | None = "marc",
    since: date = FIRST,
    last: date = LAST,
) -> Absence:
    actor = cast.actor(by)
    with acting_as(actor):
        return enter_absence(
            actor=actor,
            user=cast.user(who),
            replacement=cast.user(replacement) if replacement else None,
            since=since,
            last_day=last,
            reason="Congé",
            now=NOW,
        )


@pytest.mark.parametrize(
    ("day", "replaced"),
    [
        (date(2026, 11, 30), False),  # the day before
        (date(2026, 12, 1), True),  # the first day
        (date(2026, 12, 4), True),  # the last day, included
        (date(2026, 12, 5), False),  # the return: nothing had to be given back
    ],
)
def test_the_replacement_holds_the_roles_on_the_days_of_the_absence_only(
    cast: Cast, day: date, replaced: bool
) -> None:
    enter(cast)
    marc, nadia = cast.user("marc"), cast.user("nadia")
    actor = actor_for_user(marc, on=day)

    assert actor.holds("analyst") is replaced
    assert actor.acting_for("analyst") == ("Nadia Bouchard" if replaced else "")
    assert actor.acting_for("unit_head") == ""
    assert actor.stands_for() == ({marc.pk, nadia.pk} if replaced else {marc.pk})
    assert (absence_of(nadia, day) is not None) is replaced
    assert replaced_by(nadia, day) == (marc if replaced else None)


def test_it_takes_one_query_as_before(cast: Cast, django_assert_num_queries: object) -> None:
    enter(cast)

    with django_assert_num_queries(1):  # type: ignore[operator]
        actor_for_user(cast.user("marc"), on=FIRST)


def test_the_compartments_of_the_database_are_those_of_the_actor(cast: Cast) -> None:
    from django.db import connection

    enter(cast)
    actor = actor_for_user(cast.user("marc"), on=FIRST)
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("select current_setting('egide.compartments')")
        (places,) = cursor.fetchone()

    assert {int(place) for place in places.strip("{}").split(",")} == actor.compartment_ids


def test_a_role_behind_another_wall_is_not_lent(cast: Cast) -> None:
    # Hélène works in the Office and in the presidency; Marc only in the Office.
    enter(cast, by="helene", who="helene", replacement="marc")
    actor = actor_for_user(cast.user("marc"), on=FIRST)

    assert actor.holds("president")
    assert {a.compartment_code for a in actor.roles} == {"office"}


def test_the_power_over_accounts_is_never_lent(cast: Cast) -> None:
    with as_owner():
        unit = Unit.objects.get(code="interventions")
        Membership.objects.create(user=cast.user("nadia"), unit=unit, role="administrator", since=TODAY)
    enter(cast)

    assert not actor_for_user(cast.user("marc"), on=FIRST).holds("administrator")


def test_a_closed_replacement_takes_nothing_over(cast: Cast) -> None:
    enter(cast)
    with as_owner():
        User.objects.filter(pk=cast.user("marc").pk).update(is_active=False)

    assert replaced_by(cast.user("nadia"), FIRST) is None
    assert actor_for_user(cast.user("marc"), on=FIRST).roles == frozenset()
    assert away([cast.user("nadia").pk], on=FIRST)[cast.user("nadia").pk].words.endswith("sans remplacement")


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ({"since": LAST, "last": FIRST}, "précède"),
        ({"since": TODAY - timedelta(days=9), "last": TODAY - timedelta(days=1)}, "déjà terminée"),
        ({"last": date(2046, 12, 4)}, "deux ans"),
        ({"replacement": "claire"}, "même secteur cloisonné"),
        ({"replacement": "nadia"}, "soi-même"),
        ({"by": "bruno"}, "elle-même"),
    ],
)
def test_it_refuses_with_a_sentence(cast: Cast, case: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, **case)  # type: ignore[arg-type]

    assert sentence in refused.value.what


def test_two_absences_of_one_person_never_overlap_and_may_touch(cast: Cast) -> None:
    enter(cast)

    with pytest.raises(Refused, match="déjà une absence"):
        enter(cast, since=LAST, last=LAST)
    enter(cast, since=LAST + timedelta(days=1), last=LAST + timedelta(days=3))


def test_a_replacement_goes_one_step_and_never_round(cast: Cast) -> None:
    enter(cast)

    with pytest.raises(Refused, match="aussi en absence"):
        enter(cast, by="marc", who="marc", replacement="nadia")
    with pytest.raises(Refused, match="remplace Nadia"):
        enter(cast, by="marc", who="marc", replacement="bruno", since=LAST, last=LAST)
    enter(cast, by="marc", who="marc", replacement=None, since=date(2027, 1, 4), last=date(2027, 1, 5))
    with pytest.raises(Refused, match="aussi en absence"):
        enter(cast, since=date(2027, 1, 5), last=date(2027, 1, 6))


def test_the_head_of_the_unit_enters_it_for_a_member(cast: Cast) -> None:
    assert enter(cast, by="marc", replacement=None).replacement is None


def test_it_ends_at_the_return_and_cancels_before_the_first_day(cast: Cast) -> None:
    running = enter(cast, since=TODAY - timedelta(days=2), last=TODAY + timedelta(days=5))
    ahead = enter(cast, since=FIRST + timedelta(days=10), last=LAST + timedelta(days=10))
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        assert end_absence(actor=nadia, public_id=running.public_id, now=NOW).until == TODAY
        assert end_absence(actor=nadia, public_id=ahead.public_id, now=NOW).cancelled_at == NOW
        with pytest.raises(NotVisible):
            end_absence(actor=nadia, public_id=ahead.public_id, now=NOW)
    assert not actor_for_user(cast.user("marc"), on=TODAY).holds("analyst")


def test_someone_else_does_not_end_it(cast: Cast) -> None:
    absence = enter(cast)
    bruno = cast.actor("bruno")

    with acting_as(bruno), pytest.raises(Refused, match="ni la vôtre"):
        end_absence(actor=bruno, public_id=absence.public_id, now=NOW)


def test_a_head_lends_only_what_she_heads(cast: Cast) -> None:
    # Whoever declares someone else away would choose who holds her roles meanwhile: herself, perhaps.
    with as_owner():
        Membership.objects.create(
            user=cast.user("nadia"), unit=Unit.objects.get(code="technology"), role="auditor", since=TODAY
        )
    enter(cast, by="marc", replacement="bruno")  # an auditor's role is never lent: it does not count

    with as_owner():
        Absence.objects.all().delete()
        Membership.objects.create(
            user=cast.user("nadia"), unit=Unit.objects.get(code="technology"), role="president", since=TODAY
        )
    with pytest.raises(Refused, match="une autre unité que la vôtre"):
        enter(cast, by="marc", replacement="marc")
    enter(cast, by="marc", replacement=None, last=FIRST)  # that she is away may always be said
    enter(cast, by="nadia", replacement="marc", since=FIRST + timedelta(days=1))  # and she lends what is hers
