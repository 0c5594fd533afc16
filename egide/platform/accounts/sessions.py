"""Sessions in the database as Django keeps them; the statement that reads one is written once.

Every page begins with it. Nothing of a session is kept here: what is read is always of now.
"""

from functools import cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from egide.platform.database.together import Prepared, prepare

_KEY = "la clé de la session"


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    def _get_session_from_db(self) -> Any:
        (found,) = _written().read({_KEY: self.session_key})
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


@cache
def _written() -> Prepared:
    return prepare(DatabaseStore.get_model_class().objects.filter(pk=_KEY))
