"""« Mon travail »: what is late, what is near, what to do next, what has just come in.

All SQL for the screen happens here and in the files that it calls.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from django.db.models import QuerySet
from django.utils import timezone

from egide.interfaces.administration.pages_absences import Replacing, replacing_today
from egide.interfaces.staff.addresses import request_url, with_query
from egide.interfaces.staff.counting import Counts, Reading
from egide.interfaces.staff.keyset import NEAREST, first_of, with_people
from egide.interfaces.staff.navigation import BOX_ROLES, holds_any, kind_url, readable_modules
from egide.interfaces.staff.pages_admission_desk_due import DeskDue, desk_due
from egide.interfaces.staff.pages_consulting_mine import asked_questions, question_facts
from egide.interfaces.staff.pages_mandates import mandates_of, my_mandates
from egide.interfaces.staff.pages_measures_mine import due_measures, measure_facts
from egide.interfaces.staff.pages_notes import ReminderView, due_reminders, reminder_views
from egide.interfaces.staff.pages_results import Results, counting, results
from egide.interfaces.staff.rows import dossier_table
from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import own_parts, places, visible
from egide.law import roles
from egide.modules.interventions.models import Request
from egide.modules.interventions.queries import waiting_requests
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import Prepared, prepare
from egide.ui import formats
from egide.ui.addresses import address
from egide.ui.pages import Action, Chart, Fact, Figure, HistoryEntry, Link, Tab, Table

ROWS, RECEIVED = 12, 5
MINE, ALL = "miens", "tous"
NOTHING_TITLE = "Rien à traiter ici pour vos fonctions"
NOTHING_TEXT = (
    "Vos fonctions n’ouvrent aucun des dossiers tenus dans Égide aujourd’hui. Ceux de votre secteur paraîtront ici "
    "quand leur système y sera. Votre compte et vos clés de sécurité sont dans le menu à votre nom."
)
GOOD = 90  # hundredths: below, the rate is not shown as a success
_habits: dict[int, str] = {}
_HABITS = 500


@dataclass(frozen=True, kw_only=True)
class Rest:
    """What the list of urgencies does not show: how many there are in all, and the lists that hold them."""

    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The home as its template reads it."""

    greeting: str
    day: str
    scope: bool
    new: Action | None
    figures: tuple[Figure, ...]
    views: tuple[Tab, ...]
    work: Table | None
    empty_title: str
    empty_text: str
    box_url: str
    received: tuple[HistoryEntry, ...]
    chart: Chart | None
    rest: Rest | None = None
    reminders: tuple[ReminderView, ...] = ()
    replacing: tuple[Replacing, ...] = ()
    mandates: tuple[Fact, ...] = ()
    measures: tuple[Fact, ...] = ()
    questions: tuple[Fact, ...] = ()
    desk: Action | None = None
    # The Commissioner's secretary reads no dossier: her work is what arrives at his desk.
    arrivals: DeskDue | None = None


def home_page(*, actor: Actor, view: str, reading: Reading, now: datetime) -> HomePage:
    """Will build the home; all that it reads goes along with the reader's counts of open dossiers."""
    today = timezone.localdate(now)
    habit = view if view in (MINE, ALL) else _habits.get(actor.user_id or 0, MINE)
    asking = _written(actor, habit, today).followed(counting(actor, today=today))
    work, reminders, mandates, measures, asked, *received, found = reading.first(asking, {})
    counts = reading.counts()
    near, mine = counts.near, counts.sum("mine")
    chosen = view if view in (MINE, ALL) else MINE if mine else ALL
    if chosen != habit:
        _remember(actor, chosen)
        work = _written(actor, chosen, today).read()[0]
    desk = holds_any(actor, (roles.ADMISSION_INTAKE,)) and not holds_any(actor, (roles.COMMISSIONER,))
    # Dossiers are a secretary's work only when somebody gave her one: her desk comes first.
    scope = bool(readable_modules(actor)) and not (desk and not counts.sum("total"))
    has_box, kept = holds_any(actor, BOX_ROLES), results(found, today=today)
    hers = desk_due(actor, near) if desk else None
    return HomePage(
        greeting=f"Bonjour, {actor.name.split()[0]}" if actor.name.split() else "Bonjour",
        day=_day(today, near.site),
        new=Action(label="Inscrire un appel ou du courrier", url=address("staff:mailroom"), primary=True)
        if has_box
        else Action(label="Inscrire une plainte", url=address("staff:admission_new"), primary=True)
        if desk
        else None,
        desk=Action(label="Ouvrir l’accueil des plaintes", url=address("staff:admission_arrivals"))
        if desk
        else None,
        scope=scope,
        figures=(*(hers.figures if hers else ()), *(_figures(counts, kept, chosen) if scope else ())),
        views=_views(chosen, mine),
        work=dossier_table("À faire, par urgence", work, actor=actor, horizon=near, people=chosen == ALL)
        if work
        else None,
        rest=_rest(counts, chosen, shown=len(work)) if scope else None,
        arrivals=hers,
        empty_title=NOTHING_TITLE
        if not scope
        else "Aucun dossier ne vous est confié"
        if chosen == MINE
        else "Aucun dossier ouvert",
        empty_text=NOTHING_TEXT
        if not scope
        else (
            "Quand le secrétariat ou la personne responsable de l’unité vous confie un dossier, il paraît "
            "ici, le plus urgent en premier."
            if chosen == MINE
            else "Les dossiers que vos fonctions vous donnent à voir paraissent ici dès leur ouverture."
        ),
        box_url=address("staff:box") if has_box else "",
        received=_received(received[0], today) if received else (),
        chart=kept.chart,
        replacing=replacing_today(actor, near=near),
        reminders=reminder_views(reminders, today=today),
        mandates=my_mandates(mandates, today=today),
        measures=measure_facts(measures, today=today),
        questions=question_facts(asked, today=today),
    )


def _remember(actor: Actor, chosen: str) -> None:
    """Will keep which dossiers a person is shown without asking: a guess, that the counts verify at each reading."""
    if len(_habits) >= _HABITS:
        _habits.clear()
    _habits[actor.user_id or 0] = chosen


@lru_cache(maxsize=256)
def _written(actor: Actor, chosen: str, today: date) -> Prepared:
    return prepare(
        _work(actor, chosen),
        due_reminders(actor, today=today),
        mandates_of(actor),
        due_measures(actor, today=today),
        asked_questions(actor),
        *((waiting_requests()[:RECEIVED],) if holds_any(actor, BOX_ROLES) else ()),
    )


def _work(actor: Actor, chosen: str) -> "QuerySet[Dossier]":
    rows = with_people(visible(actor).filter(closed_on=None))
    if chosen == MINE:
        return first_of(rows, own_parts(actor), NEAREST, limit=ROWS)
    return first_of(rows, places(actor), NEAREST, limit=ROWS)


def _day(today: date, site: str) -> str:
    words = formats.day(today, weekday=True)
    place = f", bureau de {site}" if site else ""
    return f"{words[:1].upper()}{words[1:]}{place}"


def _figures(counts: Counts, kept: Results, chosen: str) -> tuple[Figure, ...]:
    own = chosen == MINE
    late = counts.sum("mine_late" if own else "late")
    soon = counts.sum("mine_soon" if own else "soon")
    total = counts.sum("mine" if own else "total")
    home = address("staff:home")
    here = with_query(home, vue=chosen) + "#travail"
    figures = [
        Figure(
            value=formats.number(late),
            label="échéance dépassée" if late < 2 else "échéances dépassées",
            url=here,
            tone="late" if late else "idle",
        ),
        Figure(
            value=formats.number(soon),
            label=f"{'due' if soon < 2 else 'dues'} d’ici {counts.near.words}",
            url=here,
            tone="soon" if soon else "idle",
        ),
        Figure(
            value=formats.number(total),
            label="dossier ouvert" if total < 2 else "dossiers ouverts",
            url=here,
        ),
    ]
    rate = kept.year.rate
    since = formats.day(kept.since).rpartition(formats.NBSP)[0]
    figures.append(
        Figure(
            value="—" if rate is None else formats.percent(rate),
            label=f"délais tenus depuis le {since}",
            tone="met" if rate is not None and rate >= GOOD else "idle",
            detail=f"{formats.number(kept.year.met)} sur {formats.number(kept.year.total)}"
            if kept.year.total
            else "",
        )
    )
    return tuple(figures)


def _rest(counts: Counts, chosen: str, *, shown: int) -> Rest | None:
    figure: Literal["mine", "total"] = "mine" if chosen == MINE else "total"
    total = counts.sum(figure)
    if total <= shown:
        return None
    found: Counter[str] = Counter()
    for row in counts.rows:
        found[row.kind] += getattr(row, figure)
    here = {"de": "mine"} if chosen == MINE else {}
    links = tuple(
        Link(
            label=f"{registry.module_of_kind(kind).name} ({formats.number(held)})",
            url=with_query(kind_url(kind), **here),
        )
        for kind, held in found.most_common()
        if held
    )
    return Rest(
        words=f"Les {shown} plus urgents sur {formats.number(total)}. Tous les voir\u00a0:", links=links
    )


def _views(chosen: str, mine: int) -> tuple[Tab, ...]:
    home = address("staff:home")
    return (
        Tab(label="Mes dossiers", url=with_query(home, vue=MINE), count=mine, current=chosen == MINE),
        Tab(label="Tous ceux que je vois", url=with_query(home, vue=ALL), current=chosen == ALL),
    )


def _received(requests: Iterable[Request], today: date) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(
            when=_when(formats.local(request.received_at), today),
            iso=formats.local(request.received_at).isoformat(timespec="minutes"),
            links=(Link(label=request.name, url=request_url(request.reference)),),
            who=request.order.name if request.order else "Ordre non précisé",
        )
        for request in requests
    )


def _when(at: datetime, today: date) -> str:
    return formats.clock(at.time()) if at.date() == today else formats.short_day(at.date(), today=today)
