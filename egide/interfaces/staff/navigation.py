"""The staff's frame: where one may go, with counts from one grouped query, and the search box.

Asked for by staff views only; error pages are drawn without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from egide.kernel import registry
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.gate.visibility import visible
from egide.law import roles
from egide.law.access import Role
from egide.modules.interventions.queries import waiting_requests
from egide.platform.accounts.actors import Actor
from egide.ui.pages import NavGroup, NavItem, SearchBox, Tone

BOX_ROLES = (roles.INTAKE, roles.UNIT_HEAD)
HOME, BOX, NEW, SEARCH = "home", "box", "new", "search"


class Shell(TypedDict):
    """What `ui/shell.html` reads beside the page; the account comes from the context processor."""

    navigation: tuple[NavGroup, ...]
    search: SearchBox
    brand_url: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Open dossiers that the reader sees: by kind, one's own, those late among them, those of nobody."""

    by_kind: dict[str, int]
    mine: int
    late: int
    unassigned: int


def shell(request: HouseRequest, *, current: str = "", q: str = "") -> Shell:
    """Will return the frame for this reader, the entry `current` lit (an address's name or a kind's code)."""
    counts = open_counts(request.actor, request)
    groups = (_own_group(request.actor, counts, current), _kinds_group(request.actor, counts, current))
    return Shell(
        navigation=tuple(group for group in groups if group.items),
        search=SearchBox(
            url=reverse("staff:search"), value=q, placeholder="Numéro, titre ou nom d’une personne…"
        ),
        brand_url=reverse("staff:home"),
    )


def open_counts(actor: Actor, request: HouseRequest) -> Counts:
    """Will count the open dossiers once per request: the home's figures use the same row."""
    known: Counts | None = getattr(request, "open_counts", None)
    if known is None:
        known = _counted(actor, request)
        request.open_counts = known  # type: ignore[attr-defined]
    return known


def holds_any(actor: Actor, wanted: Iterable[Role]) -> bool:
    """Will tell whether the reader holds one of these roles anywhere."""
    return bool({role.code for role in wanted} & {a.role for a in actor.roles})


def kind_url(kind: str) -> str:
    """Will return the address of the list of a kind's dossiers."""
    return reverse("staff:list", kwargs={"module": registry.module_of_kind(kind).code})


def _counted(actor: Actor, request: HouseRequest) -> Counts:
    today = timezone.localdate(request.now)
    own = Q(assignee_id=actor.user_id)
    rows = list(
        visible(actor)
        .filter(closed_on=None)
        .values("kind")
        .annotate(
            total=Count("pk"),
            mine=Count("pk", filter=own),
            late=Count("pk", filter=own & Q(next_due_on__lt=today)),
            unassigned=Count("pk", filter=Q(assignee=None)),
        )
        .order_by("kind")
    )
    return Counts(
        by_kind={row["kind"]: row["total"] for row in rows},
        mine=sum(row["mine"] for row in rows),
        late=sum(row["late"] for row in rows),
        unassigned=sum(row["unassigned"] for row in rows),
    )


def _own_group(actor: Actor, counts: Counts, current: str) -> NavGroup:
    tone: Tone = "late" if counts.late else "idle"
    items = [
        NavItem(
            label="Mon travail",
            url=reverse("staff:home"),
            count=counts.mine,
            current=current == HOME,
            tone=tone,
        )
    ]
    if holds_any(actor, BOX_ROLES):
        waiting = waiting_requests().order_by().count() + counts.unassigned
        items.append(
            NavItem(label="Boîte de l’unité", url=reverse("staff:box"), count=waiting, current=current == BOX)
        )
        items.append(NavItem(label="Nouveau dossier", url=reverse("staff:new"), current=current == NEW))
    return NavGroup(items=tuple(items))


def _kinds_group(actor: Actor, counts: Counts, current: str) -> NavGroup:
    held = {a.role for a in actor.roles}
    readable = [
        module
        for module in registry.modules()
        if module.kind and module.policy and held & {role.code for role in module.policy.roles_for("read")}
    ]
    items = tuple(
        NavItem(
            label=module.name,
            url=kind_url(module.kind.code),
            count=counts.by_kind.get(module.kind.code, 0),
            current=current == module.kind.code,
        )
        for module in readable
        if module.kind
    )
    return NavGroup(label="Dossiers", items=items)
