"""The account of the header with its bell: how many dossiers have something new for the reader.

One query on each staff page; an error page is drawn without it.
"""

from dataclasses import replace

from django.urls import reverse

from egide.kernel.gate.pages import HouseRequest
from egide.kernel.notices.actions import unread_count
from egide.platform.accounts.context import menu_of
from egide.ui.pages import Account


def with_bell(request: HouseRequest) -> Account | None:
    """Will return the reader's account with the notices that wait, or nothing when nobody is signed in."""
    account = menu_of(request)
    if account is None:
        return None
    return replace(
        account,
        notifications=unread_count(request.actor),
        notifications_url=reverse("staff:notices"),
    )
