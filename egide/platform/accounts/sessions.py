"""Sessions in the database as Django keeps them; with a session comes the account that it is likely to name.

Every page begins with this one statement, written once. What is read is always of now: kept here is only whose
account to read beside, a guess that the session itself confirms, or the account is read apart.
It is also the first use of a connection kept from the request before: no other statement asks whether it lives.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from egide.platform.accounts.actors import account_rows, with_roles
from egide.platform.accounts.models import User
from egide.platform.database.together import ANY, Prepared, prepare

_KEY = "la clé de la session"
# Whose account is read beside a session, by the trace of its key.
_guessed: dict[int, int] = {}
_GUESSES = 5_000
_NOBODY = 0


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    _account: User | None = None

    def load(self) -> dict[str, Any]:
        """Will read the session, and learn whose it is."""
        told: dict[str, Any] = super().load()
        owner, trace = str(told.get(SESSION_KEY, "")), hash(self.session_key)
        if owner.isdecimal() and _guessed.get(trace) != int(owner):
            if len(_guessed) >= _GUESSES:
                _guessed.clear()
            _guessed[trace] = int(owner)
        return told

    def account(self, user_id: int) -> User | None:
        """Will give, once, the account read with this session, if it is this one."""
        user, self._account = self._account, None
        return user if user is not None and user.pk == user_id else None

    def _get_session_from_db(self) -> Any:
        key, on = str(self.session_key), timezone.localdate()
        found, accounts, held = _found(key, _guessed.get(hash(key), _NOBODY), on)
        self._account = with_roles(accounts, held, on=on)
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = self._account = None
        return None

    @classmethod
    def current(cls) -> Self | None:
        """Will return the session whose account is being asked, if it is one of these."""
        session = _current.get()
        return session if isinstance(session, cls) else None


_current: ContextVar[Any] = ContextVar("egide_session", default=None)


@contextmanager
def asking_for_account(session: Any) -> Iterator[None]:
    """Will let the account of this session be taken from it (`SessionStore.current`), in the block alone."""
    token = _current.set(session)
    try:
        yield
    finally:
        _current.reset(token)


def _found(key: str, guess: int, on: date) -> tuple[list[Any], ...]:
    written, told = _written(on), {_KEY: key, ANY: guess}
    connection = connections[written.using]
    if connection.connection is None or connection.in_atomic_block:
        return written.read(told)
    connection.health_check_done = True  # type: ignore[attr-defined]  # the reading itself tells
    try:
        return written.read(told)
    except (InterfaceError, OperationalError):
        # The server was stopped meanwhile; nothing had begun, so that a new connection may ask again.
        connection.close()
        return written.read(told)


@lru_cache(maxsize=8)
def _written(on: date) -> Prepared:
    return prepare(DatabaseStore.get_model_class().objects.filter(pk=_KEY), *account_rows(on=on))
