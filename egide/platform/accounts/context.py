"""What the frame of every staff page needs to know of the signed-in person: menu, and a running elevation.

A context processor; both values are computed only if a template asks for them.
"""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from egide.platform.accounts import elevations
from egide.platform.accounts.models import Elevation, User
from egide.ui.addresses import address
from egide.ui.pages import Account, Link


def person(request: HttpRequest) -> dict[str, object]:
    """Will put `account` (ui's Account or None) and `elevated_until` (an instant or None) in the context."""
    return {
        "account": SimpleLazyObject(lambda: menu_of(request)),
        "elevated_until": SimpleLazyObject(lambda: elevated_until(request)),
    }


def menu_of(request: HttpRequest) -> Account | None:
    """Will return the account menu of the header, or None when nobody is signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    table = str(get_urlconf() or settings.ROOT_URLCONF)
    return _menu(user.full_name, user.initials, user.job_title or user.email, table)


@lru_cache(maxsize=512)
def _menu(name: str, initials: str, detail: str, table: str) -> Account:
    """The same at every page: made of what is shown, and of the table of addresses."""
    return Account(
        name=name,
        initials=initials,
        detail=detail,
        links=(
            Link(label="Mon compte", url=address("account_home")),
            Link(label="Second facteur", url=address("mfa_index")),
            Link(label="Mes connexions ouvertes", url=address("usersessions_list")),
        ),
        sign_out_url=address("account_logout"),
    )


def elevated_until(request: HttpRequest) -> datetime | None:
    """Will return the end of the administration period that this session carries, if it still runs."""
    user = getattr(request, "user", None)
    carried = elevations.carried_by(request.session) if isinstance(user, User) else None
    if carried is None:
        return None
    running = Elevation.objects.filter(
        pk=carried, user=user, ended_at__isnull=True, ends_at__gt=timezone.now()
    )
    return running.values_list("ends_at", flat=True).first()
