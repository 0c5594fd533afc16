"""Administration for a limited time: who may start it, what it leaves in the journal, when it ends.

Serves architecture 5.7: a journaled period carried by one browser session, never a flag.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import Elevation, User
from egide.platform.errors.failures import BadInput, Refused
from tests.database import as_owner
from tests.platform.accounts.cast import amelie, bruno
from tests.platform.accounts.doors import Browser, give_application
from tests.platform.accounts.entries import codes, data_of, notes_of

START, END = "/compte/administration/", "/compte/administration/fin/"
FORM = {"reason": "Ouvrir le compte d’une stagiaire", "minutes": "20"}


def ready(user: User) -> User:
    give_application(user)
    return user


@pytest.fixture
def administrator(web: Browser) -> User:
    with as_owner():
        user = bruno()
    return ready(user)


@pytest.fixture
def officer(web: Browser) -> User:
    with as_owner():
        user = amelie()
    return ready(user)


# --- The page that starts it: wrong method, stranger, reader, right person -------------------------------
def test_it_refuses_another_method_to_start(web: Browser, administrator: User) -> None:
    web.sign_in(administrator)

    assert web.ask(web.client.put, START, {}).status_code == 405


def test_it_sends_a_stranger_to_sign_in_to_start(web: Browser) -> None:
    assert web.post(START, **FORM)["Location"].startswith("/connexion/?next=")
    assert Elevation.objects.count() == 0


def test_it_refuses_to_start_without_the_role(web: Browser, officer: User) -> None:
    web.sign_in(officer).confirm()

    for answer in (web.get(START), web.post(START, **FORM)):
        assert answer.status_code == 403
        assert elevations.NOT_ADMINISTRATOR in answer.content.decode()
    assert Elevation.objects.count() == 0


def test_it_starts_for_an_administrator_who_has_just_confirmed(web: Browser, administrator: User) -> None:
    before = web.sign_in(administrator).client.session.session_key
    web.confirm()
    answer = web.post(START, **FORM)

    period = Elevation.objects.get()
    assert answer["Location"] == "/compte/"
    assert period.ends_at - period.started_at == timedelta(minutes=20)
    assert "Administration en cours" in web.get("/compte/").content.decode()
    assert web.client.session.session_key != before


# --- The page that ends it -------------------------------------------------------------------------------
def test_it_refuses_another_method_to_end(web: Browser, administrator: User) -> None:
    web.sign_in(administrator)

    assert web.get(END).status_code == 405


def test_it_sends_a_stranger_to_sign_in_to_end(web: Browser) -> None:
    assert web.post(END)["Location"].startswith("/connexion/?next=")


def test_it_ends_nobody_else_s_period(web: Browser, administrator: User, officer: User) -> None:
    now = timezone.now()
    with as_owner():
        period = Elevation.objects.create(
            user=administrator, reason="Essai", started_at=now, ends_at=now + timedelta(minutes=5)
        )
    web.sign_in(officer).post(END)

    period.refresh_from_db()
    assert period.ended_at is None


def test_it_ends_at_once(web: Browser, administrator: User) -> None:
    web.sign_in(administrator).confirm()
    web.post(START, **FORM)
    answer = web.post(END)

    assert answer["Location"] == "/compte/"
    assert Elevation.objects.get().ended_at is not None
    assert "Administration en cours" not in web.get("/compte/").content.decode()


# --- What surrounds it -----------------------------------------------------------------------------------
def test_it_asks_who_it_is_then_takes_the_form_up_again(web: Browser, administrator: User) -> None:
    web.sign_in(administrator)
    asked = web.post(START, **FORM)
    assert asked["Location"].startswith("/compte/confirmation/")
    assert Elevation.objects.count() == 0

    web.client.post(asked["Location"], {"password": "la neige tombe sur Québec", "next": START})

    assert Elevation.objects.get().reason == FORM["reason"]


@pytest.mark.parametrize("form", [{"reason": "", "minutes": "10"}, {"reason": "Essai", "minutes": "60"}])
def test_it_refuses_a_form_without_reason_or_too_long(
    web: Browser, administrator: User, form: dict[str, str]
) -> None:
    web.sign_in(administrator).confirm()
    answer = web.post(START, **form)

    assert answer.status_code == 422
    assert "corriger" in answer.content.decode()
    assert Elevation.objects.count() == 0


def test_it_elevates_this_browser_and_no_other(web: Browser, administrator: User) -> None:
    web.sign_in(administrator).confirm()
    web.post(START, **FORM)
    elsewhere = Browser(Client())
    elsewhere.client.force_login(administrator)
    session = elsewhere.client.session
    session["egide_second_factor"] = administrator.pk
    session.save()

    assert "Administration en cours" in web.get("/compte/").content.decode()
    assert "Administration en cours" not in elsewhere.get("/compte/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/administration/unites/?page=2", "/administration/unites/?page=2"),
        ("https://ailleurs.example/", "/compte/"),
        ("//ailleurs.example/", "/compte/"),
    ],
)
def test_it_leads_to_the_page_that_was_asked_for_on_this_site_only(
    web: Browser, administrator: User, wanted: str, led_to: str
) -> None:
    web.sign_in(administrator).confirm()

    assert escape(wanted) in web.get(START, next=wanted).content.decode()
    assert web.post(START, **FORM, next=wanted)["Location"] == led_to


def test_it_journals_both_ends_and_keeps_the_reason_in_a_note(web: Browser, administrator: User) -> None:
    web.sign_in(administrator).confirm()
    web.post(START, **FORM)
    web.post(END)

    assert [code for code in codes() if "elevation" in code] == [
        *["access.elevation_started"] * 2,  # Bruno works in two compartments
        *["access.elevation_ended"] * 2,
    ]
    assert FORM["reason"] not in str(data_of("access.elevation_started"))
    assert notes_of("access.elevation_started") == {"reason": FORM["reason"]}


def test_it_keeps_the_sessions_list_in_step(web: Browser, administrator: User) -> None:
    web.sign_in(administrator).confirm()
    web.post(START, **FORM)

    listed = web.get("/compte/seances/").content.decode()
    assert "celle-ci" in listed
    assert listed.count("<tr") == 2  # the head, and this browser


# --- The actions, without a browser ----------------------------------------------------------------------
def test_it_ends_the_former_period_when_a_new_one_starts(db: None) -> None:
    user, now = bruno(), timezone.now()
    actor = actor_for_user(user, on=timezone.localdate(now))

    with acting_as(actor):
        first = elevations.start(actor=actor, user=user, reason="Un", minutes=10, now=now)
        later = now + timedelta(hours=2)
        second = elevations.start(actor=actor, user=user, reason="Deux", minutes=10, now=later)

    first.refresh_from_db()
    assert first.ended_at == first.ends_at
    assert second.ended_at is None


@pytest.mark.parametrize(("reason", "minutes"), [("", 10), ("   ", 10), ("Essai", 0), ("Essai", 31)])
def test_it_refuses_a_period_without_reason_or_measure(db: None, reason: str, minutes: int) -> None:
    user, now = bruno(), timezone.now()
    actor = actor_for_user(user, on=timezone.localdate(now))

    with acting_as(actor), pytest.raises(BadInput):
        elevations.start(actor=actor, user=user, reason=reason, minutes=minutes, now=now)


def test_it_refuses_a_period_for_someone_else(db: None) -> None:
    user, other, now = bruno(), amelie(), timezone.now()
    actor = actor_for_user(user, on=timezone.localdate(now))

    with acting_as(actor), pytest.raises(Refused):
        elevations.start(actor=actor, user=other, reason="Essai", minutes=5, now=now)
