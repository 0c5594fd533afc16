"""What every layout needs from the request: the theme and the address to come back to.
A context processor: it reads the request alone, never the database."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from egide.ui.theme import THEMES, theme_of


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """The frame around a page, as base.html reads it under the name `ui`."""

    theme: str = ""
    path: str = "/"
    themes: tuple[tuple[str, str], ...] = tuple(THEMES.items())
    # Tells two accounts apart on one browser tab, and nothing else; empty when nobody is signed in.
    account: str = ""


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Will put `ui` in every template's context."""
    # A page answered to a POST cannot be asked again by its address: come back to the entrance instead.
    path = request.get_full_path() if request.method == "GET" else "/"
    return {"ui": Chrome(theme=theme_of(request), path=path, account=_account(request))}


def _account(request: HttpRequest) -> str:
    user_id = getattr(getattr(request, "actor", None), "user_id", None)
    return "" if user_id is None else _mark(user_id)


@lru_cache(maxsize=512)
def _mark(user_id: int) -> str:
    return salted_hmac("egide.ui.account", str(user_id)).hexdigest()[:16]
