"""One's open connections: listed, and closed from another browser.

Serves whoever left a browser open somewhere.
"""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from egide.platform.accounts.models import User
from tests.database import as_owner
from tests.platform.accounts.cast import amelie, bruno
from tests.platform.accounts.doors import Browser, give_application

LIST = "/compte/seances/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def officer(web: Browser) -> User:
    with as_owner():
        user = amelie()
    give_application(user)
    return user


def another_browser(user: User) -> Browser:
    """Will sign in elsewhere, past the rule that a code serves once."""
    cache.clear()
    return Browser(Client(HTTP_USER_AGENT="Ailleurs/2.0")).sign_in(user)


def test_it_lists_each_browser(web: Browser, officer: User) -> None:
    web.client.defaults["HTTP_USER_AGENT"] = FIREFOX
    web.sign_in(officer)
    another_browser(officer)

    page = web.get(LIST).content.decode()
    assert "Firefox sur Windows" in page
    assert "Navigateur inconnu" in page
    assert "Mozilla/5.0" not in page
    assert page.count("celle-ci") == 1


def test_it_closes_the_others_and_keeps_this_one(web: Browser, officer: User) -> None:
    web.sign_in(officer)
    elsewhere = another_browser(officer)
    assert elsewhere.is_signed_in

    assert web.post(LIST)["Location"] == LIST
    assert web.is_signed_in
    assert not elsewhere.is_signed_in
    assert UserSession.objects.count() == 1


def test_it_shows_nothing_to_a_stranger(web: Browser) -> None:
    assert web.get(LIST)["Location"].startswith("/connexion/?next=")
    assert web.post(LIST)["Location"].startswith("/connexion/?next=")


def test_it_closes_nobody_else_s(web: Browser, officer: User) -> None:
    with as_owner():
        other = bruno()
    give_application(other)
    web.sign_in(officer)
    colleague = another_browser(other)

    web.post(LIST)
    assert colleague.is_signed_in


def test_it_refuses_another_method(web: Browser, officer: User) -> None:
    web.sign_in(officer)

    assert web.ask(web.client.delete, LIST, {}).status_code == 405


def test_it_writes_an_unknown_browser_s_name_as_text(web: Browser, officer: User) -> None:
    web.client.defaults["HTTP_USER_AGENT"] = "<script>alert(1)</script>" + "x" * 5000
    web.sign_in(officer)

    assert "<script>alert" not in web.get(LIST).content.decode()
