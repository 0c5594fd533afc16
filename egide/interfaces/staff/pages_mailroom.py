"""Page objects of the mail room: the form with what is alike, today's pieces, one piece, the end-of-day slip.

All SQL of these screens is here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, with_query
from egide.interfaces.staff.pages_alike import Alike
from egide.interfaces.staff.pages_triage import doors
from egide.interfaces.staff.sealed_rows import sealed_table
from egide.interfaces.staff.sender_notes import SenderNote, sender_badge, sender_fact, sender_note
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.law.addresses import advice
from egide.modules.correspondence.models import (
    Direction,
    Fate,
    MailFile,
    MailPiece,
    Medium,
    SealedPiece,
    Work,
)
from egide.modules.correspondence.reach import in_the_mail_room
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, FileView, Link, Table, Tone

MOST = 100
COLUMNS = (
    Column(label="Pièce", narrow=True),
    Column(label="De qui, quoi"),
    Column(label="Ce qu’on en a fait"),
)


@dataclass(frozen=True, kw_only=True)
class MailRoomPage:
    """The form of one piece, what is alike, and what came in today."""

    crumbs: tuple[Crumb, ...]
    title: str
    form: Any
    drop: Any
    url: str
    drop_url: str
    sender: SenderNote | None
    files: tuple[FileView, ...]
    hashes: tuple[Fact, ...]
    alike: tuple[Alike, ...]
    advice: tuple[str, ...]
    confirm: bool
    today: Table | None
    waiting: Table | None
    elsewhere: tuple[Link, ...]
    actions: tuple[Action, ...]
    since: str
    until: str


@dataclass(frozen=True, kw_only=True)
class PiecePage:
    """A piece that was dealt with, as the register keeps it."""

    crumbs: tuple[Crumb, ...]
    title: str
    facts: tuple[Fact, ...]
    files: tuple[FileView, ...]
    hashes: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class SlipPage:
    """What came in on a day, by site, who has it, what is left."""

    crumbs: tuple[Crumb, ...]
    day: str
    iso: str
    sites: tuple[Table, ...]
    sealed: Table | None
    left: Table | None
    total: str


@dataclass(frozen=True, kw_only=True)
class ReadBackPage:
    """A request written for a person, to be read back to her."""

    crumbs: tuple[Crumb, ...]
    number: str
    facts: tuple[Fact, ...]
    paragraphs: tuple[tuple[str, str], ...]
    form: Any
    url: str
    version: int
    done: str


def mail_room_page(
    *,
    actor: Actor,
    form: Any,
    drop: Any,
    now: datetime,
    alike: tuple[Alike, ...] = (),
    about: tuple[str, ...] = (),
    confirm: bool = False,
    piece: MailPiece | None = None,
) -> MailRoomPage:
    """Will show the form, and beside it what came in today and what is left."""
    here = reverse("staff:mailroom")
    files = tuple(piece.files.select_related("stored").order_by("rank")) if piece else ()
    return MailRoomPage(
        crumbs=(Crumb(label="Courrier et appels", url=here), Crumb(label=piece.number))
        if piece
        else (Crumb(label="Courrier et appels"),),
        title=f"Pièce {piece.number}" if piece else "Courrier et appels",
        form=form,
        drop=None if piece else drop,
        url=piece_url(piece.number) if piece else here,
        drop_url=reverse("staff:mail_drop"),
        sender=sender_note(piece) if piece else None,
        files=_files(piece, files) if piece else (),
        hashes=_hashes(files),
        alike=alike,
        advice=about,
        confirm=confirm,
        today=_table("Inscrit aujourd’hui", entered_on(actor, timezone.localdate(now)), actor, now),
        waiting=_table("À traiter", waiting(actor).exclude(pk=piece.pk if piece else 0), actor, now),
        elsewhere=tuple(_door(link, piece) for link in doors()),
        actions=(
            Action(label="Bordereau de fin de journée", url=reverse("staff:mail_slip")),
            Action(label="Plis scellés", url=reverse("staff:sealed")),
            Action(label="Registre du courrier", url=reverse("staff:register")),
        ),
        since=timezone.localdate(now).replace(day=1).isoformat(),
        until=timezone.localdate(now).isoformat(),
    )


def _door(link: Link, piece: MailPiece | None) -> Link:
    return replace(link, url=with_query(link.url, piece=piece.number)) if piece else link


def piece_page(*, actor: Actor, piece: MailPiece) -> PiecePage:
    """Will show what the register holds of a piece."""
    files = tuple(piece.files.select_related("stored").order_by("rank"))
    facts = [
        Fact(term="Arrivée", value=str(Medium(piece.medium).label).capitalize()),
        Fact(term="Reçue le", value=formats.day(piece.received_on), detail=f"Bureau de {piece.site.name}"),
        Fact(term="Inscrite le", value=formats.day(timezone.localdate(piece.entered_at))),
        Fact(term="Expéditeur", value=piece.sender or "Non précisé"),
        sender_fact(piece),
        Fact(term="Objet", value=piece.subject or "Non précisé"),
        Fact(term="Original", value=piece.original_at),
        _fate_fact(actor, piece),
    ]
    return PiecePage(
        crumbs=(Crumb(label="Courrier et appels", url=reverse("staff:mailroom")), Crumb(label=piece.number)),
        title=f"Pièce {piece.number}",
        facts=tuple(fact for fact in facts if fact.value),
        files=_files(piece, files),
        hashes=_hashes(files),
    )


def slip_page(*, actor: Actor, day: date, now: datetime) -> SlipPage:
    """Will gather the day: three queries for any number of sites."""
    pieces = list(entered_on(actor, day))
    seen = _numbers_seen(actor, pieces)
    by_site: dict[str, list[MailPiece]] = {}
    for piece in pieces:
        by_site.setdefault(piece.site.name, []).append(piece)
    left = list(waiting(actor)[:MOST])
    return SlipPage(
        crumbs=(Crumb(label="Courrier et appels", url=reverse("staff:mailroom")), Crumb(label="Bordereau")),
        day=formats.day(day, weekday=True),
        iso=day.isoformat(),
        sites=tuple(
            Table(
                caption=f"Bureau de {name}\u00a0: {formats.count(len(rows), 'pièce')}",
                columns=COLUMNS,
                rows=tuple(_row(piece, seen) for piece in rows),
                caption_hidden=False,
            )
            for name, rows in sorted(by_site.items())
        ),
        sealed=sealed_table(_entered_between(SealedPiece.objects.select_related("site"), day)),
        left=Table(
            caption=f"Reste à traiter\u00a0: {formats.count(len(left), 'pièce')}",
            columns=COLUMNS,
            rows=tuple(_row(piece, seen) for piece in left),
            caption_hidden=False,
        )
        if left
        else None,
        total=formats.count(len(pieces), "pièce inscrite", "pièces inscrites"),
    )


def address_advice(address: str) -> tuple[str, ...]:
    """Will return the sentences about an address; none when it is empty or reads well."""
    return tuple(one.sentence for one in advice(address))


def office_id() -> int:
    """Will return the compartment whose register this is."""
    return int(Compartment.objects.values_list("pk", flat=True).get(code="office"))


def other_units() -> tuple[tuple[str, str], ...]:
    """Will return the units of the Office to which a piece may be handed."""
    return tuple(Unit.objects.filter(compartment__code="office").order_by("name").values_list("code", "name"))


def sites() -> tuple[tuple[str, str], ...]:
    """Will return the sites."""
    return tuple(Site.objects.values_list("code", "name"))


def entered_on(actor: Actor, day: date) -> "QuerySet[MailPiece]":
    """Will return the pieces that came in and were entered on a day, oldest first."""
    rows = in_the_mail_room(actor).filter(direction=Direction.IN, source="")
    return _entered_between(rows.select_related("site", "dossier__assignee", "unit"), day)


def waiting(actor: Actor) -> "QuerySet[MailPiece]":
    """Will return the pieces of which nobody has yet said what became of them."""
    rows = in_the_mail_room(actor).filter(fate=Fate.WAITING).exclude(work__in=(Work.ANSWERED, Work.FILED))
    return rows.select_related("site", "dossier__assignee", "unit").order_by("entered_at", "pk")


def piece_url(number: str) -> str:
    """Will return the address of a piece."""
    return reverse("staff:mail_piece", kwargs={"piece": number})


def _entered_between(rows: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
    start = timezone.make_aware(datetime.combine(day, time()))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return rows.filter(entered_at__gte=start, entered_at__lt=end).order_by("entered_at", "pk")


def _table(caption: str, rows: "QuerySet[MailPiece]", actor: Actor, now: datetime) -> Table | None:
    pieces = list(rows[:MOST])
    seen = _numbers_seen(actor, pieces)
    return (
        Table(caption=caption, columns=COLUMNS, rows=tuple(_row(p, seen) for p in pieces)) if pieces else None
    )


def _numbers_seen(actor: Actor, pieces: Iterable[MailPiece]) -> frozenset[str]:
    numbers = {piece.dossier.number for piece in pieces if piece.dossier}
    return (
        frozenset(visible(actor).filter(number__in=numbers).values_list("number", flat=True))
        if numbers
        else frozenset()
    )


def _row(piece: MailPiece, seen: frozenset[str]) -> tuple[Cell, ...]:
    return (
        Cell(
            text=piece.number,
            detail=f"{str(Medium(piece.medium).label).capitalize()}, reçue le {formats.day(piece.received_on)}",
            url=piece_url(piece.number),
        ),
        Cell(text=piece.sender or "Expéditeur non précisé", detail=piece.subject),
        _fate(piece, seen),
    )


def _fate(piece: MailPiece, seen: frozenset[str]) -> Cell:
    if piece.dossier and piece.dossier.number in seen:
        charge = piece.dossier.assignee.full_name if piece.dossier.assignee else "personne pour le moment"
        return Cell(
            text=f"{piece.get_fate_display()}\u00a0: {piece.dossier.number}",
            detail=f"Confié à\u00a0: {charge}",
            url=dossier_url(piece.dossier.number),
        )
    if piece.unit:
        return Cell(text=piece.get_fate_display(), detail=piece.unit.name)
    if piece.fate == Fate.WAITING and (forged := sender_badge(piece)) is not None:
        return Cell(badge=forged, text=" ", detail=str(piece.get_fate_display()))
    tone: Tone = "soon" if piece.fate == Fate.WAITING else "met"
    return Cell(badge=Badge(label=str(piece.get_fate_display()), tone=tone))


def _fate_fact(actor: Actor, piece: MailPiece) -> Fact:
    cell = _fate(piece, _numbers_seen(actor, [piece]))
    return Fact(
        term="Ce qu’on en a fait",
        value=cell.text or (cell.badge.label if cell.badge else ""),
        detail=cell.detail,
        url=cell.url,
    )


def _files(piece: MailPiece, files: Iterable[MailFile]) -> tuple[FileView, ...]:
    return tuple(
        FileView(
            name=file.stored.file_name,
            url=reverse("staff:mail_file", kwargs={"piece": piece.number, "rank": file.rank}),
            kind=file.stored.file_name.rpartition(".")[2].upper()
            if "." in file.stored.file_name
            else "Fichier",
            size=formats.size(file.stored.size),
            added="Pièce d’origine" if file.rank == 1 else "Sorti de la pièce d’origine",
            scan=Badge(label=file.stored.scan_label, tone="idle"),
        )
        for file in files
    )


def _hashes(files: Iterable[MailFile]) -> tuple[Fact, ...]:
    return tuple(
        Fact(term=file.stored.file_name, value=file.stored.sha256) for file in files if file.rank == 1
    )


def previous_url(number: str) -> str:
    """Will return the mail room's address, the next piece proposed from this one."""
    return with_query(reverse("staff:mailroom"), suite=number)


def dossier_of(actor: Actor, number: str) -> Dossier | None:
    """Will find the dossier to which the actor may add a document, its row locked."""
    rows = visible(actor, action="add_document").filter(number=number.strip().upper()[:40])
    return rows.select_for_update(of=("self",)).select_related("unit").first()
