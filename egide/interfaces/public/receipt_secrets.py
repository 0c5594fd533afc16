"""The follow-up secret on its way to the receipt: in a signed cookie of twenty minutes, never in an address.

The house keeps only its hash; once the cookie is gone, the receipt shows the number alone.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseRedirect

from egide.kernel.passes.actions import IssuedPass

COOKIE, PATH = "egide_recu", "/demande/recue/"
LIFE = 20 * 60  # seconds: the time to print, copy or write it down
_SIGNER = TimestampSigner(salt="egide.public.receipt.secret")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What the person keeps: the link, and its short form to type."""

    url: str
    code: str


def carry(response: HttpResponseRedirect, *, reference: str, issued: IssuedPass, path: str = PATH) -> None:
    """Will give the browser what its receipt shows; `path`: the only address to which it is sent back."""
    response.set_cookie(
        COOKIE,
        _SIGNER.sign_object({"n": reference, "c": issued.code, "u": issued.url_path}),
        max_age=LIFE,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def carried(request: HttpRequest, *, reference: str) -> Secret | None:
    """Will return the secret of that request, None when the browser carries none, an old one or another’s."""
    try:
        values = _SIGNER.unsign_object(request.COOKIES.get(COOKIE, ""), max_age=LIFE)
        if values["n"] != reference:
            return None
        return Secret(url=settings.PUBLIC_URL + values["u"], code=values["c"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None
