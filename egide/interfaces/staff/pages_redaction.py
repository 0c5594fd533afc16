"""The redactions of a document, and the page of one of them: its state, its pages, what may be done, its copy.

All SQL for these screens happens here; the page where zones are drawn is pages_redaction_sheet.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from egide.interfaces.staff import pages_redaction_report as report
from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_moves import crumbs
from egide.interfaces.staff.redaction_steps import offered, removals
from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction.models import Box, BoxState, Look, Making, PageLook, Redaction, State
from egide.kernel.redaction.strokes import WORK
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table, Tone

TONES: dict[str, Tone] = {
    State.PREPARING: "now", State.TO_READ: "soon", State.READ: "met", State.PUBLISHED: "met", State.ABANDONED: "idle",
}  # fmt: skip
SHOWN = 200
PAGES = (
    Column(label="Page"),
    Column(label="Zones"),
    Column(label="Préparation"),
    Column(label="Seconde lecture"),
)
NO_VERSION = "Cette pièce n’a pas de pages à caviarder\u00a0: on ne caviarde que ce que l’on feuillette ici."


@dataclass(frozen=True, kw_only=True)
class RedactionsPage:
    """The redactions of one document, and the button that begins another."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    document: str
    table: Table | None
    begin: Action | None
    empty: str


@dataclass(frozen=True, kw_only=True)
class RedactionPage:
    """One redaction."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    badges: tuple[Badge, ...]
    url: str
    actions: tuple[Action, ...]
    closed: tuple[Action, ...]
    quiet: tuple[Action, ...]
    notice: str
    remarks: str
    problem: str
    going: bool
    progress: str
    done: int
    total: int
    facts: tuple[Fact, ...]
    sha256: str
    output_sha256: str
    pages: Table
    removals: Table | None
    surfaces: Table | None
    stays: tuple[str, ...]
    pixels: tuple[str, ...]
    downloads: tuple[Action, ...]


def redaction_of(dossier: Dossier, rank: int, k: int) -> Redaction:
    """Will return the redaction of this number, of the document of this rank.

    :raises NotVisible: the document has none.
    """
    found = of_rank(Redaction, dossier, k)
    rows = Redaction.objects.select_related(
        "document", "version__stored", "version__document", "author", "reader", "output__document"
    )
    redaction = rows.get(pk=found.pk)
    redaction.version.document = redaction.document
    if redaction.document.rank != rank:
        raise NotVisible
    return redaction


def redactions_page(actor: Actor, dossier: Dossier, rank: int) -> RedactionsPage:
    """Will list the redactions of the document, newest first."""
    document = of_rank(Document, dossier, rank)
    rows = list(
        Redaction.objects.filter(document=document)
        .select_related("author", "version")
        .order_by("-rank")[:SHOWN]
    )
    newest = newest_version(document)
    work = may(actor, dossier, WORK)
    pages = bool(newest and newest.pages)
    begin = Action(
        label="Commencer un caviardage",
        url=of_dossier("redactions", dossier.number, rank=rank),
        method="post",
        primary=True,
        fields=(("version", str(dossier.version)),),
        reason="" if pages else NO_VERSION,
    )
    table = Table(
        caption="Caviardages de la pièce",
        columns=(Column(label="Caviardage"), Column(label="État"), Column(label="Préparé par")),
        rows=tuple(
            (
                Cell(
                    text=f"N°\u00a0{row.rank}",
                    detail=f"version {row.version.number} · {formats.count(row.pages, 'page')}",
                    url=address("redaction", dossier, row, document.rank),
                ),
                Cell(badge=Badge(label=row.get_state_display(), tone=TONES[row.state])),
                Cell(text=row.author.full_name, detail=formats.day(timezone.localdate(row.opened_at))),
            )
            for row in rows
        ),
    )
    return RedactionsPage(
        crumbs=_crumbs(dossier, document, "Caviardage"),
        title="Caviardage",
        number=dossier.number,
        heading=dossier.title,
        document=document.title,
        table=table if rows else None,
        begin=begin if work.allowed else None,
        empty="Un caviardage prépare une copie de la pièce où ce qui est masqué n’existe plus. "
        "L’original ne change pas.",
    )


def newest_version(document: Document) -> DocumentVersion | None:
    """Will return the newest version of a document."""
    return document.versions.select_related("document", "stored").order_by("-number").first()


def redaction_page(actor: Actor, dossier: Dossier, redaction: Redaction) -> RedactionPage:
    """Will build the page of one redaction."""
    boxes = list(redaction.boxes.exclude(state=BoxState.REMOVED).order_by("page", "number"))
    looks = list(PageLook.objects.filter(redaction=redaction).select_related("by"))
    steps = offered(actor, dossier, redaction)
    newest = newest_version(redaction.document)
    later = newest is not None and newest.number > redaction.version.number
    going = redaction.making in (Making.ASKED, Making.WORKING)
    document = redaction.document
    return RedactionPage(
        crumbs=redaction_crumbs(dossier, redaction, ""),
        title=f"Caviardage n°\u00a0{redaction.rank}",
        number=dossier.number,
        heading=document.title,
        badges=_badges(redaction),
        url=address("redaction", dossier, redaction, document.rank),
        actions=tuple(one for one in steps if not one.reason and not one.danger),
        closed=tuple(one for one in steps if one.reason),
        quiet=tuple(one for one in steps if one.danger and not one.reason),
        notice=f"Une version plus récente de la pièce existe (version {newest.number})\u00a0: "
        f"ce caviardage porte sur la version {redaction.version.number}." if later and newest else "",
        remarks=redaction.remarks,
        problem=redaction.problem,
        going=going,
        progress=_progress(redaction),
        done=redaction.done,
        total=max(redaction.total, 1),
        facts=_facts(dossier, redaction),
        sha256=redaction.sha256,
        output_sha256=redaction.output.sha256 if redaction.output else "",
        pages=_pages(dossier, redaction, boxes, looks),
        removals=_removals(redaction, boxes),
        surfaces=report.surfaces(redaction.report),
        stays=report.stays(redaction.report),
        pixels=report.pixels(redaction.report),
        downloads=_downloads(dossier, redaction, boxes),
    )  # fmt: skip


def address(name: str, dossier: Dossier, redaction: Redaction, rank: int, **more: int | str) -> str:
    """Will return an address of a redaction."""
    return of_dossier(name, dossier.number, rank=rank, k=redaction.rank, **more)


def redaction_crumbs(dossier: Dossier, redaction: Redaction, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page of a redaction; without `last`, of the redaction itself."""
    own = f"Caviardage n°\u00a0{redaction.rank}"
    found = _crumbs(dossier, redaction.document, own)
    if not last:
        return found
    home = Crumb(label=own, url=address("redaction", dossier, redaction, redaction.document.rank))
    return (*found[:-1], home, Crumb(label=last))


def _crumbs(dossier: Dossier, document: Document, last: str) -> tuple[Crumb, ...]:
    piece = Crumb(label=document.title, url=of_dossier("document", dossier.number, rank=document.rank))
    every = Crumb(label="Documents", url=of_dossier("dossier_documents", dossier.number))
    return (*crumbs(dossier, "")[:2], every, piece, Crumb(label=last))


def _badges(redaction: Redaction) -> tuple[Badge, ...]:
    shown = [Badge(label=redaction.get_state_display(), tone=TONES[redaction.state])]
    if redaction.making in (Making.ASKED, Making.WORKING):
        shown.append(Badge(label=redaction.get_making_display(), tone="now"))
    elif redaction.making:
        shown.append(Badge(label=f"Copie\u00a0: {redaction.get_making_display().lower()}", tone="late"))
    return tuple(shown)


def _progress(redaction: Redaction) -> str:
    if redaction.making == Making.ASKED:
        return "La copie est en file\u00a0: elle se produit dès qu’un traitement est libre."
    if redaction.done < redaction.total or not redaction.total:
        return f"Pages mises en image\u00a0: {redaction.done} sur {redaction.total}."
    return (
        "Toutes les pages sont prêtes\u00a0: le fichier est assemblé, puis la recherche de fuites commence."
    )


def _facts(dossier: Dossier, redaction: Redaction) -> tuple[Fact, ...]:
    facts = [
        Fact(
            term="Version caviardée",
            value=f"Version {redaction.version.number}",
            detail=formats.count(redaction.pages, "page"),
            url=of_dossier(
                "document_version",
                dossier.number,
                rank=redaction.document.rank,
                version=redaction.version.number,
            ),
        ),
        Fact(
            term="Préparé par",
            value=redaction.author.full_name,
            detail=formats.day(timezone.localdate(redaction.opened_at)),
        ),
        Fact(
            term="Seconde lecture",
            value=redaction.reader.full_name if redaction.reader else "Une autre personne relira chaque page",
            detail=formats.day(timezone.localdate(redaction.read_at)) if redaction.read_at else "",
        ),
    ]
    if redaction.output:
        facts.append(
            Fact(
                term="Copie caviardée",
                value=f"Pièce {redaction.output.document.rank}",
                detail=redaction.output.file_name,
                url=of_dossier("document", dossier.number, rank=redaction.output.document.rank),
            )
        )
    if redaction.timings:
        spent = sorted(redaction.timings.values())
        slowest, mean = spent[-1] / 1000, sum(spent) / len(spent) / 1000
        facts.append(
            Fact(
                term="Temps par page mise en image",
                value=f"{_seconds(mean)} en moyenne",
                detail=f"{formats.count(len(spent), 'page')} · la plus longue\u00a0: {_seconds(slowest)}",
            )
        )
    return tuple(facts)


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",") + "\u00a0s"


def _pages(dossier: Dossier, redaction: Redaction, boxes: Sequence[Box], looks: Sequence[PageLook]) -> Table:
    hidden = Counter(box.page for box in boxes if box.state == BoxState.ACCEPTED)
    waiting = Counter(box.page for box in boxes if box.state == BoxState.SUGGESTED)
    seen: Mapping[Any, PageLook] = {(look.page, look.kind): look for look in looks}
    return Table(
        caption="Pages du caviardage",
        columns=PAGES,
        rows=tuple(
            (
                Cell(
                    text=f"Page {n}",
                    url=address("redaction_page", dossier, redaction, redaction.document.rank, page=n),
                ),
                Cell(
                    text=formats.count(hidden[n], "zone") if hidden[n] else "Aucune",
                    detail=f"{waiting[n]} à décider" if waiting[n] else "",
                ),
                _seen(seen.get((n, Look.PREPARED)), "à voir"),
                _seen(seen.get((n, Look.READ)), "à relire"),
            )
            for n in range(1, min(redaction.pages, 2_000) + 1)
        ),
    )


def _seen(look: PageLook | None, otherwise: str) -> Cell:
    if look is None:
        return Cell(badge=Badge(label=otherwise, tone="idle"))
    return Cell(badge=Badge(label="vue", tone="met"), detail=look.by.full_name)


def _removals(redaction: Redaction, boxes: Sequence[Box]) -> Table | None:
    rows = removals(boxes)
    return (
        Table(
            caption="Index de ce qui est masqué",
            columns=(Column(label="Motif"), Column(label="Pages"), Column(label="Zones", numeric=True)),
            rows=tuple(
                (Cell(text=row.label, detail=row.words), Cell(text=row.pages), Cell(text=str(row.count)))
                for row in rows
            ),
        )
        if rows
        else None
    )


def _downloads(dossier: Dossier, redaction: Redaction, boxes: Sequence[Box]) -> tuple[Action, ...]:
    rank = redaction.document.rank
    shown = []
    if any(box.state == BoxState.ACCEPTED for box in boxes):
        shown.append(
            Action(label="Index des retraits (PDF)", url=address("redaction_index", dossier, redaction, rank))
        )
    if redaction.report:
        shown += [
            Action(
                label="Rapport de fuites (PDF)", url=address("redaction_report", dossier, redaction, rank)
            ),
            Action(
                label="Rapport de fuites (JSON)",
                url=address("redaction_report_json", dossier, redaction, rank),
            ),
        ]
    return tuple(shown)
