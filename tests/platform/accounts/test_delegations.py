"""Delegations: the days, what is never lent, who may enter one, revoking; states computed at reading.

Marc heads the interventions; Nadia receives his role from 2026-12-01 to 2026-12-04 included. Irène and Farid
administer the Office.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from egide.platform.accounts import elevations
from egide.platform.accounts.absences import enter_absence
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.delegations import (
    Given,
    Standing,
    delegations_of,
    enter_delegation,
    given_by,
    revoke_delegation,
    standing_of,
)
from egide.platform.accounts.models import DelegatedRole, Delegation, Membership, Unit, User
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import LONG_AGO, NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.platform.accounts.entries import codes, data_of, notes_of

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 4)


@pytest.fixture
def cast(db: None) -> Cast:
    made = seed_office()
    with as_owner():
        for who, unit in (("irene", "technology"), ("farid", "technology"), ("claire", "commission")):
            Membership.objects.create(
                user=made.user(who),
                unit=Unit.objects.get(code=unit),
                role="administrator",
                since=LONG_AGO,
            )
    return made


def elevated(cast: Cast, who: str) -> Actor:
    user, actor = cast.user(who), cast.actor(who)
    with acting_as(actor):
        period = elevations.start(actor=actor, user=user, reason="Délégation", minutes=30, now=NOW)
    return actor_for_user(user, on=TODAY, elevation_id=period.pk)


def enter(cast: Cast, *, by: str = "irene", **changed: Any) -> Delegation:
    said: dict[str, Any] = {
        "unit": "interventions",
        "roles": ("unit_head",),
        "holder": "marc",
        "authority": "",
        "delegate": "nadia",
        "deed": "Résolution 2026-14",
        "since": FIRST,
        "last_day": LAST,
    } | changed
    said["unit"] = Unit.objects.select_related("compartment").get(code=said["unit"])
    said["delegate"] = cast.user(said["delegate"])
    said["holder"] = cast.user(said["holder"]) if said["holder"] else None
    actor = elevated(cast, by)
    with acting_as(actor):
        return enter_delegation(actor=actor, given=Given(**said), now=NOW)


def planted(cast: Cast, role: str, unit: str, *, holder: str = "", delegate: str = "nadia") -> None:
    """A row that no page would have written."""
    with as_owner():
        row = Delegation.objects.create(
            holder=cast.user(holder) if holder else None,
            authority="" if holder else "l’Office",
            delegate=cast.user(delegate),
            unit=Unit.objects.get(code=unit),
            deed="Faux",
            since=TODAY,
            until=TODAY + timedelta(days=30),
            entered_at=NOW,
            entered_by="staff:0",
        )
        DelegatedRole.objects.create(delegation=row, role=role)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 30), Standing.TO_COME),  # the day before
        (date(2026, 12, 1), Standing.IN_FORCE),  # the first day
        (date(2026, 12, 4), Standing.IN_FORCE),  # the last day, included
        (date(2026, 12, 5), Standing.ENDED),  # nothing had to be taken back
    ],
)
def test_the_delegate_holds_the_role_on_its_days_only(cast: Cast, day: date, state: Standing) -> None:
    made = enter(cast)
    actor = actor_for_user(cast.user("nadia"), on=day)

    lent = state is Standing.IN_FORCE
    assert standing_of(made, on=day) is state
    assert actor.holds("unit_head") is lent
    assert actor.acting_for("unit_head") == ("Marc Gagnon" if lent else "")
    assert actor.acting_for("analyst") == ""
    # The role is lent, not the person’s own dossiers.
    assert actor.stands_for() == {cast.user("nadia").pk}
    assert delegations_of(cast.user("nadia"), on=day).exists() is (state is not Standing.ENDED)
    assert not delegations_of(cast.user("amelie"), on=day).exists()
    assert given_by(made) == "par délégation de Marc Gagnon"


def test_it_takes_one_query_as_before(cast: Cast, django_assert_num_queries: Any) -> None:
    enter(cast)

    with django_assert_num_queries(1):
        actor_for_user(cast.user("nadia"), on=FIRST)


def test_the_authority_lends_several_roles_and_several_may_stand(cast: Cast) -> None:
    made = enter(
        cast,
        holder="",
        authority="la présidente",
        roles=("unit_head", "intake"),
        delegate="amelie",
        since=TODAY,
    )
    actor = cast.actor("amelie")

    assert (actor.holds("unit_head"), actor.holds("intake")) == (True, True)
    assert given_by(made) == "par délégation de la présidente"
    assert not actor_for_user(cast.user("nadia"), on=TODAY).holds("unit_head")


def test_it_falls_when_the_holder_no_longer_has_the_role_or_has_left(cast: Cast) -> None:
    enter(cast)
    with as_owner():
        Membership.objects.filter(user=cast.user("marc"), role="unit_head").update(
            until=FIRST + timedelta(days=1)
        )

    assert actor_for_user(cast.user("nadia"), on=FIRST).holds("unit_head")
    assert not actor_for_user(cast.user("nadia"), on=LAST).holds("unit_head")
    with as_owner():
        User.objects.filter(pk=cast.user("marc").pk).update(is_active=False)
    assert not actor_for_user(cast.user("nadia"), on=FIRST).holds("unit_head")


def test_a_delegate_who_left_holds_nothing_and_is_lent_nothing_on(cast: Cast) -> None:
    enter(cast, since=TODAY)
    # Amélie replaces Nadia: what was lent to Nadia is not hers to lend on.
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        enter_absence(
            actor=nadia,
            user=cast.user("nadia"),
            replacement=cast.user("amelie"),
            since=TODAY,
            last_day=LAST,
            now=NOW,
        )
    amelie = cast.actor("amelie")
    assert (amelie.holds("analyst"), amelie.holds("unit_head")) == (True, False)
    with as_owner():
        User.objects.filter(pk=cast.user("nadia").pk).update(is_active=False)
    assert cast.actor("nadia").roles == frozenset()


@pytest.mark.parametrize(
    ("role", "unit", "holder", "delegate"),
    [
        ("administrator", "technology", "irene", "nadia"),
        ("auditor", "technology", "", "nadia"),
        ("commissioner", "commission", "claire", "simon"),  # who may be the one complained about
        ("commissioner", "commission", "", "simon"),
        ("admission_analyst", "commission", "simon", "yvette"),
        ("designated_officer", "designated", "", "solange"),
        ("ombudsman_coordinator", "ombudsman", "luc", "mona"),
        ("president", "presidency", "helene", "odile"),
        ("access_officer", "access", "", "nadia"),  # a wall behind which she does not work
    ],
)
def test_what_is_never_lent_is_not_whatever_a_row_says(
    cast: Cast, role: str, unit: str, holder: str, delegate: str
) -> None:
    before = cast.actor(delegate)
    planted(cast, role, unit, holder=holder, delegate=delegate)
    after = cast.actor(delegate)

    with acting_as(after), connection.cursor() as cursor:
        cursor.execute("select current_setting('egide.compartments')")
        (places,) = cursor.fetchone()
    assert after.roles == before.roles or unit == "presidency"
    assert {int(each) for each in places.strip("{}").split(",")} == before.compartment_ids


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"since": LAST, "last_day": FIRST}, "précède"),
        ({"since": TODAY - timedelta(days=9), "last_day": TODAY - timedelta(days=1)}, "déjà terminée"),
        ({"last_day": date(2046, 12, 4)}, "deux ans"),
        ({"deed": " "}, "Écrivez l’acte"),
        ({"roles": ()}, "au moins une"),
        ({"roles": ("administrator",)}, "personnelle"),
        ({"roles": ("auditor",)}, "personnelle"),
        ({"roles": ("commissioner",)}, "personnelle"),
        ({"roles": ("order_respondent",)}, "n’existe pas"),
        ({"roles": ("president",)}, "Marc Gagnon n’a pas cette fonction"),
        ({"delegate": "marc"}, "déjà titulaire"),
        ({"delegate": "irene"}, "Personne ne se donne"),
        ({"delegate": "claire"}, "même secteur"),
        ({"delegate": "denis"}, "compte actif du personnel"),
        ({"holder": "", "authority": " "}, "de qui vient"),
        ({"unit": "commission", "by": "claire", "delegate": "simon", "holder": ""}, "cloisonné"),
        ({"unit": "commission", "delegate": "simon"}, "l’administration de ce secteur"),
        ({"roles": ("analyst",), "holder": "", "authority": "l’Office"}, "déjà cette fonction"),
    ],
)
def test_it_refuses_with_a_sentence(cast: Cast, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, **changed)

    assert sentence in refused.value.what
    assert not Delegation.objects.exists()


def test_the_same_role_is_not_delegated_twice_on_the_same_days(cast: Cast) -> None:
    enter(cast)

    with pytest.raises(Refused, match="déjà cette délégation"):
        enter(cast, since=LAST, last_day=LAST + timedelta(days=9), holder="", authority="l’Office")
    enter(cast, since=LAST + timedelta(days=1), last_day=LAST + timedelta(days=9))


def test_it_is_revoked_at_once_with_a_reason_that_the_journal_keeps(cast: Cast) -> None:
    made = enter(cast, since=TODAY)
    assert cast.actor("nadia").holds("unit_head")

    farid = elevated(cast, "farid")
    with acting_as(farid):
        with pytest.raises(Refused, match="raison"):
            revoke_delegation(actor=farid, public_id=made.public_id, reason=" ", now=NOW)
        revoke_delegation(actor=farid, public_id=made.public_id, reason="Retour du titulaire", now=NOW)
        with pytest.raises(NotVisible):
            revoke_delegation(actor=farid, public_id=made.public_id, reason="Encore", now=NOW)

    assert not cast.actor("nadia").holds("unit_head")
    assert standing_of(Delegation.objects.get(), on=TODAY) is Standing.REVOKED
    assert [code for code in codes() if code.startswith("delegation.")] == [
        "delegation.entered",
        "delegation.revoked",
    ]
    assert data_of("delegation.entered")["roles"] == "unit_head"
    assert notes_of("delegation.entered") == {"deed": "Résolution 2026-14"}
    assert "Retour" not in str(data_of("delegation.revoked"))
    assert notes_of("delegation.revoked") == {"reason": "Retour du titulaire"}


def test_only_an_elevation_of_its_sector_enters_or_revokes(cast: Cast) -> None:
    made = enter(cast, since=TODAY)
    for actor in (cast.actor("irene"), cast.actor("marc"), elevated(cast, "claire")):
        with acting_as(actor), pytest.raises(Refused):
            revoke_delegation(actor=actor, public_id=made.public_id, reason="Non", now=NOW)
    assert cast.actor("nadia").holds("unit_head")


def test_a_delegate_does_not_declare_the_holder_away_to_take_the_rest(cast: Cast) -> None:
    enter(cast, since=TODAY)
    nadia = cast.actor("nadia")
    with acting_as(nadia), pytest.raises(Refused, match="personne responsable"):
        enter_absence(
            actor=nadia,
            user=cast.user("marc"),
            replacement=cast.user("nadia"),
            since=TODAY,
            last_day=LAST,
            now=NOW,
        )
