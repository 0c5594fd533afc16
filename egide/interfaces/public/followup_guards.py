"""What stands before the pages of a bearer: exchange of a secret, limits, and the cookie read again at each page.

It runs before the page's transaction: a refusal's rollback must erase neither the count nor the journal.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public.followup_cookies import ANSWERING, Desk, carried, carry
from egide.interfaces.public.limits import Limit
from egide.kernel.gate.pages import SAFE, HouseRequest
from egide.kernel.passes.actions import actor_for_pass
from egide.kernel.passes.exchanging import NotOpened, Why, bearer, exchange, mark_seen, note_use
from egide.kernel.passes.models import Pass, Purpose
from egide.kernel.passes.secrets import read
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Expired, TooMany

Served = Callable[..., HttpResponseBase]

# Per address, in ten minutes; per number typed, in an hour.
OPENINGS = Limit(name="pass_openings", most=30, seconds=600)
CODES = Limit(name="pass_codes", most=10, seconds=3600)
LOST = Limit(name="pass_lost", most=10, seconds=600)
LOST_NUMBER = Limit(name="pass_lost_number", most=3, seconds=3600)
WRITINGS = Limit(name="pass_writings", most=60, seconds=600)
VISIT = timedelta(minutes=5)  # pages seen within it are one visit
TOO_MANY = "Trop de liens ou de codes ont été essayés depuis cette adresse en peu de temps."
ENDED = "Votre accès au suivi a pris fin avant l’envoi de ce formulaire."


class BearerRequest(HouseRequest):
    """The request as a bearer's page receives it; the guards below fill these before the page's transaction.

    `opened`: the pass whose secret was just shown, or why it does not open. `held`: the pass that the browser carries.
    """

    opened: Pass | NotOpened
    held: Pass
    bearer: Actor


def opening(desk: Desk) -> Callable[[Served], Served]:
    """Will exchange the secret of the address before the page: `request.opened` is a pass or a NotOpened.

    :raises TooMany: too many secrets were tried from this address.
    """

    def decorate(served: Served) -> Served:
        @wraps(served)
        def guarded(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in SAFE:
                return served(request, **kwargs)
            secret = kwargs.get("secret", "")
            if read(secret) is None:  # no secret of ours: nothing is looked up, counted or written
                request.opened = NotOpened(why=Why.UNKNOWN)
                return out_of_sight(served(request, **kwargs))
            if OPENINGS.exceeded(request):
                raise TooMany(TOO_MANY)
            opened = tried(secret, desk)
            request.opened = opened
            return out_of_sight(served(request, **kwargs))

        return guarded

    return decorate


def out_of_sight(response: HttpResponseBase) -> HttpResponseBase:
    """Will let no address that holds a secret be told to the next one.

    A page with a form cannot ask for « no-referrer »: browsers then send its POST without an origin.
    """
    response["Referrer-Policy"] = "no-referrer" if response.status_code == 303 else "strict-origin"
    return closed_off(response)


def counting(count: Callable[[HttpRequest], None]) -> Callable[[Served], Served]:
    """Will call `count` before each POST, outside the page's transaction: it may refuse, or try a code."""

    def decorate(served: Served) -> Served:
        @wraps(served)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                count(request)
            return closed_off(served(request, **kwargs))

        return guarded

    return decorate


def tried(secret: str, desk: Desk, *, number: str | None = None) -> Pass | NotOpened:
    """Will exchange a secret, and return the pass or the reason why it does not open."""
    try:
        return exchange(secret, now=timezone.now(), purposes=desk.purposes, number=number)
    except NotOpened as refusal:
        return refusal


def bearing(desk: Desk, *, purpose: Purpose, answered: bool = False) -> Callable[[Served], Served]:
    """Will read the pass that the browser carries: `request.held`, `request.bearer`; else back to the door.

    `answered`: the page is for who has already answered, and for nobody else.

    :raises Expired: a form came after the pass ended; what was typed is shown again.
    :raises TooMany: more was sent than anyone writes.
    """

    def decorate(served: Served) -> Served:
        @wraps(served)
        def guarded(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in served.page.methods and request.method != "HEAD":  # type: ignore[attr-defined]
                return served(request, **kwargs)
            now = timezone.now()
            row = _held(request, desk, purpose, now, answered=answered)
            if row is None or bool(row.used_at) is not answered:
                return _back(request, desk, row)
            if request.method == "POST" and WRITINGS.exceeded(request):
                raise TooMany("Trop d’envois ont été faits depuis cette adresse en peu de temps.")
            _note_visit(row, now)
            request.held, request.bearer = row, actor_for_pass(row)
            response = closed_off(served(request, **kwargs))
            if response.status_code < 500 and not getattr(request, "leaving", False):
                carry(response, desk, row)
            return response

        return guarded

    return decorate


def closed_off(response: HttpResponseBase) -> HttpResponseBase:
    """Will keep the page to this browser alone: no copy, no index; the house's policy keeps the address from others."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _held(
    request: HttpRequest, desk: Desk, purpose: Purpose, now: datetime, *, answered: bool
) -> Pass | None:
    public_id = carried(request, desk)
    if public_id is None:
        return None
    try:
        return bearer(public_id, now=now, purposes=(purpose,))
    except NotOpened as refusal:
        return refusal.row if refusal.why is Why.USED else None


def _back(request: HttpRequest, desk: Desk, row: Pass | None) -> HttpResponseBase:
    if request.method not in SAFE and row is None:
        raise Expired(ENDED)
    if desk is ANSWERING:
        name = (
            "public:answer_closed"
            if row is None
            else "public:answer_done"
            if row.used_at
            else "public:answer"
        )
        return closed_off(
            HttpResponseRedirect(reverse(name), status=303 if request.method == "POST" else 302)
        )
    return closed_off(HttpResponseRedirect(f"{reverse('public:follow_up')}?fini=1"))


def _note_visit(row: Pass, now: datetime) -> None:
    if row.last_seen_at is not None and now - row.last_seen_at < VISIT:
        return
    mark_seen(row=row, now=now)
    with acting_as(actor_for_pass(row)):
        note_use(row=row, what="visit", now=now)
