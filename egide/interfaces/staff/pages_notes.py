"""What the pages of notes and reminders show. All SQL for them happens here.

A reminder is its owner's alone; a note is read by whoever reads the dossier.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.notes.actions import reminders_of
from egide.kernel.notes.models import Direction, Note, NoteKind, Reminder
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Link

SHOWN = 200
DUE_SHOWN = 12
WRITE = "add_document"  # whoever files a document may write a note
_OF_DOSSIER = re.compile(r"/dossiers/([A-Za-z]{2,10}-[0-9]{4}-[0-9]{5,12})(?:/|$|\?)")


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """One note as people read it."""

    rank: int
    title: str
    line: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Notes:
    """The notes of a dossier, newest first, and what the reader may add."""

    notes: tuple[NoteView, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class ReminderView:
    """One reminder that waits."""

    reference: UUID
    text: str
    badge: Badge
    link: Link | None
    done_url: str
    later_url: str


@dataclass(frozen=True, kw_only=True)
class ReminderPage:
    """The small form « Me rappeler le… »."""

    title: str
    lead: str
    form: Any
    url: str
    back: str
    submit: str
    crumbs: tuple[Crumb, ...]
    come_from: str = ""


def notes_section(actor: Actor, dossier: Dossier, *, today: date) -> Notes:
    """Will list the notes and calls of the dossier; one query."""
    rows = Note.objects.filter(dossier_id=dossier.pk).select_related("author").order_by("-rank")[:SHOWN]
    actions: tuple[Action, ...] = ()
    if may(actor, dossier, WRITE).allowed:
        actions = (
            Action(label="Écrire une note", url=of_dossier("note_new", dossier.number), primary=True),
            Action(label="Consigner un appel", url=of_dossier("call_new", dossier.number)),
        )
    return Notes(notes=tuple(_note(row, today) for row in rows), actions=actions)


def due_reminders(actor: Actor, *, today: date) -> "QuerySet[Reminder]":
    """Will select the reminders whose day has come, oldest first."""
    return reminders_of(actor).filter(due_on__lte=today)[:DUE_SHOWN]


def reminder_views(rows: Iterable[Reminder], *, today: date) -> tuple[ReminderView, ...]:
    """Will put reminders into words."""
    return tuple(_reminder(row, today) for row in rows)


def all_reminders(actor: Actor, *, today: date) -> tuple[ReminderView, ...]:
    """Will return the reminders that are not done, nearest first; one query."""
    return tuple(_reminder(row, today) for row in reminders_of(actor)[:SHOWN])


def number_in(path: str) -> str:
    """Will return the number of the dossier that an address of the house speaks of, or nothing."""
    found = _OF_DOSSIER.match(path)
    return found[1].upper() if found else ""


def _note(row: Note, today: date) -> NoteView:
    signed = f"{row.author.full_name}, {formats.moment(row.written_at, today=today)}"
    if row.kind != NoteKind.CALL:
        return NoteView(rank=row.rank, title=str(NoteKind.INTERNAL.label), line=signed, text=row.text)
    assert row.happened_at is not None  # a constraint of the table
    at = formats.local(row.happened_at)
    when = formats.day(at.date()) if (at.hour, at.minute) == (0, 0) else formats.moment(at, today=today)
    phone = formats.phone(row.phone) if row.phone else ""
    facts: Sequence[str] = (f"{Direction(row.direction).label} le {when}", phone)
    line = f"{', '.join(filter(None, facts))}. Consigné par {signed}."
    return NoteView(rank=row.rank, title=f"Appel\u00a0: {row.person}", line=line, text=row.text)


def _reminder(row: Reminder, today: date) -> ReminderView:
    late = row.due_on < today
    words = "aujourd’hui" if row.due_on == today else formats.short_day(row.due_on, today=today)
    number = row.dossier.number if row.dossier else ""
    link = Link(label=number, url=dossier_url(number), detail=row.dossier.title) if row.dossier else None
    return ReminderView(
        reference=row.public_id,
        text=row.text,
        badge=Badge(label=words, tone="late" if late else "soon" if row.due_on == today else "idle"),
        link=link,
        done_url=reverse("staff:reminder", kwargs={"reminder": row.public_id}),
        later_url=reverse("staff:reminder", kwargs={"reminder": row.public_id}),
    )
