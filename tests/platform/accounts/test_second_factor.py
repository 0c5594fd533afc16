"""The second factor: obligatory for the staff before any page, kept encrypted, never the last one removed.

Serves architecture section 5; security keys are tried in a real browser (test_keys.py).
"""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from pytest_django import Settings

from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import has_second_factor
from tests.database import as_owner
from tests.platform.accounts.cast import PASSWORD, amelie, employee
from tests.platform.accounts.doors import SECRET, Browser, code_of, give_application
from tests.platform.accounts.entries import codes, data_of

SET_UP = "/compte/second-facteur/"


@pytest.fixture
def newcomer(web: Browser) -> User:
    return _amelie()


def _amelie() -> User:
    with as_owner():
        return amelie()


@pytest.fixture
def officer(web: Browser, newcomer: User) -> User:
    give_application(newcomer)
    return newcomer


@pytest.mark.parametrize("url", ["/", "/compte/", "/compte/seances/", "/compte/administration/"])
def test_it_stops_a_newcomer_in_front_of_every_page(web: Browser, newcomer: User, url: str) -> None:
    web.password(newcomer)

    assert web.get(url)["Location"] == SET_UP
    assert web.post(url)["Location"] == SET_UP
    assert web.get(SET_UP).status_code == 200


def test_it_opens_every_page_once_it_is_set_up(committing: Browser) -> None:
    web, newcomer = committing, _amelie()
    web.password(newcomer)
    web.confirm()
    answer = web.set_up_application()

    assert answer["Location"] == "/compte/second-facteur/codes/"
    assert web.get("/compte/second-facteur/codes/").content.decode().count("<li>") >= 10
    assert web.get("/").status_code == 200
    assert "access.second_factor_added" in codes()
    assert data_of("access.second_factor_added")["user"] == newcomer.pk


def test_it_asks_who_it_is_before_setting_up(web: Browser, newcomer: User) -> None:
    web.password(newcomer)

    assert web.get("/compte/second-facteur/application/")["Location"].startswith("/compte/confirmation/")


def test_it_refuses_a_wrong_code_while_setting_up(web: Browser, newcomer: User) -> None:
    web.password(newcomer)
    web.confirm()
    web.get("/compte/second-facteur/application/")
    answer = web.post("/compte/second-facteur/application/", code="000000")

    assert "Ce code est inexact" in answer.content.decode()
    assert not has_second_factor(newcomer)
    assert web.get("/")["Location"] == SET_UP


def test_it_keeps_the_secret_encrypted(web: Browser, officer: User) -> None:
    with as_owner():
        stored = Authenticator.objects.get(user=officer).data["secret"]

    assert SECRET not in stored
    assert len(stored) > len(SECRET)


def test_it_ends_a_session_that_waited_with_the_password_alone(web: Browser, newcomer: User) -> None:
    web.password(newcomer)
    give_application(newcomer)  # set up elsewhere, by the real person

    assert web.get(SET_UP)["Location"] == "/connexion/"
    assert "_auth_user_id" not in web.client.session


def test_it_keeps_the_last_factor(web: Browser, officer: User) -> None:
    web.sign_in(officer).confirm()
    answer = web.post("/compte/second-facteur/application/retirer/")

    assert "votre seul second facteur" in answer.content.decode()
    assert has_second_factor(officer)


def test_it_removes_an_application_when_another_factor_remains(web: Browser, officer: User) -> None:
    with as_owner():
        Authenticator.objects.create(user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    web.sign_in(officer).confirm()

    assert web.post("/compte/second-facteur/application/retirer/")["Location"] == SET_UP
    assert codes()[-1] == "access.second_factor_removed"


def test_it_stops_a_person_from_outside_as_well(web: Browser) -> None:
    with as_owner():
        person = employee("denis@ordre.example", "Denis Morin", external=True)

    web.password(person)
    assert web.get("/")["Location"] == SET_UP


@pytest.mark.parametrize(
    ("mode", "demo", "stopped"),
    [("demo", True, False), ("demo", False, True), ("production", True, True), ("test", True, True)],
)
def test_it_spares_only_the_printed_accounts_of_the_demonstration(
    web: Browser, settings: Settings, mode: str, demo: bool, stopped: bool
) -> None:
    with as_owner():
        user = employee("demo@office.example", "Compte Affiché", demo=demo)
    settings.MODE = mode
    web.password(user)

    answer = web.get("/")
    assert (answer.status_code == 302) is stopped


@pytest.mark.parametrize("mode", ["demo", "production"])
def test_it_says_on_the_sign_in_page_that_the_demonstration_does_without(
    web: Browser, settings: Settings, mode: str
) -> None:
    settings.MODE = mode

    said = "sans second facteur" in web.get("/connexion/").content.decode()
    assert said is (mode == "demo")


def test_it_accepts_each_recovery_code_once(committing: Browser) -> None:
    web, newcomer = committing, _amelie()
    web.password(newcomer)
    web.confirm()
    web.set_up_application()
    listed = web.get("/compte/second-facteur/codes/fichier/").content.decode().split()
    web.post("/deconnexion/")

    web.password(newcomer)
    assert web.post("/connexion/second-facteur/", code=listed[0])["Location"] == "/"
    web.post("/deconnexion/")
    web.password(newcomer)
    assert web.post("/connexion/second-facteur/", code=listed[0]).status_code == 200
    assert not web.is_signed_in


def test_it_asks_who_it_is_before_showing_recovery_codes(web: Browser, officer: User) -> None:
    web.sign_in(officer)

    assert web.get("/compte/second-facteur/codes/nouveaux/")["Location"].startswith("/compte/confirmation/")
    web.confirm()
    web.post("/compte/second-facteur/codes/nouveaux/")
    assert web.get("/compte/second-facteur/codes/").status_code == 200


def test_it_confirms_with_a_code_as_well(web: Browser, officer: User) -> None:
    web.sign_in(officer)

    assert web.get("/compte/confirmation/code/").status_code == 200
    assert web.post("/compte/confirmation/", password=PASSWORD + "!").status_code == 200
    assert web.get("/compte/second-facteur/codes/nouveaux/").status_code == 302
    assert web.post("/compte/confirmation/code/", code=code_of(periods=1)).status_code == 302
    assert web.get("/compte/second-facteur/codes/nouveaux/").status_code == 200


def test_it_draws_every_page_of_the_second_factor(web: Browser, officer: User) -> None:
    web.sign_in(officer).confirm()

    for page in ("", "cles/", "cles/ajouter/", "codes/nouveaux/", "application/retirer/"):
        assert web.get(SET_UP + page).status_code == 200


@pytest.mark.parametrize("another", [False, True])
def test_it_removes_a_key_unless_it_is_the_last_factor(web: Browser, newcomer: User, another: bool) -> None:
    with as_owner():
        key = Authenticator.objects.create(
            user=newcomer, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé 1"}
        )
    if another:
        give_application(newcomer)
    web.client.force_login(newcomer)
    session = web.client.session
    session["egide_second_factor"] = newcomer.pk
    session.save()
    web.confirm()
    page = reverse("mfa_remove_webauthn", kwargs={"pk": key.pk})

    assert ("seul second facteur" in web.get(page).content.decode()) is not another
    assert web.post(page).status_code == (302 if another else 403)
    with as_owner():
        assert Authenticator.objects.filter(pk=key.pk).exists() is not another


@pytest.mark.parametrize("pk", ["1", "x" * 22, "A" * 22])
def test_it_knows_no_key_by_an_invented_name(web: Browser, officer: User, pk: str) -> None:
    web.sign_in(officer).confirm()

    assert web.get(f"/compte/second-facteur/cles/{pk}/retirer/").status_code == 404
