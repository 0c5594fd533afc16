"""The classification scheme in force, for everyone: a page and a PDF (its publication is mandatory, domain.md G.5).

It holds classes and no dossier; a sample says so on both.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public.frame import TITLES, PublicPage, show, trail
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.records.models import Plan, PlanClass
from egide.kernel.records.plan import plan_in_force
from egide.modules.records_office.printing import plan_pdf
from egide.platform.errors.failures import NotVisible
from egide.ui import formats


@dataclass(frozen=True, kw_only=True)
class PublicClass:
    """A class in the tree; it leads nowhere."""

    code: str
    title: str
    scope: str
    exclusions: str
    level: int
    below: tuple["PublicClass", ...] = ()
    url: str = ""
    opened: bool = False


@dataclass(frozen=True, kw_only=True)
class PublicPlan(PublicPage):
    """The scheme as everyone reads it."""

    since: str
    sample: bool
    roots: tuple[PublicClass, ...]
    pdf_url: str


@page(action="public.plan", to=Audience.PUBLIC)
def plan(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the scheme in force; before there is one, say so."""
    found = plan_in_force(timezone.localdate(request.now))
    shown = PublicPlan(
        title=TITLES["plan"],
        crumbs=trail(last=TITLES["plan"]),
        since=formats.day(found.effective_on) if found and found.effective_on else "",
        sample=bool(found and found.sample),
        roots=_roots(found) if found else (),
        pdf_url=reverse("public:plan_pdf") if found else "",
    )
    return show(request, "plan", shown)


@page(action="public.plan", to=Audience.PUBLIC)
def plan_print(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will give the scheme in force as a tagged PDF.

    :raises NotVisible: there is none yet.
    """
    found = plan_in_force(timezone.localdate(request.now))
    if found is None:
        raise NotVisible
    # The day of its adoption: one version gives the same bytes to everyone.
    day: date = found.effective_on or timezone.localdate(request.now)
    headers = {"Content-Disposition": 'inline; filename="plan-de-classification.pdf"'}
    return HttpResponse(plan_pdf(found, day=day), content_type="application/pdf", headers=headers)


def _roots(found: Plan) -> tuple[PublicClass, ...]:
    children: dict[str, list[PlanClass]] = {}
    for row in found.classes.order_by("code"):
        children.setdefault(row.parent, []).append(row)

    def under(code: str) -> tuple[PublicClass, ...]:
        rows: list[PublicClass] = []
        for child in children.get(code, ()):
            rows += [_view(child), *under(child.code)]
        return tuple(rows)

    return tuple(_view(root, under(root.code)) for root in children.get("", ()))


def _view(row: PlanClass, below: tuple[PublicClass, ...] = ()) -> PublicClass:
    return PublicClass(
        code=row.code,
        title=row.title,
        scope=row.scope,
        exclusions=row.exclusions,
        level=row.level,
        below=below,
    )
