"""The page of an act on many dossiers: how far it is, one line for each dossier; and the list of one's own.

All SQL of these screens is here and in kernel/batches.
"""

from dataclasses import dataclass

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, with_query
from egide.interfaces.staff.bulk_actions import LABELS, PRINT, by_code
from egide.kernel import registry
from egide.kernel.batches.models import Batch, BatchRow, BatchState, RowState
from egide.kernel.batches.queries import Progress, own_batches, progress_of, rows_of
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Crumb, Link, Pager, Tab, Table, Tone

PAGE = 100
PART = 50  # dossiers whose letters make one PDF
COLUMNS = (Column(label="Dossier"), Column(label="Résultat"))
LISTED = (Column(label="Demandé"), Column(label="Action"), Column(label="Où il en est"))
TONES: dict[str, Tone] = {RowState.DONE: "met", RowState.REFUSED: "late", RowState.WAITING: "idle"}
VIEWS = (("", "Tous"), ("refuses", "Refusés"), ("faits", "Faits"), ("a-faire", "À faire"))
STATES = {"refuses": RowState.REFUSED, "faits": RowState.DONE, "a-faire": RowState.WAITING}


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One act: its progress as its template draws it, and one page of its lines."""

    title: str
    sub: str
    url: str
    going: bool
    bar: str
    over: int
    total: int
    words: str
    asides: tuple[str, ...]
    stop_url: str
    parts: tuple[Link, ...]
    views: tuple[Tab, ...]
    table: Table | None
    pager: Pager
    back: Link
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, kw_only=True)
class BatchesPage:
    """The acts that the reader asked for."""

    title: str
    table: Table | None
    crumbs: tuple[Crumb, ...]


def batch_page(actor: Actor, batch: Batch, *, view: str, after: int) -> BatchPage:
    """Will build the page for this reader; `view` is one of VIEWS, `after` the place of the last line already read."""
    url = batch_url(batch)
    progress = progress_of(batch, actor)
    wanted = rows_of(batch, actor).filter(place__gt=after)
    if view in STATES:
        wanted = wanted.filter(state=STATES[view])
    rows = list(wanted[: PAGE + 1])
    module = registry.module_of_kind(batch.kind)
    back = Link(label=module.name, url=reverse("staff:list", kwargs={"module": module.code}))
    title = _label(batch)
    return BatchPage(
        title=title,
        sub=f"Demandé le {_instant(batch)}. {BatchState(batch.state).label}.",
        url=with_query(url, voir=view, apres=str(after or "")),
        going=batch.going,
        bar=f"{progress.over} / {progress.total}",
        over=progress.over,
        total=max(1, progress.total),
        words=_words(progress),
        asides=_asides(batch, progress),
        stop_url=reverse("staff:batch_stop", kwargs={"batch": batch.public_id}),
        parts=_parts(batch, progress),
        views=_views(progress, view, url),
        table=_table(rows[:PAGE]) if rows else None,
        pager=_pager(rows, view, after, url),
        back=back,
        crumbs=(
            Crumb(label=back.label, url=back.url),
            Crumb(label="Travaux en lot", url=reverse("staff:batches")),
            Crumb(label=title),
        ),
    )


def batches_page(*, user_id: int | None) -> BatchesPage:
    """Will list the latest acts of the reader, newest first."""
    rows = tuple(
        (
            Cell(text=_instant(batch)),
            Cell(
                text=_label(batch),
                detail=formats.count(batch.total, "dossier"),
                url=batch_url(batch),
            ),
            Cell(badge=Badge(label=str(BatchState(batch.state).label).lower(), tone=_tone(batch)), text=" "),
        )
        for batch in own_batches(user_id=user_id)
    )
    return BatchesPage(
        title="Travaux en lot",
        table=Table(caption="Vos travaux en lot", columns=LISTED, rows=rows) if rows else None,
        crumbs=(
            Crumb(label="Mon travail", url=reverse("staff:home")),
            Crumb(label="Travaux en lot"),
        ),
    )


def batch_url(batch: Batch) -> str:
    """Will return the address of the act's page."""
    return reverse("staff:batch", kwargs={"batch": batch.public_id})


def part_of(actor: Actor, batch: Batch, number: int) -> list[BatchRow]:
    """Will return the done rows whose letters make the PDF of this number, counted from 1."""
    done = rows_of(batch, actor).filter(state=RowState.DONE)
    return list(done[(number - 1) * PART : number * PART])


def _label(batch: Batch) -> str:
    action = by_code(batch.action)
    return action.label if action else "Action retirée"


def _instant(batch: Batch) -> str:
    return formats.moment(batch.asked_at)


def _tone(batch: Batch) -> Tone:
    return {"done": "met", "stopped": "late"}.get(batch.state, "now")  # type: ignore[return-value]


def _words(progress: Progress) -> str:
    done = formats.count(progress.done, "dossier traité", "dossiers traités")
    refused = formats.count(progress.refused, "refusé")
    return f"{done}, {refused}, sur {formats.number(progress.total)}."


def _asides(batch: Batch, progress: Progress) -> tuple[str, ...]:
    said = []
    if batch.state == BatchState.STOPPED and progress.waiting:
        left = formats.count(progress.waiting, "dossier n’a pas été touché", "dossiers n’ont pas été touchés")
        said.append(f"Vous avez arrêté ce travail\u00a0: {left}.")
    if progress.hidden:
        gone = formats.count(
            progress.hidden, "dossier ne vous est plus accessible", "dossiers ne vous sont plus accessibles"
        )
        said.append(f"{gone}\u00a0: rien n’y a été fait depuis.")
    return tuple(said)


def _parts(batch: Batch, progress: Progress) -> tuple[Link, ...]:
    if batch.going or batch.action not in (PRINT.code, LABELS.code):
        return ()
    what = "Lettres" if batch.action == PRINT.code else "Étiquettes"
    count = -(-progress.done // PART)
    return tuple(
        Link(
            label=f"{what} des dossiers {(n - 1) * PART + 1} à {min(n * PART, progress.done)} (PDF)",
            url=reverse("staff:batch_part", kwargs={"batch": batch.public_id, "part": n}),
        )
        for n in range(1, count + 1)
    )


def _views(progress: Progress, view: str, url: str) -> tuple[Tab, ...]:
    counts = {
        "": progress.over + progress.waiting,
        "refuses": progress.refused,
        "faits": progress.done,
        "a-faire": progress.waiting,
    }
    return tuple(
        Tab(label=label, url=with_query(url, voir=code), count=counts[code], current=code == view)
        for code, label in VIEWS
    )


def _table(rows: list[BatchRow]) -> Table:
    lines = tuple(
        (
            Cell(text=row.dossier.title, detail=row.dossier.number, url=dossier_url(row.dossier.number)),
            Cell(
                badge=Badge(label=str(RowState(row.state).label), tone=TONES[row.state]),
                text=" ",
                detail=row.words,
            ),
        )
        for row in rows
    )
    return Table(caption="Une ligne par dossier", columns=COLUMNS, rows=lines)


def _pager(rows: list[BatchRow], view: str, after: int, url: str) -> Pager:
    return Pager(
        previous_url=with_query(url, voir=view) if after else "",
        next_url=with_query(url, voir=view, apres=str(rows[PAGE - 1].place)) if len(rows) > PAGE else "",
    )
