"""The unit's box: requests that wait, dossiers of nobody, and what opening a dossier lets one choose.

All SQL for these screens happens here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from egide.interfaces.staff.addresses import request_url
from egide.interfaces.staff.counting import Reading
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.forms_opening import Offered
from egide.interfaces.staff.keyset import with_people
from egide.interfaces.staff.orders import order_choices
from egide.interfaces.staff.pages_alike import Alike
from egide.interfaces.staff.pages_deadlines import moved_note
from egide.interfaces.staff.pages_triage import choices_for
from egide.interfaces.staff.rows import dossier_table
from egide.interfaces.staff.triage import slip_of
from egide.kernel import registry
from egide.kernel.gate.visibility import visible
from egide.law.access import Rule, Scope
from egide.modules.interventions.access import KIND
from egide.modules.interventions.models import Request
from egide.modules.interventions.pages import (
    ReceivedPage,
    acknowledgment_preview,
    age,
    concern_of,
    is_answered_in_writing,
    received_page,
)
from egide.modules.interventions.queries import waiting_requests
from egide.platform.accounts.absences import away
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, Site
from egide.platform.database.together import Prepared, prepare
from egide.ui import formats
from egide.ui.pages import Action, Cell, Column, Crumb, DeadlineView, Link, Table

LIMIT = 50
COLUMNS = (Column(label="Accuser réception", narrow=True), Column(label="Demande"), Column(label="Reçue"))


@dataclass(frozen=True, kw_only=True)
class BoxPage:
    """What waits for somebody."""

    waiting: Table | None
    unassigned: Table | None
    note: str
    new: Action


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """A request as received, with the forms that open its dossier or set it aside."""

    crumbs: tuple[Crumb, ...]
    received: ReceivedPage
    due: DeadlineView | None
    dossier: Action | None
    form: Any
    aside: Any
    url: str
    aside_url: str
    natures: tuple[Link, ...] = ()
    alike: tuple[Alike, ...] = ()
    handed: bool = False
    put_back: Action | None = None
    slip: Action | None = None


def box_page(*, actor: Actor, reading: Reading) -> BoxPage:
    """Will list the requests from the form, oldest first, then the open dossiers of nobody."""
    requests, dossiers = reading.first(_waiting(actor), {})
    horizon = reading.counts().near
    promise = cache(partial(_promised, horizon))  # many came the same day
    rows = tuple(_row(request, horizon, promise) for request in requests[:LIMIT])
    many = len(requests) > LIMIT or len(dossiers) > LIMIT
    return BoxPage(
        waiting=Table(caption="Demandes reçues par le formulaire", columns=COLUMNS, rows=rows)
        if rows
        else None,
        unassigned=dossier_table("Dossiers à confier", dossiers[:LIMIT], actor=actor, horizon=horizon)
        if dossiers
        else None,
        note=f"Les {LIMIT} plus anciens de chaque liste sont montrés." if many else "",
        new=Action(label="Inscrire un appel ou du courrier", url=reverse("staff:mailroom")),
    )


@lru_cache(maxsize=256)
def _waiting(actor: Actor) -> Prepared:
    nobody = visible(actor, action="assign").filter(closed_on=None, assignee=None)
    return prepare(
        waiting_requests()[: LIMIT + 1],
        with_people(nobody).order_by(F("next_due_on").asc(nulls_last=True), "pk")[: LIMIT + 1],
    )


def request_page(request: Request, *, form: Any, aside: Any, horizon: Horizon) -> RequestPage:
    """Will show the request, and when receipt should be acknowledged."""
    received = received_page(request, today=horizon.today)
    # Handed over: the number is all that is left on this side, and the receipt says where it went.
    handed = request.set_aside_at is not None and not request.answers
    where = {"reference": request.reference}
    back, slip = _afterwards(request, where)
    done = request.dossier_id is not None or request.set_aside_at is not None
    opened = Action(label=f"Voir le dossier {received.number}", url=_dossier(received.number), primary=True)
    return RequestPage(
        crumbs=(Crumb(label="Boîte de l’unité", url=reverse("staff:box")), Crumb(label=request.reference)),
        received=received,
        due=None if done else _preview(request, horizon),
        dossier=opened if received.number else None,
        form=None if done else form,
        aside=None if done else aside,
        url=reverse("staff:request", kwargs=where),
        aside_url=reverse("staff:set_aside", kwargs=where),
        natures=() if done else choices_for(request),
        handed=handed,
        put_back=back,
        slip=slip,
    )


def _afterwards(request: Request, where: dict[str, str]) -> tuple[Action | None, Action | None]:
    """Will give what may still be done with a request set aside: taking it back, looking at its slip."""
    if request.set_aside_at is None or not request.answers:  # handed over: nothing here could come back
        return None, None
    slip = slip_of(request)
    back = Action(label="Remettre dans la boîte", url=reverse("staff:put_back", kwargs=where), method="post")
    if slip is None:
        return back, None
    shown = Action(label=f"Voir le bordereau {slip.number}", url=reverse("staff:slip", kwargs=where))
    return (None if slip.handed_at else back), shown


def offered(actor: Actor, *, today: date) -> Offered:
    """Will read what the actor may choose: units where the work is done, their people, sites, orders."""
    workers = _workers(actor, today)
    gone = away({m.user_id for m in workers}, on=today)
    people = {
        str(
            m.user.public_id
        ): f"{m.user.full_name} · {gone[m.user_id].words if m.user_id in gone else m.unit.name}"
        for m in workers
    }
    unit_of: dict[str, set[str]] = {}
    for member in workers:
        unit_of.setdefault(str(member.user.public_id), set()).add(member.unit.code)
    return Offered(
        units=tuple({m.unit.code: m.unit.name for m in workers}.items()),
        sites=tuple(Site.objects.values_list("code", "name")),
        orders=order_choices(),
        people=tuple(people.items()),
        unit_of={key: frozenset(codes) for key, codes in unit_of.items()},
    )


def own_site(actor: Actor) -> str:
    """Will return the code of the site where the actor works."""
    units = sorted({a.unit_id for a in actor.roles})
    return Site.objects.filter(units__in=units).values_list("code", flat=True).first() or ""


def _workers(actor: Actor, today: date) -> list[Membership]:
    policy = registry.module_of_kind(KIND).policy
    assert policy is not None
    working = [rule.role.code for rule in policy.rules_for("act") if rule.scope is Scope.UNIT]
    places = [_places(actor, rule) for rule in policy.rules_for("open")]
    reach = Q(pk__in=())
    for place in places:
        reach |= place
    current = Q(until=None) | Q(until__gt=today)
    rows = Membership.objects.filter(reach, current, role__in=working, since__lte=today, user__is_active=True)
    return list(rows.select_related("user", "unit").order_by("unit__name", "user__full_name"))


def _places(actor: Actor, rule: Rule) -> Q:
    held = [a for a in actor.roles if a.role == rule.role.code]
    if rule.scope is Scope.COMPARTMENT:
        return Q(unit__compartment_id__in=sorted({a.compartment_id for a in held}))
    return Q(unit_id__in=sorted({a.unit_id for a in held}))


def _promised(horizon: Horizon, day: date) -> date | None:
    """Will return the day by which a request received that day should be acknowledged."""
    if horizon.calendar is None:
        return None
    return acknowledgment_preview(day, calendar=horizon.calendar, site=horizon.place).measured_on


def _row(request: Request, horizon: Horizon, promise: Callable[[date], date | None]) -> tuple[Cell, ...]:
    here = formats.local(request.received_at)
    due = promise(here.date()) if is_answered_in_writing(request) else None
    order = request.order.name if request.order else "Ordre non précisé"
    title = str(request.answers.get("title") or "Demande d’intervention")
    return (
        Cell(badge=horizon.badge(due)),
        Cell(
            text=title,
            detail=f"{request.reference} · {request.name} · {order}",
            badge=concern_of(request),
            url=request_url(request.reference),
        ),
        Cell(text=formats.moment(here, today=horizon.today), detail=age(here.date(), horizon.today)),
    )


def _preview(request: Request, horizon: Horizon) -> DeadlineView | None:
    if horizon.calendar is None or not is_answered_in_writing(request):
        return None
    day = formats.local(request.received_at).date()
    due = acknowledgment_preview(day, calendar=horizon.calendar, site=horizon.place)
    return DeadlineView(
        label="Accuser réception",
        words=formats.days_away(due.measured_on, horizon.today),
        tone=horizon.tone(due.measured_on),
        date=formats.day(due.measured_on, weekday=True),
        iso=due.measured_on.isoformat(),
        steps=tuple(formats.typography(step) for step in due.steps),
        source=formats.typography(f"{due.source}. Calendrier {due.calendar.rpartition(' ')[2]}."),
        note=" ".join(
            filter(
                None,
                (
                    moved_note(raw=due.raw_date, due=due.due_date, measured=due.measured_on),
                    "Prévision\u00a0: l’échéance naît à l’ouverture du dossier.",
                ),
            )
        ),
    )


def _dossier(number: str) -> str:
    return reverse("staff:dossier", kwargs={"number": number}) if number else ""
