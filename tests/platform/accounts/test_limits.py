"""Too many tries in too little time: counted in the database, so that every process counts together.

Serves accounts against guessing; the counters live in the table `django_cache`.
"""

import pytest
from django.test import Client

from egide.platform.accounts.models import User
from tests.database import as_owner
from tests.platform.accounts.cast import PASSWORD, amelie
from tests.platform.accounts.doors import Browser, code_of, give_application

TOO_MANY = "Trop d’essais"


@pytest.fixture
def officer(web: Browser) -> User:
    with as_owner():
        user = amelie()
    give_application(user)
    return user


def test_it_stops_guessing_one_account_from_any_browser(web: Browser, officer: User) -> None:
    for _ in range(5):
        assert TOO_MANY not in web.password(officer, "pas le bon mot de passe").content.decode()

    assert TOO_MANY in web.password(officer, "pas le bon mot de passe").content.decode()
    assert TOO_MANY in Browser(Client()).password(officer, PASSWORD).content.decode()


def test_it_does_not_count_good_passwords(web: Browser, officer: User) -> None:
    for _ in range(7):
        assert web.password(officer)["Location"] == "/connexion/second-facteur/"


def test_it_stops_guessing_codes(web: Browser, officer: User) -> None:
    web.password(officer)
    for number in range(12):
        answer = web.post("/connexion/second-facteur/", code=f"{number:06d}")

    assert TOO_MANY in answer.content.decode()
    assert TOO_MANY in web.post("/connexion/second-facteur/", code=code_of()).content.decode()


def test_it_answers_429_to_a_flood_from_one_address(web: Browser) -> None:
    statuses = [
        web.post("/connexion/", login=f"p{number}@office.example", password="x").status_code
        for number in range(31)
    ]

    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429


def test_it_limits_reset_requests(web: Browser, officer: User) -> None:
    statuses = [web.post("/connexion/mot-de-passe/", email=officer.email).status_code for _ in range(5)]

    assert statuses[0] == 302
    assert statuses[-1] == 429
