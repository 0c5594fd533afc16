"""Accounts: opened by invitation, moved from day to day, refused across walls, never without an elevation.

Serves whoever answers for access; the hand-over has its own file.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from egide.platform.accounts.models import Membership, User
from egide.platform.journal.models import Event
from tests.cast import TODAY, Cast
from tests.database import as_owner
from tests.interfaces.administration.conftest import Elevated
from tests.interfaces.staff.conftest import client_of

NEW = {
    "full_name": "Zoé D’Amours",
    "email": "zoe@office.example",
    "job_title": "Analyste",
    "unit": "interventions",
    "role": "analyst",
    "since": TODAY.isoformat(),
}


def url(cast: Cast, name: str, who: str) -> str:
    return reverse(f"administration:{name}", kwargs={"person": cast.user(who).public_id})


def codes() -> list[str]:
    with as_owner():
        return list(Event.objects.order_by("pk").values_list("code", flat=True))


def roles_of(user: User) -> list[tuple[str, str, object]]:
    with as_owner():
        rows = Membership.objects.filter(user=user).order_by("since", "pk")
        return list(rows.values_list("role", "unit__code", "until"))


def test_it_leads_an_administrator_without_elevation_to_where_it_starts(cast: Cast) -> None:
    answer = client_of(cast.user("irene")).get(reverse("administration:accounts"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_elevation"))


def test_it_refuses_a_change_after_the_elevation_ended(cast: Cast) -> None:
    answer = client_of(cast.user("irene")).post(reverse("administration:new_account"), NEW)

    assert answer.status_code == 403
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_it_lists_and_finds_without_accents(cast: Cast, elevated: Elevated) -> None:
    page = elevated("irene").get(reverse("administration:accounts"), {"q": "helene"}).content.decode()

    assert "Hélène Fortin" in page
    assert "Nadia Bouchard" not in page


def test_it_opens_an_account_without_password_and_asks_for_the_invitation(
    cast: Cast, elevated: Elevated
) -> None:
    answer = elevated("irene").post(reverse("administration:new_account"), NEW)
    user = User.objects.get(email=NEW["email"])

    assert answer.status_code == 303
    assert not user.has_usable_password()
    assert roles_of(user) == [("analyst", "interventions", None)]
    assert {"account.created", "account.role_given"} <= set(codes())
    assert jobs() == [("accounts.mail", "invitation")]


def jobs() -> list[tuple[str, str]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    with as_owner():
        rows = ProcrastinateJob.objects.filter(task_name="accounts.mail").order_by("pk")
        return [(row.task_name, row.args["letter"]) for row in rows]


def test_it_refuses_an_address_already_taken_and_keeps_what_was_typed(cast: Cast, elevated: Elevated) -> None:
    answer = elevated("irene").post(
        reverse("administration:new_account"), NEW | {"email": "NADIA@office.example"}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "existe déjà" in page
    assert "Zoé D’Amours" in page


@pytest.mark.parametrize(
    "bad",
    [
        {"full_name": "a\0b"},
        {"email": "pas une adresse"},
        {"since": "0001-01-01"},
        {"since": "hier"},
        {"unit": "commission"},
        {"role": "scheduler"},
        {"full_name": "x" * 5000},
        {"unit": "' or 1=1 --"},
    ],
)
def test_it_refuses_hostile_answers_in_french(cast: Cast, elevated: Elevated, bad: dict[str, str]) -> None:
    answer = elevated("irene").post(reverse("administration:new_account"), NEW | bad)

    assert answer.status_code == 422
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_the_office_gives_no_role_behind_the_wall_of_the_commissioner(cast: Cast, elevated: Elevated) -> None:
    role = {"unit": "commission", "role": "commissioner", "since": TODAY.isoformat()}

    refused = elevated("irene").post(url(cast, "give_role", "farid"), role)
    assert refused.status_code == 422
    assert roles_of(cast.user("farid"))[-1][0] == "administrator"

    given = elevated("claire").post(url(cast, "give_role", "farid"), role)
    assert given.status_code == 303
    assert ("commissioner", "commission", None) in roles_of(cast.user("farid"))


def test_the_office_does_not_reset_the_second_factor_of_the_commissioner(
    cast: Cast, elevated: Elevated
) -> None:
    refused = elevated("irene").post(url(cast, "access", "simon"), {"acte": "factor"})
    done = elevated("claire").post(url(cast, "access", "simon"), {"acte": "factor"})

    assert (refused.status_code, done.status_code) == (403, 303)
    assert jobs() == [("accounts.mail", "factor_removed")]
    assert "account.factor_reset" in codes()


@pytest.mark.parametrize("act", ["invite", "limits", "factor"])
def test_it_does_each_act_of_access(cast: Cast, elevated: Elevated, act: str) -> None:
    assert elevated("irene").post(url(cast, "access", "nadia"), {"acte": act}).status_code == 303


def test_nobody_gives_herself_a_role(cast: Cast, elevated: Elevated) -> None:
    role = {"unit": "interventions", "role": "analyst", "since": TODAY.isoformat()}

    answer = elevated("irene").post(url(cast, "give_role", "irene"), role)

    assert answer.status_code == 422
    assert "Personne ne se donne une fonction" in answer.content.decode()


def test_it_moves_someone_from_one_day_to_the_next(cast: Cast, elevated: Elevated) -> None:
    since = TODAY + timedelta(days=10)
    answer = elevated("irene").post(
        url(cast, "move", "nadia"),
        {
            "held": "interventions:analyst:2015-01-01",
            "unit": "secretariat",
            "role": "intake",
            "since": since.isoformat(),
        },
    )

    assert answer.status_code == 303
    assert roles_of(cast.user("nadia")) == [
        ("analyst", "interventions", since),
        ("intake", "secretariat", None),
    ]


def test_the_last_administrator_of_a_sector_stays(cast: Cast, elevated: Elevated) -> None:
    with as_owner():
        Membership.objects.create(
            user=cast.user("yvette"),
            unit=Membership.objects.get(user=cast.user("claire"), role="administrator").unit,
            role="administrator",
            since=TODAY,
        )
        Membership.objects.filter(user=cast.user("claire"), role="administrator").update(until=TODAY)
    answer = elevated("yvette").post(
        url(cast, "end_role", "yvette"),
        {"held": f"commission:administrator:{TODAY.isoformat()}", "last_day": TODAY.isoformat()},
    )

    assert answer.status_code == 422
    assert "dernière fonction d’administration" in answer.content.decode()


def test_it_shows_each_page(cast: Cast, elevated: Elevated) -> None:
    client = elevated("irene")
    for name in ("accounts", "new_account", "units", "calendars"):
        assert client.get(reverse(f"administration:{name}")).status_code == 200
    for name in ("person", "rename", "give_role", "end_role", "move", "leave"):
        assert client.get(url(cast, name, "nadia")).status_code == 200


def test_it_creates_and_renames_a_unit_in_its_own_sector_only(cast: Cast, elevated: Elevated) -> None:
    given = {
        "code": "innovation",
        "name": "Innovation",
        "site": "quebec",
        "compartment": "office",
        "head": "",
    }
    units = reverse("administration:units")

    assert elevated("irene").post(units, given | {"compartment": "commissioner"}).status_code == 422
    assert elevated("irene").post(units, given).status_code == 303
    assert elevated("irene").post(units, given).status_code == 422
    theirs = reverse("administration:unit", kwargs={"unit": "commission"})
    assert elevated("irene").get(theirs).status_code == 403
    own = reverse("administration:unit", kwargs={"unit": "innovation"})
    named = {"name": "Innovations", "site": "montreal", "head": str(cast.user("marc").public_id)}
    assert elevated("irene").post(own, named).status_code == 303
