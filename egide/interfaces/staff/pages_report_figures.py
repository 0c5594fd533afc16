"""A report's figures on the screen: each with its definition, the period before, and what a recount finds today.

The same numbers as the PDF, unmasked: this page stays in the file.
"""

from dataclasses import dataclass
from datetime import datetime

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.statistics.figures import OUTCOME_OR_DECISION
from egide.modules.planning.counting import StreamFigures, count, may_count, thawed
from egide.modules.planning.models import Contribution, Edition, Report
from egide.modules.planning.presenting import Cut, Line, foremost, shown, told
from egide.modules.planning.queries import foreign_streams, missing_streams, period_of, streams_of
from egide.modules.planning.streams import BY_CODE
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Bar, Cell, Chart, Column, Table

COLUMNS = (
    Column(label="Chiffre"),
    Column(label="Période", numeric=True),
    Column(label="Précédente", numeric=True),
    Column(label="Écart", numeric=True),
)
LONGEST = 15  # bars of one chart
NOTES = {"handled_by_outcome": OUTCOME_OR_DECISION}


@dataclass(frozen=True, kw_only=True)
class Query:
    """What was asked of the database for a figure, word for word."""

    label: str
    sql: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A chart, and what keeps it from being taken for another figure."""

    chart: Chart
    note: str


@dataclass(frozen=True, kw_only=True)
class StreamView:
    """One stream: its tables, its charts, its corrective measures, its queries."""

    label: str
    note: str
    totals: Table
    delays: Table | None
    charts: tuple[Drawn, ...]
    measures: Table | None
    queries: tuple[Query, ...]
    corrected: tuple[str, ...]


def stream_views(
    actor: Actor, dossier: Dossier, report: Report, edition: Edition | None, *, now: datetime
) -> tuple[StreamView, ...]:
    """Will show live figures without an edition, else its frozen ones, with what a recount finds."""
    if edition is not None:
        return tuple(_view(one, _recount(actor, report, one, now)) for one in thawed(edition.figures))
    home, period = report.compartment.code, period_of(report)
    poured = {one.stream: one for one in Contribution.objects.filter(dossier_id=dossier.pk)}
    views = []
    for stream in streams_of(report):
        if stream.compartment == home:
            views.append(_view(count(stream, period, by=actor.name, now=now), None))
        elif stream.code in poured:
            views.append(_view(StreamFigures.thaw(poured[stream.code].figures), None))
    return tuple(views)


def awaited(actor: Actor, dossier: Dossier, report: Report) -> tuple[Action, ...]:
    """Will say which streams wait to be poured, as buttons for whoever may, refused with the reason for others."""
    if dossier.state not in ("preparation", "comments", "revision", "submitted"):
        return ()
    missing = missing_streams(dossier, report)
    return tuple(
        Action(
            label=f"{'Verser' if stream in missing else 'Verser de nouveau'}\u00a0: {stream.label.lower()}",
            url=of_dossier("report_release", dossier.number, stream=stream.code),
            method="post",
            fields=(("version", str(dossier.version)),),
            reason=""
            if may_count(actor, stream, home=report.compartment.code)
            else "Ces chiffres viennent d’un autre compartiment\u00a0: une personne qui lit tout ce volet les verse.",
        )
        for stream in foreign_streams(report)
        if stream in missing or may_count(actor, stream, home=report.compartment.code)
    )


def _recount(actor: Actor, report: Report, one: StreamFigures, now: datetime) -> StreamFigures | None:
    if not may_count(actor, BY_CODE[one.stream.code], home=report.compartment.code):
        return None
    return count(one.stream, period_of(report), by=actor.name, now=now)


def _view(figures: StreamFigures, again: StreamFigures | None) -> StreamView:
    words = told(figures, hide=False)
    corrected = _corrected(figures, again)
    at = formats.local(figures.counted_at)
    return StreamView(
        label=words.label,
        note=f"Comptés le {formats.day(at.date())} à {formats.clock(at.time())} pour {figures.counted_by}.",
        totals=_table(f"{words.label}, ensemble", words.totals, corrected),
        delays=_table(f"{words.label}, délais", words.delays, corrected) if words.delays else None,
        charts=tuple(
            Drawn(chart=_chart(cut), note=NOTES.get(cut.code, "")) for cut in words.cuts if cut.rows
        ),
        measures=_measures(figures),
        queries=_queries(figures),
        corrected=tuple(
            f"{words.label}\u00a0: {label.lower()}, {said}." for label, said in corrected.items()
        ),
    )


def _corrected(figures: StreamFigures, again: StreamFigures | None) -> dict[str, str]:
    if again is None:
        return {}
    found = {}
    for code in (*figures.stream.totals, *figures.stream.delays):
        then, now = figures.of(code), again.of(code)
        if then is not None and now is not None and then.total != now.total:
            found[then.label] = (
                f"recompté aujourd’hui\u00a0: {shown(now.total, now.unit)} ({shown(then.total, then.unit)} au dépôt)"
            )
    return found


def _table(caption: str, lines: tuple[Line, ...], corrected: dict[str, str]) -> Table:
    return Table(
        caption=caption,
        columns=COLUMNS,
        rows=tuple(
            (
                Cell(
                    text=line.label, detail=corrected.get(line.label, "") or _first_sentence(line.definition)
                ),
                Cell(text=line.shown),
                Cell(text=line.before),
                Cell(text=line.change),
            )
            for line in lines
        ),
    )


def _first_sentence(definition: str) -> str:
    # The rest is on the page of definitions and in the report's annex.
    return definition.partition(". ")[0].removesuffix(".") + "."


def _chart(cut: Cut) -> Chart:
    rows = cut.rows[:LONGEST]
    most = max(float(row.value or 0) for row in rows)
    rest = len(cut.rows) - len(rows)
    more = f" Les {rest} autres sont au tableur." if rest else ""
    return Chart(
        title=cut.label,
        bars=tuple(Bar(label=row.label, value=float(row.value or 0), shown=row.shown) for row in rows),
        summary=f"{cut.label}\u00a0: {cut.total} au total. "
        f"Le plus souvent\u00a0: {foremost(cut.rows)}.{more}",
        maximum=most or 1,
        measure="Nombre",
        heading="Valeur",
        kind="bars",
    )


def _measures(figures: StreamFigures) -> Table | None:
    if not figures.measures:
        return None
    return Table(
        caption="Mesures correctrices suivies",
        columns=(
            Column(label="Mesure"),
            Column(label="Responsable"),
            Column(label="Échéance"),
            Column(label="État"),
        ),
        rows=tuple(
            (
                Cell(text=row.text, detail=row.source),
                Cell(text=row.unit, detail=row.owner),
                Cell(text=formats.day(row.due_on)),
                Cell(text=row.state),
            )
            for row in figures.measures
        ),
    )


def _queries(figures: StreamFigures) -> tuple[Query, ...]:
    said: dict[str, list[str]] = {}
    for one in figures.now:
        said.setdefault(one.sql, []).append(one.label)
    return tuple(Query(label=", ".join(labels), sql=sql) for sql, labels in said.items())
