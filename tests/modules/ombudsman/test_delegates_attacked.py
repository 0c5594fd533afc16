"""Delegates with an account: refused everything else than their own exchanges, by page and by SQL.

Josée asks from her address; Martin is another delegate; Luc coordinates, Mona answers.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import post_message
from egide.kernel.parties.models import Party
from egide.modules.ombudsman import delegates as acts
from egide.modules.ombudsman.models import Delegate, DelegateExchange
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.modules.ombudsman.invited import JOSEE, LIST, MARTIN, client, invited, times, user_of
from tests.modules.ombudsman.scene import Scene, open_scene
from tests.platform.accounts.entries import data_of
from tests.walls.house import client_of

# --- Attacks, by page ----------------------------------------------------------------------------------------
ELSEWHERE = (
    "staff:home", "staff:search", "staff:box", "staff:exports", "staff:sheets", "staff:dashboard", "staff:calendar",
    "staff:ombudsman", "staff:ombudsman_delegates", "staff:intranet_reports", "staff:incident_declare",
    "administration:accounts", "administration:delegations", "administration:absences",
    "administration:deadline_rules",
)  # fmt: skip
OF_DOSSIER = ("dossier", "dossier_journal", "dossier_documents", "ombudsman_matter")


def test_nothing_else_of_the_site_opens_to_her(josee: Delegate, hers: Scene) -> None:
    # test_matrix.py sends an account from outside to every page; here, to what surrounds her own exchange.
    browser = client(josee)
    urls = [reverse(name) for name in ELSEWHERE]
    urls += [reverse(f"staff:{name}", kwargs={"number": hers.number}) for name in OF_DOSSIER]
    answers = {url: (browser.get(url).status_code, browser.post(url).status_code) for url in urls}

    assert {url: found for url, found in answers.items() if set(found) - {404, 405}} == {}


def test_another_delegates_exchange_does_not_exist_for_her(cast: Cast, josee: Delegate, his: Scene) -> None:
    martin = invited(cast, "Martin Côté", MARTIN)
    url = reverse("delegate:exchange", kwargs={"number": his.number})
    file = reverse("delegate:file", kwargs={"number": his.number, "rank": 1})

    assert client(martin).get(url).status_code == 200
    assert client(josee).get(url).status_code == 404
    assert client(josee).post(url, {"text": "Bonjour", "form_key": "k" * 32}).status_code == 404
    assert client(josee).get(file).status_code == 404
    assert times("ombudsman.delegate_read") == 1
    assert data_of("ombudsman.delegate_read") == {"number": martin.number}


@pytest.mark.parametrize("who", ["luc", "mona", "claire", "nadia", "irene", "denis"])
def test_her_pages_are_hers_alone(cast: Cast, josee: Delegate, hers: Scene, who: str) -> None:
    browser = client_of(cast.user(who))
    url = reverse("delegate:exchange", kwargs={"number": hers.number})

    assert [browser.get(each).status_code for each in (LIST, url)] == [404, 404]
    assert client_of(None).get(url)["Location"].startswith("/connexion/")


@pytest.mark.parametrize("who", ["mona", "nadia", "helene", "irene"])
def test_only_the_team_invites(cast: Cast, josee: Delegate, who: str) -> None:
    browser = client_of(cast.user(who))
    url = reverse("staff:ombudsman_delegate", kwargs={"rank": josee.number})

    assert [browser.get(url).status_code, browser.post(f"{url}fermer/", {}).status_code] == [403, 403]
    # Nor does the Commissioner see the delegates of the team, by their number.
    assert client_of(cast.user("claire")).get(url).status_code == 404


# --- Attacks, by SQL, under her session's settings -----------------------------------------------------------
@pytest.fixture
def tables(db: None) -> Iterator[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity order by 1"
        )
        yield [row[0] for row in cursor.fetchall()]


def rows_of(tables: list[str]) -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            (number,) = cursor.fetchone()
            if number:
                found[table] = number
    return found


def test_her_account_alone_sees_no_row_of_any_walled_table(
    josee: Delegate, hers: Scene, tables: list[str]
) -> None:
    with acting_as(actor_for_user(user_of(josee), on=TODAY)):
        assert rows_of(tables) == {}


def test_inside_the_door_she_sees_one_dossier_one_party_and_her_messages(
    cast: Cast, josee: Delegate, hers: Scene, his: Scene, tables: list[str]
) -> None:
    hers.act(
        "luc",
        lambda a, d: post_message(
            dossier=d, direction="out", party=Party.objects.get(dossier_id=d.pk), text="Bonjour",
            actor_code=a.code, now=NOW,
        ),
    )  # fmt: skip
    actor = actor_for_user(user_of(josee), on=TODAY)
    row = acts.own_exchange(actor, hers.number)
    with acting_as(actor):
        with acts.reading_own(actor, row):
            assert rows_of(tables) == {"dossiers_dossier": 1, "parties_party": 1, "messages_message": 1}
            assert Dossier.objects.get().number == hers.number
        # The door shuts behind her.
        assert rows_of(tables) == {}


@pytest.mark.parametrize("case", ["another's", "taken", "closed", "inactive", "staff"])
def test_the_door_opens_nothing_more(
    cast: Cast, josee: Delegate, hers: Scene, his: Scene, tables: list[str], case: str
) -> None:
    user = user_of(josee)
    actor, wanted = actor_for_user(user, on=TODAY), (his if case == "another's" else hers).dossier.pk
    with as_owner():
        if case == "taken":
            DelegateExchange.objects.filter(delegate=josee).update(ended_at=NOW)
        elif case == "closed":
            Delegate.objects.filter(pk=josee.pk).update(closed_at=NOW)
        elif case in ("inactive", "staff"):
            User.objects.filter(pk=user.pk).update(is_active=case != "inactive", external=case != "staff")
    with acting_as(actor):
        with connection.cursor() as cursor:
            cursor.execute("select ombudsman_enter_delegate(%s, %s)", [user.pk, wanted])
        assert rows_of(tables) == {}


@pytest.mark.parametrize("who", ["luc", "denis", "nobody"])
def test_nobody_enters_in_her_name(cast: Cast, josee: Delegate, hers: Scene, who: str) -> None:
    from django.db import DatabaseError, transaction

    from egide.platform.accounts.actors import ANONYMOUS

    actor = ANONYMOUS if who == "nobody" else cast.actor(who)
    statement, values = "select ombudsman_enter_delegate(%s, %s)", [user_of(josee).pk, hers.dossier.pk]
    with acting_as(actor), pytest.raises(DatabaseError, match="pas celle qui agit"), transaction.atomic():
        connection.cursor().execute(statement, values)


def test_a_conflict_or_a_wall_is_not_crossed_by_the_commissioners_own_delegate(
    cast: Cast, hers: Scene
) -> None:
    his_own = open_scene(cast, who="claire", unit="commission", email=JOSEE)
    row = invited(cast, "Josée Lemay", JOSEE, who="claire", place="commissioner")
    actor = actor_for_user(user_of(row), on=TODAY)

    assert [each.dossier.number for each in acts.own_exchanges(actor)] == [his_own.number]
    with pytest.raises(NotVisible):
        acts.own_exchange(actor, hers.number)
