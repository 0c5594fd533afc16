"""The monthly report of mandates: a month as it stands or as it was presented, its PDF, its workbook.

Each view translates, calls once, translates back.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.frame import frame
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.lifecycle.answers import day_of
from egide.law.access import Scope
from egide.law.dates_fr import month_and_year
from egide.law.french import of
from egide.modules.mandates.access import DIRECT
from egide.modules.mandates.models import MonthlyReport
from egide.modules.mandates.monthly import (
    WORDS,
    UnitMonth,
    counted,
    month_of,
    present,
    presented,
    thawed,
)
from egide.modules.mandates.monthly_printing import monthly_pdf, shown, write_monthly
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import BadInput, Refused
from egide.ui import formats
from egide.ui.pages import Cell, Column, Crumb, Fact, Table
from egide.ui.respond import go_to, respond

FIRST_YEAR = 2000
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A month as its template reads it."""

    crumbs: tuple[Crumb, ...]
    title: str
    status: str
    frozen: bool
    may_present: bool
    month: str
    url: str
    previous_url: str
    previous: str
    next_url: str
    next: str
    pdf_url: str
    sheets_url: str
    table: Table
    definitions: tuple[Fact, ...]
    fingerprint: str


@page(action="work", methods=("GET", "POST"))
def report(request: HouseRequest) -> HttpResponse:
    """Will show the month; on POST, present it: its figures no longer change."""
    today = timezone.localdate(request.now)
    month = _month(request, today)
    if request.method == "POST":
        place = _place(request.actor)
        if place is None:
            raise Refused(
                "Le rapport est présenté par la présidence, ou par le ou la Commissaire pour son secteur."
            )
        present(actor=request.actor, month=month, compartment_id=place, now=request.now, today=today)
        messages.success(
            request, f"Le rapport {of(month_and_year(month))} est présenté. Ses chiffres sont figés."
        )
        return go_to(request, _url("mandates_report", month))
    lines, kept = _lines(request, month, today)
    before, after = month - timedelta(days=1), (month + timedelta(days=32)).replace(day=1)
    over = after <= month_of(today)
    shown_page = ReportPage(
        crumbs=(
            Crumb(label="Charge de travail", url=reverse("staff:workload")),
            Crumb(label="Rapport mensuel"),
        ),
        title=f"Mandats, {month_and_year(month)}",
        status=_status(kept, today),
        frozen=kept is not None,
        may_present=kept is None and over and _place(request.actor) is not None,
        month=f"{month:%Y-%m}",
        url=reverse("staff:mandates_report"),
        previous_url=_url("mandates_report", before),
        previous=month_and_year(before),
        next_url=_url("mandates_report", after) if over else "",
        next=month_and_year(after),
        pdf_url=_url("mandates_report_pdf", month),
        sheets_url=_url("mandates_report_sheets", month),
        table=_table(lines),
        definitions=tuple(Fact(term=label, value=text) for _, label, text in WORDS),
        fingerprint=kept.sha256 if kept else "",
    )
    return respond(
        request, "staff/mandates_report.html", shown_page, frame=frame(request, current="workload")
    )


@page(action="work")
def report_pdf(request: HouseRequest) -> HttpResponse:
    """Will print the month."""
    today = timezone.localdate(request.now)
    month = _month(request, today)
    lines, kept = _lines(request, month, today)
    pdf = monthly_pdf(lines=lines, month=month, status=_status(kept, today), day=today)
    return _file(pdf, "application/pdf", f"mandats-{month:%Y-%m}.pdf")


@page(action="work")
def report_sheets(request: HouseRequest) -> HttpResponse:
    """Will write the month as a workbook."""
    today = timezone.localdate(request.now)
    month = _month(request, today)
    lines, kept = _lines(request, month, today)
    target = BytesIO()
    write_monthly(target, lines=lines, month=month, status=_status(kept, today))
    return _file(target.getvalue(), SHEETS, f"mandats-{month:%Y-%m}.xlsx")


def _month(request: HouseRequest, today: date) -> date:
    asked = request.POST.get("mois") or request.GET.get("mois", "")
    found = day_of(f"{asked}-01") if asked else month_of(today)
    if found is None or not FIRST_YEAR <= found.year <= today.year:
        raise BadInput("Le mois s’écrit AAAA-MM, par exemple 2026-11.")
    return found


def _lines(
    request: HouseRequest, month: date, today: date
) -> tuple[tuple[UnitMonth, ...], MonthlyReport | None]:
    place = _place(request.actor)
    kept = presented(place, month) if place is not None else None
    return (thawed(kept) if kept else counted(request.actor, month=month, today=today)), kept


def _place(actor: Actor) -> int | None:
    # A report stands for a whole compartment: its reader reads all of it. The Office’s first, for the president.
    whole = {role.code for role, scope in DIRECT if scope is Scope.COMPARTMENT}
    held = [a for a in actor.roles if a.role in whole]
    office = [a.compartment_id for a in held if a.compartment_code == "office"]
    return min(office or [a.compartment_id for a in held], default=None)


def _status(kept: MonthlyReport | None, today: date) -> str:
    if kept is None:
        return f"Chiffres provisoires, comptés le {formats.day(today)} sur les mandats que vous voyez."
    at = formats.moment(kept.presented_at, today=today)
    return f"Présenté le {at} par {kept.presented_name}\u00a0: chiffres figés."


def _table(lines: tuple[UnitMonth, ...]) -> Table:
    columns = (Column(label="Unité"), *(Column(label=label, numeric=True) for _, label, _ in WORDS))
    rows = tuple(
        (Cell(text=line.unit), *(Cell(text=shown(line, name)) for name, _, _ in WORDS)) for line in lines
    )
    return Table(caption="Mandats du mois, par unité", columns=columns, rows=rows, wide=True)


def _url(name: str, month: date) -> str:
    return with_query(reverse(f"staff:{name}"), mois=f"{month:%Y-%m}")


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
