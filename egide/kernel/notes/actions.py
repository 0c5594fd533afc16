"""Writing a note, keeping a call, and « me rappeler le… »: one function for each intention.

The journal of the dossier says that a note was written, by whom and when; its words stay in its own row.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.kernel.dossiers.content import ranked
from egide.kernel.gate.visibility import visible
from egide.kernel.notes.models import LONGEST_REMINDER, LONGEST_TEXT, Direction, Note, NoteKind, Reminder
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import append, dossier_chain

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

FURTHEST_YEARS = 10


def write_note(*, dossier: "Dossier", text: str, actor: Actor, now: datetime) -> Note:
    """Will add an internal note.

    :raises Refused: nothing is written, it is too long, or nobody signs it.
    """
    return _kept(dossier, NoteKind.INTERNAL, text, actor, now)


def log_call(
    *,
    dossier: "Dossier",
    person: str,
    phone: str,
    direction: Direction,
    happened_at: datetime,
    summary: str,
    actor: Actor,
    now: datetime,
) -> Note:
    """Will keep what was said on the telephone: with whom, when, who called.

    :raises Refused: nothing is written, the call is in the future, or nobody signs the note.
    """
    if happened_at > now:
        raise Refused("L’appel ne peut pas être daté dans l’avenir.")
    facts = {
        "person": person.strip()[:200],
        "phone": phone.strip()[:40],
        "direction": direction,
        "happened_at": happened_at,
    }
    return _kept(dossier, NoteKind.CALL, summary, actor, now, **facts)


def remind(
    *, actor: Actor, text: str, due_on: date, dossier: "Dossier | None" = None, now: datetime
) -> Reminder:
    """Will remind the actor, and nobody else, of these words on that day.

    :raises Refused: no words, a day in the past or in more than ten years, or nobody to remind.
    """
    words = _checked(text, LONGEST_REMINDER)
    _check_day(due_on, now)
    places = sorted(actor.compartment_ids)
    if actor.user_id is None or not places:
        raise Refused("Seule une personne qui travaille à l’Office peut se faire rappeler quelque chose.")
    return Reminder.objects.create(
        user_id=actor.user_id,
        compartment_id=dossier.compartment_id if dossier else places[0],
        dossier=dossier,
        text=words,
        due_on=due_on,
        created_at=now,
    )


def finish_reminder(*, reminder: Reminder, now: datetime) -> None:
    """Will put the reminder away as done; done twice changes nothing."""
    if reminder.done_at is None:
        reminder.done_at = now
        reminder.save(update_fields=["done_at"])


def postpone_reminder(*, reminder: Reminder, to: date, now: datetime) -> None:
    """Will bring the reminder back on another day, even if it was put away.

    :raises Refused: the day is past, or in more than ten years.
    """
    _check_day(to, now)
    reminder.due_on, reminder.done_at = to, None
    reminder.save(update_fields=["due_on", "done_at"])


def reminders_of(actor: Actor) -> "QuerySet[Reminder]":
    """Will return the actor's own reminders that are not done, nearest first, of dossiers still open to them."""
    own = Reminder.objects.filter(user_id=actor.user_id or 0, done_at=None)
    reached = Q(dossier=None) | Q(dossier__in=visible(actor))
    return own.filter(reached).select_related("dossier").order_by("due_on", "pk")


def reminder_of(actor: Actor, public_id: UUID) -> Reminder:
    """Will return one of the actor's reminders, its row locked.

    :raises NotVisible: it is someone else's, of a dossier no longer open to them, or does not exist.
    """
    found = Reminder.objects.filter(user_id=actor.user_id or 0, public_id=public_id)
    reached = found.filter(Q(dossier=None) | Q(dossier__in=visible(actor)))
    reminder = reached.select_for_update(of=("self",)).first()
    if reminder is None:
        raise NotVisible
    return reminder


def _kept(
    dossier: "Dossier", kind: NoteKind, text: str, actor: Actor, now: datetime, **facts: object
) -> Note:
    words = _checked(text, LONGEST_TEXT)
    if actor.user_id is None:
        raise Refused("Une note est signée par la personne qui l’écrit.")
    note = Note.objects.create(
        **ranked(Note, dossier), kind=kind, text=words, author_id=actor.user_id, written_at=now, **facts
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="note.written" if kind == NoteKind.INTERNAL else "call.logged",
        data={"rank": note.rank},
        at=now,
    )
    return note


def _checked(text: str, longest: int) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Refused("Écrivez quelque chose : rien n’est consigné sans texte.")
    if len(words) > longest or "\x00" in words:
        raise Refused(f"Le texte tient en {longest} caractères, sans caractère de contrôle.")
    return words


def _check_day(day: date, now: datetime) -> None:
    today = timezone.localtime(now).date()
    if day < today:
        raise Refused("Choisissez aujourd’hui ou un jour à venir.")
    if day.year > today.year + FURTHEST_YEARS:
        raise Refused("Un rappel se prend dix ans d’avance au plus.")
