"""Signing in and out with password and application.

Serves the staff; what keeps strangers out stands beside what lets people in, with the same set-up.
"""

import pytest
from django.contrib.sessions.models import Session

from egide.platform.accounts.models import User
from tests.database import as_owner
from tests.platform.accounts.cast import PASSWORD, amelie, bruno, farid
from tests.platform.accounts.doors import Browser, code_of, give_application
from tests.platform.accounts.entries import codes, data_of, entries, notes_of


@pytest.fixture
def officer(web: Browser) -> User:
    with as_owner():
        user = amelie()
    give_application(user)
    return user


def test_it_shows_a_page_without_inline_script_or_style(web: Browser) -> None:
    page = web.get("/connexion/")
    html = page.content.decode()

    assert page.status_code == 200
    assert "Connexion" in html
    assert "style=" not in html
    assert all("src=" in tag or "application/json" in tag for tag in html.split("<script")[1:])


def test_it_lets_in_with_password_and_code(web: Browser, officer: User) -> None:
    first = web.password(officer)
    assert not web.is_signed_in
    second = web.post("/connexion/second-facteur/", code=code_of())

    assert (first["Location"], second["Location"]) == ("/connexion/second-facteur/", "/")
    assert web.is_signed_in


def test_it_accepts_the_address_in_any_case(web: Browser, officer: User) -> None:
    answer = web.post("/connexion/", login="Amelie.ROY@Office.example", password=PASSWORD)

    assert answer["Location"] == "/connexion/second-facteur/"


def test_it_goes_back_to_the_page_that_was_asked_for(web: Browser, officer: User) -> None:
    web.post("/connexion/", login=officer.email, password=PASSWORD, next="/compte/seances/")
    answer = web.post("/connexion/second-facteur/", code=code_of())

    assert answer["Location"] == "/compte/seances/"


def test_it_never_sends_away_from_the_site(web: Browser, officer: User) -> None:
    web.post("/connexion/", login=officer.email, password=PASSWORD, next="https://ailleurs.example/")
    answer = web.post("/connexion/second-facteur/", code=code_of())

    assert answer["Location"] == "/"


@pytest.mark.parametrize("login", ["amelie.roy@office.example", "personne@office.example"])
def test_it_refuses_in_the_same_words_whether_the_account_exists(
    web: Browser, officer: User, login: str
) -> None:
    answer = web.post("/connexion/", login=login, password="un autre mot de passe")

    assert "Le courriel ou le mot de passe est inexact." in answer.content.decode()
    assert not web.is_signed_in


def test_it_refuses_a_wrong_code(web: Browser, officer: User) -> None:
    web.password(officer)
    answer = web.post("/connexion/second-facteur/", code=code_of(periods=20))

    assert "Ce code est inexact" in answer.content.decode()
    assert not web.is_signed_in
    assert codes()[-1] == "access.sign_in_failed"
    assert data_of("access.sign_in_failed")["factor"] == "second"


def test_it_refuses_a_code_that_has_served(web: Browser, officer: User) -> None:
    code = code_of()
    web.password(officer)
    web.post("/connexion/second-facteur/", code=code)
    web.post("/deconnexion/")
    web.password(officer)

    web.post("/connexion/second-facteur/", code=code)

    assert not web.is_signed_in


def test_it_keeps_a_closed_account_out(web: Browser, officer: User) -> None:
    with as_owner():
        User.objects.filter(pk=officer.pk).update(is_active=False)
    answer = web.password(officer)

    assert answer.status_code in (200, 302)
    assert "second-facteur" not in answer.headers.get("Location", "")
    assert not web.is_signed_in


def test_it_throws_out_a_person_whose_account_is_closed_meanwhile(web: Browser, officer: User) -> None:
    assert web.sign_in(officer).is_signed_in
    with as_owner():
        User.objects.filter(pk=officer.pk).update(is_active=False)

    assert not web.is_signed_in


def test_it_has_no_address_to_sign_up(web: Browser) -> None:
    for url in ("/connexion/inscription/", "/signup/", "/accounts/signup/"):
        assert web.get(url).status_code == 404


def test_it_changes_the_session_key_on_the_way_in(web: Browser, officer: User) -> None:
    web.password(officer)
    before = web.client.session.session_key
    web.post("/connexion/second-facteur/", code=code_of())
    after = web.client.session.session_key

    with as_owner():
        kept = set(Session.objects.values_list("session_key", flat=True))
    assert before != after
    assert before not in kept


def test_it_ignores_a_session_key_chosen_by_someone_else(web: Browser, officer: User) -> None:
    web.client.cookies["egide_session"] = "choisieparquelquunautre0000000000"
    web.sign_in(officer)

    assert web.client.session.session_key != "choisieparquelquunautre0000000000"


def test_it_forgets_everything_on_the_way_out(web: Browser, officer: User) -> None:
    key = web.sign_in(officer).client.session.session_key

    assert web.get("/deconnexion/").status_code == 200
    assert web.is_signed_in
    assert web.post("/deconnexion/")["Location"] == "/connexion/"
    assert not web.is_signed_in
    with as_owner():
        assert not Session.objects.filter(session_key=key).exists()


def test_it_journals_the_way_in_and_the_way_out(web: Browser, officer: User) -> None:
    web.sign_in(officer).post("/deconnexion/")

    actor = f"staff:{officer.pk}"
    assert entries() == [
        ("access:office", actor, "access.signed_in"),
        ("access:office", actor, "access.signed_out"),
    ]
    assert data_of("access.signed_in") == {"user": officer.pk}
    assert notes_of("access.signed_in") == {"address": "127.0.0.1"}


def test_it_journals_in_every_compartment_where_the_person_works(web: Browser) -> None:
    with as_owner():
        user = bruno()
    give_application(user)
    web.sign_in(user)

    assert {chain for chain, _, _ in entries()} == {"access:office", "access:commissioner"}


def test_it_journals_someone_who_works_nowhere_in_the_name_of_the_door(web: Browser) -> None:
    with as_owner():
        user = farid()
    give_application(user)
    web.sign_in(user)

    assert entries() == [("access:office", "service:sign_in", "access.signed_in")]


def test_it_journals_a_wrong_password_without_writing_the_address_in_the_chain(
    web: Browser, officer: User
) -> None:
    web.password(officer, "pas le bon mot de passe")
    assert entries()[-1][1:] == (f"staff:{officer.pk}", "access.sign_in_failed")

    web.post("/connexion/", login="inconnue@office.example", password="x" * 20)

    assert entries()[-1] == ("access:office", "service:sign_in", "access.sign_in_failed")
    assert data_of("access.sign_in_failed") == {"factor": "password"}
    assert notes_of("access.sign_in_failed")["tried"] == "inconnue@office.example"


@pytest.mark.parametrize("hostile", ["a" * 100_000, "\x00", "=cmd|'/C calc'!A0", "é\u202e@x", "%s%n"])
def test_it_answers_hostile_input_in_words(web: Browser, hostile: str) -> None:
    answer = web.post("/connexion/", login=hostile, password=hostile, next=hostile)

    assert answer.status_code == 200
    assert "corriger" in answer.content.decode()
