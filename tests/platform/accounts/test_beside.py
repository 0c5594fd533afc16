"""The account comes with its session in one statement; a wrong guess gives nobody else's.

Serves every page: what is guessed is only whose account to read beside.
"""

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from egide.platform.accounts import acting, sessions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS
from egide.platform.accounts.backends import AccountBackend
from egide.platform.accounts.sessions import SessionStore, asking_for_account
from tests.platform.accounts.cast import amelie, bruno


def _kept(user_id: int) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user_id)
    store.save()
    SessionStore(store.session_key).load()  # an earlier page learns whose it is
    return str(store.session_key)


def test_the_account_comes_with_the_session(db: None) -> None:
    user = bruno()
    session = SessionStore(_kept(user.pk))

    with CaptureQueriesContext(connection) as sent:
        session.load()
        with asking_for_account(session):
            read = AccountBackend().get_user(user.pk)

    assert read == user
    assert len(sent) == 1
    assert session.account(user.pk) is None  # once: whoever asks again is told of now


def test_a_wrong_guess_is_nobody_and_the_account_is_read_apart(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, other = bruno(), amelie()
    key = _kept(user.pk)
    monkeypatch.setitem(sessions._guessed, hash(key), other.pk)
    session = SessionStore(key)
    session.load()

    assert session.account(user.pk) is None
    with asking_for_account(session):
        assert AccountBackend().get_user(user.pk) == user
    session.load()
    assert session.account(user.pk) == user  # what the session said was learned


def test_an_ended_session_gives_no_account(db: None) -> None:
    user = bruno()
    key = _kept(user.pk)
    SessionStore(key).delete(key)
    session = SessionStore(key)

    assert session.load() == {}
    assert session.account(user.pk) is None


def test_outside_of_a_request_no_session_is_asked(db: None) -> None:
    user = bruno()
    SessionStore(_kept(user.pk)).load()

    with CaptureQueriesContext(connection) as sent:
        assert AccountBackend().get_user(user.pk) == user

    assert len(sent) == 1


def test_a_refused_entrance_leaves_no_transaction(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "_TO_READ", "begin read only; select 1 / 0")

    def enter() -> None:
        with acting_as(ANONYMOUS, read_only=True):
            pytest.fail("it entered")

    with pytest.raises(DatabaseError):
        enter()
    monkeypatch.undo()

    with acting_as(ANONYMOUS, read_only=True), connection.cursor() as cursor:
        cursor.execute("select current_setting('transaction_read_only'), current_setting('egide.actor')")
        assert cursor.fetchone() == ("on", "anonymous:0")
