"""`page()`: the only way to register a view. One transaction, one actor, rendered fully inside.

Steps: who asks; may they reach this action; open the dossier; run the view; render; commit or roll back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from egide.kernel.gate import reads
from egide.kernel.gate.opening import check_version, open_dossier
from egide.kernel.gate.verdicts import reserved_to
from egide.law.access import Role
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS, Actor, ActorKind, actor_for_user, service
from egide.platform.accounts.elevations import carried_by
from egide.platform.errors.failures import Expired, MethodNotAllowed, NotVisible, Refused
from egide.ui.respond import go_to, wants_parts

SAFE = frozenset({"GET", "HEAD"})


class Audience(Enum):
    """Who may reach a page that opens no dossier."""

    PUBLIC = "le public"
    SIGNED_IN = "les personnes qui ont un compte"
    STAFF = "le personnel de l’Office"
    BEARER = "la personne munie d’un lien secret"


class HouseRequest(HttpRequest):
    """The request as a view receives it: the actor and the clock are already there."""

    actor: Actor
    now: datetime


# A view translates the request, calls once, translates back; its keywords come from the address.
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """What `page()` was told; the walk of the addresses and the access matrix read it."""

    action: str
    to: Audience | tuple[Role, ...]
    methods: tuple[str, ...]
    opens: bool
    acts_as: str | None
    piece: tuple[str, ...] = ()


def page(
    *,
    action: str,
    to: Audience | tuple[Role, ...] = Audience.STAFF,
    methods: tuple[str, ...] = ("GET",),
    opens: bool = False,
    acts_as: str | None = None,
    piece: tuple[str, ...] = (),
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Will wrap a view with the gate.

    `opens`: the address carries `number`; the view receives the dossier. `acts_as`: the service actor that
    writes for an anonymous visitor on POST (`public_intake`). `piece`: the names of the numbers of the address
    that say which document is read; where reads are journaled, one entry stands for an hour of its pages.
    """
    spec = PageSpec(action=action, to=to, methods=methods, opens=opens, acts_as=acts_as, piece=piece)

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def served(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return _serve(spec, view, request, kwargs)

        served.page = spec  # type: ignore[attr-defined]
        return served

    return decorate


def _serve(spec: PageSpec, view: View, request: Any, kwargs: dict[str, Any]) -> HttpResponseBase:
    method = "GET" if request.method == "HEAD" else request.method
    request.now, request.actor = timezone.now(), actor_of(request)
    if method not in spec.methods:
        raise MethodNotAllowed
    if spec.to is Audience.BEARER:
        request.actor = bearer_of(request)
    elif spec.to is not Audience.PUBLIC and request.actor.kind is ActorKind.ANONYMOUS:
        if method not in SAFE:
            # A redirect would lose what was typed: the page of the failure shows it again.
            raise Expired("Votre connexion a pris fin avant l’envoi de ce formulaire.")
        return _sign_in(request)
    if spec.acts_as and method not in SAFE:
        request.actor = service(spec.acts_as)
    number = kwargs.get("number", "")
    try:
        check_audience(spec, request.actor)
        if spec.opens:  # on POST too: a form sent back with its errors shows as much as a page read
            reads.record_if_asked(
                actor=request.actor,
                number=number,
                action=spec.action,
                piece={name: kwargs[name] for name in spec.piece},
                now=request.now,
            )
        response = _in_transaction(spec, view, request, kwargs, reading=method in SAFE)
    except Refused as refusal:
        reads.record_refusal(
            actor=request.actor, number=number, action=spec.action, reason=refusal.what, now=request.now
        )
        raise
    if spec.to is not Audience.PUBLIC:
        # A shared desk: once signed out, the browser's button must not bring a dossier back.
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _in_transaction(
    spec: PageSpec, view: View, request: Any, kwargs: dict[str, Any], *, reading: bool
) -> HttpResponseBase:
    with acting_as(request.actor, read_only=reading):
        if spec.opens:
            kwargs["dossier"] = open_dossier(
                actor=request.actor, number=kwargs.pop("number"), action=spec.action, lock=not reading
            )
            if not reading:
                check_version(kwargs["dossier"], request.POST.get("version"))
        response = _viewed(view, request, kwargs)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response


def _viewed(view: View, request: Any, kwargs: dict[str, Any]) -> HttpResponseBase:
    # A view knows GET and POST: HEAD must never fall into what a view does « otherwise », that is, on POST.
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    try:
        response = view(request, **kwargs)
        _render(response)
        return response
    finally:
        request.method = asked  # the server reads it to leave the body out


def check_audience(spec: PageSpec, actor: Actor) -> None:
    """Will stop an actor who is not among those a page is for.

    :raises NotVisible: the page is for the staff and the actor is not of it.
    :raises Refused: the page is for certain roles and the actor holds none of them.
    """
    if isinstance(spec.to, tuple):
        if actor.kind is not ActorKind.STAFF:
            raise NotVisible
        if not {role.code for role in spec.to} & {assignment.role for assignment in actor.roles}:
            raise Refused(reserved_to(spec.to))
    elif spec.to is Audience.STAFF and actor.kind is not ActorKind.STAFF:
        raise NotVisible


def actor_of(request: HttpRequest) -> Actor:
    """Will return who asks: the signed-in person, or nobody."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    return actor_for_user(user, on=timezone.localdate(), elevation_id=carried_by(request.session))


def bearer_of(request: HttpRequest) -> Actor:
    """Will return the bearer of the pass that the address's own guard has read (`request.bearer`).

    Whoever is signed in besides does not matter here: the pass alone acts.

    :raises NotVisible: nobody read a pass.
    """
    bearer = getattr(request, "bearer", None)
    if not isinstance(bearer, Actor) or bearer.kind is not ActorKind.PASS:
        raise NotVisible
    return bearer


def _render(response: HttpResponseBase) -> None:
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()


def _sign_in(request: HttpRequest) -> HttpResponse:
    url = f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
    # A part of a page would follow the redirect and take the sign-in page in, as if it were a list.
    return go_to(request, url) if wants_parts(request) else HttpResponseRedirect(url)
