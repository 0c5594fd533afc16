"""Addresses that have no variable part, looked up once: the frame of a page writes twenty of them.

By table of addresses, since the tests have several.
"""

from functools import lru_cache

from django.conf import settings
from django.urls import get_urlconf, reverse


def address(name: str) -> str:
    """Will return the address of this name, as `reverse` does.

    :raises django.urls.NoReverseMatch: no address has this name.
    """
    return _address(name, str(get_urlconf() or settings.ROOT_URLCONF))


@lru_cache(maxsize=512)
def _address(name: str, table: str) -> str:
    return reverse(name, urlconf=table)
