"""Passwords: long, not common, changed by oneself or by a link that tells nobody whether an account exists.

Serves everyone with an account; hashing is Argon2 outside of the tests (settings.py).
"""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.config import settings as real_settings
from egide.platform.accounts.models import User
from tests.database import as_owner
from tests.platform.accounts.cast import PASSWORD, amelie
from tests.platform.accounts.doors import Browser, give_application
from tests.platform.accounts.entries import codes
from tests.platform.accounts.letters import run_mail_jobs, waiting_letters

NEW = "trois érables rouges en octobre"


@pytest.fixture
def officer(web: Browser) -> User:
    with as_owner():
        user = amelie()
    give_application(user)
    return user


def link_in(message: str) -> str:
    found = re.search(r"http://[^/]+(/connexion/mot-de-passe/\S+)", message)
    assert found is not None, message
    return found[1]


def test_it_hashes_with_argon2() -> None:
    assert real_settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("treize lettre", "14"),
        ("1q2w3e4r5t6y7u8i9o0p", "courant"),
        ("amelie.roy@office", "semblable"),
    ],
)
def test_it_refuses_a_weak_password(web: Browser, officer: User, weak: str, why: str) -> None:
    web.sign_in(officer)
    answer = web.post("/compte/mot-de-passe/", oldpassword=PASSWORD, password1=weak, password2=weak)

    assert why in answer.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_it_changes_the_password_and_closes_the_other_sessions(web: Browser, officer: User) -> None:
    elsewhere = Browser(Client()).sign_in(officer)
    with as_owner():  # the code that just served serves only once
        officer.authenticator_set.all().delete()  # type: ignore[attr-defined]
    give_application(officer)
    cache.clear()
    web.sign_in(officer)
    answer = web.post("/compte/mot-de-passe/", oldpassword=PASSWORD, password1=NEW, password2=NEW)

    assert answer["Location"] == "/compte/"
    assert web.is_signed_in
    assert not elsewhere.is_signed_in
    assert codes()[-1] == "access.password_changed"
    assert mail.outbox[-1].subject == "Égide : mot de passe changé"


def test_it_asks_for_the_current_password(web: Browser, officer: User) -> None:
    web.sign_in(officer)
    answer = web.post("/compte/mot-de-passe/", oldpassword="autre chose", password1=NEW, password2=NEW)

    assert answer.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_it_answers_a_reset_alike_for_known_and_unknown_addresses(web: Browser, officer: User) -> None:
    known = web.post("/connexion/mot-de-passe/", email=officer.email)
    unknown = web.post("/connexion/mot-de-passe/", email="inconnue@office.example")

    assert known["Location"] == unknown["Location"] == "/connexion/mot-de-passe/envoye/"
    assert known.content == unknown.content
    assert mail.outbox == []  # nothing leaves within the request: its time would tell the two apart
    assert [letter["To"] for letter in run_mail_jobs()] == [officer.email]
    assert web.get("/connexion/mot-de-passe/envoye/").status_code == 200


def test_it_resets_by_the_link_once_and_still_asks_for_the_second_factor(web: Browser, officer: User) -> None:
    web.post("/connexion/mot-de-passe/", email=officer.email)
    link = link_in(run_mail_jobs()[0].get_content())
    form = web.get(link)["Location"]
    assert web.get(form).status_code == 200
    done = web.post(form, password1=NEW, password2=NEW)

    assert done["Location"] == "/connexion/mot-de-passe/change/"
    assert web.get("/connexion/mot-de-passe/change/").status_code == 200
    assert not web.is_signed_in
    assert web.password(officer, NEW)["Location"] == "/connexion/second-facteur/"
    assert "plus valide" in Browser(Client()).get(link).content.decode()
    assert "access.password_changed" in codes()


def test_it_does_not_write_to_a_closed_account(web: Browser, officer: User) -> None:
    with as_owner():
        User.objects.filter(pk=officer.pk).update(is_active=False)
    answer = web.post("/connexion/mot-de-passe/", email=officer.email)

    assert answer["Location"] == "/connexion/mot-de-passe/envoye/"
    assert run_mail_jobs() == []


def test_known_and_unknown_addresses_ask_for_the_same_job(web: Browser, officer: User) -> None:
    with CaptureQueriesContext(connection) as known:
        web.post("/connexion/mot-de-passe/", email=officer.email)
    cache.clear()
    with CaptureQueriesContext(connection) as unknown:
        web.post("/connexion/mot-de-passe/", email="inconnue@office.example")

    assert waiting_letters() == 2
    assert abs(len(known) - len(unknown)) <= 1


def test_it_hides_a_mail_server_that_does_not_answer(web: Browser, officer: User, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    answer = web.post("/connexion/mot-de-passe/", email=officer.email)

    assert answer["Location"] == "/connexion/mot-de-passe/envoye/"
