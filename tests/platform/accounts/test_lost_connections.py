"""The reading of the session is the first statement of a page: it finds out that the server was stopped meanwhile.

Serves whoever works while the database is restarted; inside a transaction nothing is asked twice.
"""

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from egide.platform.accounts.sessions import SessionStore


@pytest.fixture
def key(fresh: None) -> str:
    """A session kept by an earlier page."""
    store = SessionStore()
    store["place"] = "Québec"
    store.save()
    assert store.session_key is not None
    return store.session_key


def lose() -> None:
    """Will close the connection as a server that stops does, without telling Django."""
    assert connection.connection is not None
    connection.connection.close()


def test_a_session_is_read_again_on_a_new_connection(key: str) -> None:
    lose()

    assert SessionStore(key)["place"] == "Québec"


def test_a_transaction_that_lost_its_connection_is_not_gone_on_with(key: str) -> None:
    def ask() -> None:
        with transaction.atomic():
            lose()
            SessionStore(key).load()

    with pytest.raises((InterfaceError, OperationalError)):
        ask()
    connection.close()
