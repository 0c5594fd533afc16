"""Makes the French page of a failure: what happened, what is not lost, whom to ask, how to go on.

A whole page, or a fragment for HTMX; when even templates fail, a page that needs nothing at all.
"""

import logging
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from egide.platform.errors.failures import SUPPORT, Expired, HouseFailure, MethodNotAllowed, Stale
from egide.platform.errors.typed import Typed, typed_by
from egide.ui.pages import Action, ErrorPage
from egide.ui.respond import respond

log = logging.getLogger(__name__)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misheard over the telephone
ASK_US = "Écrivez-nous ou téléphonez-nous\u00a0: nos coordonnées sont à la page «\u00a0Nous joindre\u00a0»."
RETRY_SECONDS = {429: 600, 503: 60}


@dataclass(frozen=True, kw_only=True)
class Version:
    """One field of which two people wrote two versions."""

    label: str
    yours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class FailurePage(ErrorPage):
    """An error page, with both versions of a conflict and what the person had typed."""

    versions: tuple[Version, ...] = ()
    typed: tuple[Typed, ...] = ()
    # Where the form is, when signing in again leads back to it: what was typed waits in the browser's tab.
    resume: str = ""


def answer(request: HttpRequest, failure: HouseFailure, *, reference: str = "") -> HttpResponse:
    """Will return the response that says this failure; it never raises."""
    try:
        page = page_of(request, failure, reference)
        response = respond(request, "errors/page.html", page, parts=("erreur",), status=failure.status)
    except Exception:
        log.exception("The error page itself could not be drawn")
        response = HttpResponse(_bare(failure, reference), status=failure.status)
    if failure.status in RETRY_SECONDS:
        response["Retry-After"] = str(RETRY_SECONDS[failure.status])
    if isinstance(failure, MethodNotAllowed):
        response["Allow"] = ", ".join(_methods(request))
    # What a person typed, and a passing trouble, must not stay in a shared cache.
    response["Cache-Control"] = "no-store"
    return response


def page_of(request: HttpRequest, failure: HouseFailure, reference: str = "") -> FailurePage:
    """Will return the finished values of the page."""
    inside = _is_staff(request)
    resume = _form_address(request) if isinstance(failure, Expired) else ""
    versions = failure.fields if isinstance(failure, Stale) else ()
    return FailurePage(
        code=failure.status,
        title=failure.title,
        happened="" if failure.what == failure.title else failure.what,
        kept=failure.kept,
        contact=failure.ask if inside or failure.ask != SUPPORT else ASK_US,
        reference=reference,
        actions=(*_sign_in_again(resume), *_ways_on(request, inside, lead=not resume)),
        versions=tuple(Version(label=label, yours=yours, theirs=theirs) for label, yours, theirs in versions),
        typed=typed_by(request),
        resume=resume,
    )


def new_reference() -> str:
    """Will return a short incident number, the same in the log and on the page."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))


def _is_staff(request: HttpRequest) -> bool:
    # `page()` puts the actor there; asking the session now could ask a database that is down.
    return getattr(getattr(request, "actor", None), "kind", None) == "staff"


def _form_address(request: HttpRequest) -> str:
    """Will return the address of the form that was sent, when someone with an account may read it again."""
    view = getattr(getattr(request.resolver_match, "func", None), "page", None)
    signed = getattr(getattr(view, "to", None), "name", "") not in ("PUBLIC", "BEARER")
    return request.get_full_path() if view is not None and signed and "GET" in view.methods else ""


def _sign_in_again(resume: str) -> tuple[Action, ...]:
    if not resume:
        return ()
    url = f"{settings.LOGIN_URL}?{urlencode({'next': resume})}"
    return (Action(label="Se reconnecter et reprendre le formulaire", url=url, primary=True),)


def _ways_on(request: HttpRequest, inside: bool, *, lead: bool = True) -> tuple[Action, ...]:
    here = request.path if request.method == "GET" else ""
    retry = (Action(label="Réessayer", url=here),) if here and here != "/" else ()
    contact = () if inside else (Action(label="Nous joindre", url=settings.CONTACT_URL),)
    return (Action(label="Revenir à l’accueil", url="/", primary=lead), *retry, *contact)


def _methods(request: HttpRequest) -> tuple[str, ...]:
    view = getattr(request.resolver_match, "func", None)
    methods = getattr(getattr(view, "page", None), "methods", ("GET",))
    return (*methods, "HEAD") if "GET" in methods else tuple(methods)


def _bare(failure: HouseFailure, reference: str) -> str:
    number = f"<p>Référence à donner\u00a0: {escape(reference)}</p>" if reference else ""
    return (
        '<!doctype html><html lang="fr-CA"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(failure.title)}</title></head><body><main><h1>{escape(failure.title)}</h1>"
        f"<p>{escape(failure.what)}</p><p>{escape(failure.kept)}</p><p>{escape(failure.ask)}</p>{number}"
        '<p><a href="/">Revenir à l’accueil</a></p></main></body></html>'
    )
