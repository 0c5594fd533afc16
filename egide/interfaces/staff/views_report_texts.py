"""The texts of a report: written on a page of their own, kept as they are typed.

The second answers a script in JSON; a browser without it saves with the button.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_reports import SectionForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.views_report import back, check_report
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.planning.models import Section
from egide.modules.planning.writing import (
    Kept,
    drop_typing,
    edit_section,
    keep_typing,
    others_at,
    section_of,
    typed_by,
)
from egide.platform.errors.failures import BadInput
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

FORGOTTEN = "Votre texte non enregistré est abandonné; voici celui du rapport."


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """One text in its form, with what its writer had not kept."""

    title: str
    number: str
    heading: str
    rank: int
    version: int
    seen: str
    form: Any
    url: str
    typed_url: str
    forget_url: str
    back: str
    crumbs: tuple[Crumb, ...]
    others: str
    unkept: str


@page(action="prepare", opens=True, methods=("GET", "POST"))
def section(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show a text in its form, then keep it."""
    check_report(dossier)
    found = section_of(dossier, rank)
    waiting = typed_by(request.actor, found)
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        initial={"text": waiting.text if waiting else found.text},
    )
    if form.is_bound and form.is_valid():
        edit_section(
            actor=request.actor,
            dossier=dossier,
            section=found,
            text=form.cleaned_data["text"],
            now=request.now,
        )
        messages.success(request, f"{found.get_code_display()}\u00a0: le texte est enregistré.")
        return back(request, dossier)
    shown = _page(request, dossier, found, form, waiting.saved_at if waiting else None)
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/report_section.html", shown, status=status, frame=frame(request, current="reports")
    )


# Not under the report's address: saving what is typed must not wait for its lock. It changes nothing others see.
@page(action="prepare", methods=("POST",))
def typed(request: HouseRequest) -> HttpResponse:
    """Will keep what is being typed, and say when it was kept and who else writes."""
    dossier = open_dossier(actor=request.actor, number=request.POST.get("number", ""), action="prepare")
    check_report(dossier)
    rank, over = request.POST.get("rank", ""), _over(request)
    if not rank.isdecimal() or len(rank) > 6 or over is None:
        raise BadInput("Le formulaire ne dit pas de quel texte il s’agit.")
    kept = keep_typing(
        actor=request.actor,
        dossier=dossier,
        section=section_of(dossier, int(rank)),
        text=request.POST.get("text", ""),
        over=over,
        now=request.now,
    )
    clock = formats.clock(formats.local(kept.saved_at).time())
    return JsonResponse({"words": f"Enregistré à {clock}.", "warning": _warning(kept)})


@page(action="prepare", opens=True, methods=("GET", "POST"))
def forget(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will drop what this person typed and did not keep."""
    check_report(dossier)
    if request.method == "POST":
        drop_typing(request.actor, section_of(dossier, rank))
        messages.success(request, FORGOTTEN)
    return go_to(request, of_dossier("report_section", dossier.number, rank=rank))


def _page(
    request: HouseRequest, dossier: Dossier, found: Section, form: Any, saved_at: datetime | None
) -> SectionPage:
    url = of_dossier("report", dossier.number)
    moment = formats.moment(formats.local(saved_at)) if saved_at else ""
    return SectionPage(
        title=found.get_code_display(),
        number=dossier.number,
        heading=dossier.title,
        rank=found.rank,
        version=dossier.version,
        seen=found.edited_at.isoformat(),
        form=form,
        url=of_dossier("report_section", dossier.number, rank=found.rank),
        typed_url=reverse("staff:report_typed"),
        forget_url=of_dossier("report_forget", dossier.number, rank=found.rank),
        back=url,
        crumbs=(
            Crumb(label="Rapports", url=reverse("staff:reports")),
            Crumb(label=dossier.number, url=url),
            Crumb(label=found.get_code_display()),
        ),
        others=formats.listing(others_at(request.actor, found, now=request.now)),
        unkept=f"Ce que vous aviez écrit, gardé {moment}, n’était pas enregistré au rapport\u00a0: le voici."
        if saved_at
        else "",
    )


def _over(request: HouseRequest) -> datetime | None:
    try:
        over = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None
    return over if over is not None and over.tzinfo is not None else None


def _warning(kept: Kept) -> str:
    said = []
    if kept.changed:
        said.append("Le texte a changé depuis que vous l’avez ouvert.")
    if kept.others:
        said.append(f"{formats.listing(kept.others)} écrit aussi dans ce texte.")
    return " ".join(said)
