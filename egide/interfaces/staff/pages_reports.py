"""The lists of periodic reports: those being prepared, and those that the whole staff reads on the intranet.

Finished words for the screen; all SQL of these two lists is here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.kinds import state_label
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.modules.planning.access import KIND
from egide.modules.planning.models import CommentRequest, Publication, Report
from egide.modules.planning.opening import OPENING
from egide.modules.planning.publishing import on_the_intranet
from egide.modules.planning.queries import period_of
from egide.modules.planning.streams import TITLES
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Link, Table, Tone

MOST = 200  # reports: four a year and an annual one; far beyond what an office keeps open
COLUMNS = (
    Column(label="État", narrow=True),
    Column(label="Rapport"),
    Column(label="Confié à"),
    Column(label="Depuis", narrow=True),
)
TONES: dict[str, Tone] = {"published": "met", "approved": "met", "submitted": "soon", "comments": "soon"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A unit's comments that the reader is asked for."""

    label: str
    url: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ReportsPage:
    """The reports that the reader may follow, and what is asked of them."""

    asked: tuple[Asked, ...]
    table: Table | None
    new: Action | None
    intranet: Link


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """The form that opens a report."""

    form: Any
    url: str
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """One version on the intranet."""

    label: str
    detail: str
    reason: str
    pdf_url: str
    sheets_url: str


@dataclass(frozen=True, kw_only=True)
class PublishedView:
    """A published report with its versions, newest first."""

    title: str
    period: str
    number: str
    newest: VersionView
    earlier: tuple[VersionView, ...]


@dataclass(frozen=True, kw_only=True)
class IntranetPage:
    """What the whole staff reads."""

    reports: tuple[PublishedView, ...]


def reports_page(actor: Actor, *, today: date) -> ReportsPage:
    """Will list the reports that the actor may read, the newest first."""
    rows = list(visible(actor, kind=KIND).select_related("assignee").order_by("-received_on", "-pk")[:MOST])
    reports = Report.objects.in_bulk([row.pk for row in rows])
    opens = any(a.role in OPENING and a.compartment_code in TITLES for a in actor.roles)
    return ReportsPage(
        asked=_asked(actor, rows, today),
        table=_table(rows, reports, today) if rows else None,
        new=Action(label="Ouvrir un rapport", url=reverse("staff:report_new"), primary=True)
        if opens
        else None,
        intranet=Link(label="Rapports publiés à l’intranet", url=reverse("staff:intranet_reports")),
    )


def intranet_page() -> IntranetPage:
    """Will list what stands on the intranet, one entry for each report, its versions under it."""
    rows = list(on_the_intranet()[:MOST])
    return IntranetPage(
        reports=tuple(_published(list(of)) for _, of in groupby(rows, key=lambda row: row.number))
    )


def version_label(row: Publication) -> str:
    """Will name a version by its number."""
    return f"Version {row.rank}"


def _asked(actor: Actor, rows: Iterable[Dossier], today: date) -> tuple[Asked, ...]:
    titles = {row.pk: row for row in rows if row.state == "comments"}
    waiting = CommentRequest.objects.filter(
        dossier_id__in=titles, asked_of_id__in=sorted(actor.stands_for()), answered_at=None
    )
    return tuple(
        Asked(
            label=titles[one.dossier_id].title,
            url=reverse(
                "staff:report_comment", kwargs={"number": titles[one.dossier_id].number, "rank": one.rank}
            ),
            due=f"au plus tard le {formats.day(one.due_on)} ({formats.days_away(one.due_on, today)})",
        )
        for one in waiting.order_by("due_on", "pk")
    )


def _table(rows: Iterable[Dossier], reports: dict[Any, Report], today: date) -> Table:
    return Table(
        caption="Rapports périodiques",
        columns=COLUMNS,
        rows=tuple(
            (
                Cell(badge=Badge(label=state_label(row.kind, row.state), tone=TONES.get(row.state, "now"))),
                Cell(
                    text=period_of(reports[row.pk]).label if row.pk in reports else row.title,
                    detail=row.number,
                    url=reverse("staff:report", kwargs={"number": row.number}),
                ),
                Cell(text=row.assignee.full_name if row.assignee else "—"),
                Cell(text=formats.short_day(formats.local(row.entered_at).date(), today=today)),
            )
            for row in rows
        ),
    )


def _published(rows: list[Publication]) -> PublishedView:
    newest, *earlier = (_version(row) for row in rows)
    first = rows[0]
    return PublishedView(
        title=first.title, period=first.period, number=first.number, newest=newest, earlier=tuple(earlier)
    )


def _version(row: Any) -> VersionView:
    where = {"number": row.number, "version": row.rank}
    published = formats.day(formats.local(row.published_at).date())
    return VersionView(
        label=version_label(row),
        detail=f"publiée le {published}, approuvée le {formats.day(row.approved_on)} par {row.approved_as}",
        reason=row.reason,
        pdf_url=reverse("staff:intranet_pdf", kwargs=where),
        sheets_url=reverse("staff:intranet_sheets", kwargs=where) if row.sheets else "",
    )
