"""The register of access requests: one line each, without any name, for a period; finished words for the screen.

All SQL for this screen happens here: three statements, whatever the number of lines.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.filters import Misread
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.pages_list import Day, day_asked
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.law.dates_fr import count, plain_date
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.models import Asked
from egide.modules.access_requests.responses import BY_CODE
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.formats import NBSP
from egide.ui.pages import Action, Badge, Cell, Column, Table

LIMIT = 200
COLUMNS = (
    Column(label="Numéro"),
    Column(label="Reçue le", narrow=True),
    Column(label="Étape"),
    Column(label="Réponse"),
    Column(label="Délai"),
)
RULE = "access_requests.decision"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One request as the register knows it; the applicant is not in it."""

    number: str
    received_on: date
    asked: str
    state: str
    outcome: str
    decided_on: date | None
    days: int | None
    extended: bool
    silent: bool
    reviewed: bool
    standing: str


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """The requests received in a period, and what may be taken out."""

    since: str
    until: str
    days: tuple[Day, ...]
    total: str
    period: str
    table: Table | None
    note: str
    actions: tuple[Action, ...]


def register_page(
    actor: Actor, *, since: date, until: date, misread: Misread, today: date, opens: bool
) -> RegisterPage:
    """Will list what the reader sees of the requests received from one day to the other, both included.

    `misread`: the days asked that cannot be read, as typed.
    """
    rows = received(actor, since=since, until=until)
    total = rows.count()
    found = lines(list(rows.select_related("access_request")[:LIMIT]), today=today)
    table = Table(
        caption="Demandes d’accès reçues", columns=COLUMNS, rows=tuple(_cells(line, today) for line in found)
    )
    return RegisterPage(
        since=since.isoformat(),
        until=until.isoformat(),
        days=tuple(
            day_asked(name, label, None if name in dict(misread) else day, misread)
            for name, label, day in (("du", "Reçues du", since), ("au", "au", until))
        ),
        total=formats.count(total, "demande"),
        period=f"du {plain_date(since)} au {plain_date(until)}",
        table=table if found else None,
        note=f"Les {LIMIT} plus récentes sont montrées; le registre que vous exportez les contient toutes."
        if total > LIMIT
        else "",
        actions=(
            *(
                (Action(label="Nouvelle demande d’accès", url=reverse("staff:access_new"), primary=True),)
                if opens
                else ()
            ),
            Action(label="Documents diffusés", url=reverse("staff:released_register")),
        ),
    )


def received(actor: Actor, *, since: date, until: date) -> QuerySet[Dossier]:
    """Will give the requests that the reader sees, the newest first."""
    rows = visible(actor).filter(kind=KIND, received_on__gte=since, received_on__lte=until)
    return rows.order_by("-received_on", "-pk")


def lines(dossiers: list[Dossier], *, today: date) -> tuple[Line, ...]:
    """Will write the lines of these dossiers, in two statements."""
    keys = [dossier.pk for dossier in dossiers]
    dues = {
        due.dossier_id: due for due in DueDate.objects.filter(dossier_id__in=keys, rule=RULE).order_by("rank")
    }
    told: dict[int, dict[str, date]] = {}
    facts = FactRecord.objects.filter(
        dossier_id__in=keys, withdrawn_at=None, code__in=("decided", "deemed_refused", "review_asked")
    )
    for key, code, day in facts.order_by("pk").values_list("dossier_id", "code", "occurred_on"):
        told.setdefault(key, {})[code] = day
    return tuple(_line(one, dues.get(one.pk), told.get(one.pk, {}), today) for one in dossiers)


def _line(dossier: Dossier, due: DueDate | None, told: dict[str, date], today: date) -> Line:
    own = dossier.access_request
    decided = told.get("decided")
    return Line(
        number=dossier.number,
        received_on=dossier.received_on,
        asked=str(Asked(own.asked).label),
        state=state_label(dossier.kind, dossier.state),
        outcome=BY_CODE[own.outcome].label if own.outcome in BY_CODE and decided else _other(own.outcome),
        decided_on=decided,
        days=(decided - due.starts_on).days if decided and due else None,
        extended=bool(due and due.extended),
        silent="deemed_refused" in told,
        reviewed="review_asked" in told,
        standing=_standing(due, told, today),
    )


def _other(outcome: str) -> str:
    return "Désistement" if outcome == "withdrawn" else ""


def _standing(due: DueDate | None, told: dict[str, date], today: date) -> str:
    if due is None:
        return "Aucun délai, demande verbale"
    if due.status == "cancelled":
        return "Sans objet"
    if due.settled_on is not None:
        words = "Dans le délai" if due.status == "met" else "En retard"
    elif "deemed_refused" in told:
        words = "Refus réputé, réponse due"
    elif today > due.raw_date:
        words = "Délai expiré"
    else:
        words = f"Jusqu’au {formats.short_day(due.raw_date)}"
    return f"{words}, prolongé" if due.extended else words


def _cells(line: Line, today: date) -> tuple[Cell, ...]:
    late = line.silent or line.standing.startswith(("En retard", "Délai expiré"))
    # The badge stays on one line, whatever the width; what follows the comma stands under it.
    head, _, rest = line.standing.partition(", ")
    return (
        Cell(text=line.number, detail=line.asked, url=dossier_url(line.number)),
        Cell(text=formats.short_day(line.received_on, today=today)),
        Cell(text=line.state),
        Cell(text=line.outcome or "—", detail=_when(line)),
        Cell(badge=Badge(label=head.replace(" ", NBSP), tone="late" if late else "idle"), detail=rest),
    )


def _when(line: Line) -> str:
    if line.decided_on is None or line.days is None:
        return ""
    return f"{formats.day(line.decided_on)}, {count(line.days, 'jour')}"
