"""Sessions in the database as Django keeps them; the statement that reads one is written once.

Every page begins with it. Nothing of a session is kept here: what is read is always of now.
It is also the first use of a connection kept from the request before: no other statement asks whether it lives.
"""

from functools import cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from egide.platform.database.together import Prepared, prepare

_KEY = "la clé de la session"


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    def _get_session_from_db(self) -> Any:
        found = _found(str(self.session_key))
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


def _found(key: str) -> list[Any]:
    connection = connections[_written().using]
    if connection.connection is None or connection.in_atomic_block:
        return _written().read({_KEY: key})[0]
    connection.health_check_done = True  # type: ignore[attr-defined]  # the reading itself tells
    try:
        return _written().read({_KEY: key})[0]
    except (InterfaceError, OperationalError):
        # The server was stopped meanwhile; nothing had begun, so that a new connection may ask again.
        connection.close()
        return _written().read({_KEY: key})[0]


@cache
def _written() -> Prepared:
    return prepare(DatabaseStore.get_model_class().objects.filter(pk=_KEY))
