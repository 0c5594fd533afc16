"""Runs that brought older systems in: the list, and one of them with its reconciliation and the lines to look at.

For the archivist of the compartment; a line of a dossier in conflict stays behind its wall.
"""

from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, with_query
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.gate.visibility import visible
from egide.kernel.imports.models import ImportLine, ImportRun, Outcome, RunState
from egide.kernel.imports.reconciling import ALTERED, FILE_WORDS, LINE_WORDS, LOST, table_of
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table, Tone

MOST, PAGE = 200, 100
EMPTY = (
    "Aucune reprise. L’équipe informatique en lance par «\u00a0egide import\u00a0», d’abord à l’essai\u00a0:"
    " rien n’entre avant que le rapport soit lu."
)
TONES: dict[str, Tone] = {RunState.RUNNING: "now", RunState.DONE: "met", RunState.STOPPED: "late"}
RUNS = (
    Column(label="Reprise"),
    Column(label="Source"),
    Column(label="Lignes", numeric=True),
    Column(label="Refusées", numeric=True),
    Column(label="Étape"),
)
LINES = (
    Column(label="Ligne", numeric=True),
    Column(label="Ancien numéro"),
    Column(label="Dossier"),
    Column(label="Remarque"),
)


def runs_page(actor: Actor, *, today: date) -> Sheet:
    """Will list the runs of the actor's compartments, the newest first."""
    rows = list(_mine(actor).order_by("-started_at", "-pk")[:MOST])
    lines = tuple(_row(run, today) for run in rows)
    return Sheet(
        title="Reprises",
        sub="Ce qui est venu d’anciens systèmes\u00a0: FileMaker, dossiers réseau, listes de boîtes.",
        crumbs=_crumbs(),
        sections=(
            Section(
                title="Reprises",
                table=Table(caption="Reprises", columns=RUNS, rows=lines) if lines else None,
                empty=EMPTY,
            ),
        ),
    )


def run_page(actor: Actor, *, name: str, sort: str, after: str, today: date) -> Sheet:
    """Will show one run: what was counted, then the lines of one outcome, a hundred at a time.

    :raises NotVisible: no such run for this person.
    """
    place, _, number = name.rpartition("-")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    run = _mine(actor).filter(compartment__code=place, number=asked).first()
    if run is None:
        raise NotVisible
    counts = dict(run.lines.order_by().values_list("outcome").annotate(total=Count("pk")))
    chosen = sort if sort in Outcome.values else Outcome.REFUSED
    past = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    rows = list(run.lines.filter(outcome=chosen, place__gt=past).order_by("place")[: PAGE + 1])
    return Sheet(
        title=f"Reprise n°\u00a0{run.number}",
        sub=f"{run.get_target_display()}, source «\u00a0{run.source}\u00a0»",
        crumbs=_crumbs(Crumb(label=f"Reprise n°\u00a0{run.number}")),
        badges=_badges(run),
        notice_title="Lecture arrêtée",
        notice=_why(run),
        links=tuple(
            Link(label=f"{words} ({formats.number(counts[code])})", url=_url(run, sort=code))
            for code, words in LINE_WORDS.items()
            if counts.get(code)
        ),
        sections=(
            Section(title="La reprise", facts=_facts(run, today)),
            Section(
                title="Conciliation",
                facts=_counts(run),
                empty=""
                if run.report.get("lines")
                else "Elle se fait à la fin\u00a0: la source est relue et comparée à ce qui est conservé.",
            ),
            _lines(actor, run, rows, chosen),
        ),
    )


def _lines(actor: Actor, run: ImportRun, rows: list[ImportLine], chosen: str) -> Section:
    shown = rows[:PAGE]
    known = dict(
        visible(actor)
        .filter(pk__in=[row.dossier_id for row in shown if row.dossier_id])
        .values_list("pk", "number")
    )
    table = Table(
        caption="Lignes",
        columns=LINES,
        rows=tuple(_line(row, known.get(row.dossier_id or 0, "")) for row in shown),
    )
    return Section(
        title=LINE_WORDS[chosen],
        table=table if shown else None,
        empty="Aucune ligne de cette sorte.",
        actions=_next(run, shown, chosen) if len(rows) > PAGE else (),
    )


def _next(run: ImportRun, shown: list[ImportLine], chosen: str) -> tuple[Action, ...]:
    url = _url(run, sort=chosen, apres=str(shown[-1].place))
    return (Action(label="Lignes suivantes", url=url),)


def _line(row: ImportLine, number: str) -> tuple[Cell, ...]:
    return (
        Cell(text=formats.number(row.place)),
        Cell(text=row.key or "—"),
        Cell(text=number or "—", url=dossier_url(number) if number else ""),
        Cell(text=row.detail or "—"),
    )


def _counts(run: ImportRun) -> tuple[Fact, ...]:
    """The totals and the faults always; the rest, when there is some."""
    if not run.report.get("lines"):
        return ()
    said = {FILE_WORDS[LOST], FILE_WORDS[ALTERED], FILE_WORDS["named"], "Lignes de la source"}
    return tuple(
        Fact(term=words, value=formats.number(count))
        for words, count in table_of(run.report)
        if count or words in said
    )


def _facts(run: ImportRun, today: date) -> tuple[Fact, ...]:
    kind, _, who = run.started_by.partition(":")
    name = (
        User.objects.filter(pk=int(who)).values_list("full_name", flat=True).first()
        if kind == "staff"
        else who
    )
    found = [
        Fact(term="Lancée par", value=name or run.started_by),
        Fact(term="Commencée", value=formats.moment(run.started_at, today=today)),
    ]
    if run.ended_at:
        found.append(Fact(term="Terminée", value=formats.moment(run.ended_at, today=today)))
    found.append(Fact(term="Empreinte de la source (SHA-256)", value=run.list_sha256))
    return tuple(found)


def _badges(run: ImportRun) -> tuple[Badge, ...]:
    state = Badge(label=RunState(run.state).label, tone=TONES[run.state])
    if run.state != RunState.DONE:
        return (state,)
    agrees = bool(run.report.get("agrees"))
    return (
        state,
        Badge(label="Tout concorde" if agrees else "Ne concorde pas", tone="met" if agrees else "late"),
    )


def _why(run: ImportRun) -> str:
    why = str(run.report.get("why", ""))
    return why[:1].upper() + why[1:]


def _row(run: ImportRun, today: date) -> tuple[Cell, ...]:
    refused = run.report.get("lines", {}).get("refused", 0)
    return (
        Cell(
            text=f"Reprise n°\u00a0{run.number}",
            detail=formats.moment(run.started_at, today=today),
            url=_url(run),
        ),
        Cell(text=run.source, detail=run.get_target_display()),
        Cell(text=formats.number(run.total)),
        Cell(text=formats.number(refused)),
        Cell(badge=_badges(run)[-1], text=" "),
    )


def _mine(actor: Actor) -> "QuerySet[ImportRun]":
    held = {one.compartment_id for one in actor.roles if one.role == roles.RECORDS_MANAGER.code}
    return ImportRun.objects.select_related("compartment").filter(compartment_id__in=held)


def _url(run: ImportRun, **query: str) -> str:
    name = f"{run.compartment.code}-{run.number}"
    return with_query(reverse("staff:import_run", kwargs={"run": name}), **query)


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    top = Crumb(label="Gestion documentaire", url=reverse("staff:records"))
    if not more:
        return (top, Crumb(label="Reprises"))
    return (top, Crumb(label="Reprises", url=reverse("staff:imports")), *more)
