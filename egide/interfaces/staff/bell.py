"""The account of the header with its bell: how many dossiers have something new for the reader.

The count comes with the frame's own (waits.py); an error page is drawn without it.
"""

from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.urls import get_urlconf

from egide.kernel.gate.pages import HouseRequest
from egide.platform.accounts.context import menu_of
from egide.ui.addresses import address
from egide.ui.pages import Account, Link


def with_bell(request: HouseRequest, unread: int) -> Account | None:
    """Will return the reader's account with its count of notices, or nothing when nobody is signed in."""
    account = menu_of(request)
    if account is None:
        return None
    return _with_bell(account, unread, str(get_urlconf() or settings.ROOT_URLCONF))


@lru_cache(maxsize=512)
def _with_bell(account: Account, unread: int, table: str) -> Account:
    """The same at every page: made of what is shown, and of the table of addresses."""
    own, *others = account.links
    return replace(
        account,
        # One's own matters stand with the account, not with the work.
        links=(
            own,
            Link(label="Absences", url=address("administration:absences")),
            Link(label="Mes intérêts", url=address("staff:interests")),
            Link(label="Abonnement au calendrier", url=address("staff:calendar_feed")),
            *others,
        ),
        notifications=unread,
        notifications_url=address("staff:notices"),
    )
