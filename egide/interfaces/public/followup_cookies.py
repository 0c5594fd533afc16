"""The cookie that stands for a secret once it was exchanged: signed, short-lived, for its own addresses only.

It names the pass by a random identifier; the secret itself is never kept by the browser.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase

from egide.kernel.passes.models import Pass, Purpose

LIFE = 2 * 60 * 60  # seconds, begun again at each page


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One set of addresses, its cookie, and the passes that it takes."""

    cookie: str
    path: str
    purposes: tuple[Purpose, ...]


FOLLOWING = Desk(cookie="egide_suivi", path="/suivi/", purposes=(Purpose.FOLLOW_UP, Purpose.READ))
ANSWERING = Desk(cookie="egide_reponse", path="/reponse/", purposes=(Purpose.ANSWER,))


def carried(request: HttpRequest, desk: Desk) -> UUID | None:
    """Will return which pass the browser carries, or None: absent, altered or too old."""
    try:
        return UUID(_signer(desk).unsign(request.COOKIES.get(desk.cookie, ""), max_age=LIFE))
    except (BadSignature, ValueError):
        return None


def carry(response: HttpResponseBase, desk: Desk, row: Pass) -> None:
    """Will give the browser the cookie, or give it again for as long."""
    response.set_cookie(
        desk.cookie,
        _signer(desk).sign(str(row.public_id)),
        max_age=LIFE,
        path=desk.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponseBase, desk: Desk) -> None:
    """Will make the browser forget the cookie."""
    response.delete_cookie(desk.cookie, path=desk.path, samesite="Lax")


def _signer(desk: Desk) -> TimestampSigner:
    return TimestampSigner(salt=f"egide.public.{desk.cookie}")
