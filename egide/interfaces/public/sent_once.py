"""A form sent twice in a row is one sending: the receipt of the first answers the second.

For forms whose module keeps no key. It lasts an hour: the time of a double click or of a lost connection.
"""

import hashlib

from django.core.cache import cache
from django.db import connection

LASTS = 3600  # seconds


def sent_already(form_key: str) -> str:
    """Will return the receipt of the same form, or nothing; of two at once, the second waits for the first."""
    if not form_key:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sent:{form_key}"])
    return str(cache.get(_name(form_key), ""))


def remember(form_key: str, receipt: str) -> None:
    """Will keep the receipt for the same form sent again."""
    if form_key:
        cache.set(_name(form_key), receipt, LASTS)


def _name(form_key: str) -> str:
    return f"sent:{hashlib.sha256(form_key.encode()).hexdigest()}"
