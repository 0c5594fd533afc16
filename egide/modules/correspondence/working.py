"""The work on a piece: given to someone, begun, answered by what left, classed without follow-up; the last undone.

Each step keeps what was, so that the last one can be taken back exactly; the journal keeps its code.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.correspondence.conversing import put_in_dossier
from egide.modules.correspondence.models import (
    Direction,
    Doubt,
    Expected,
    Fate,
    MailPiece,
    PieceStep,
    Work,
)
from egide.modules.correspondence.reach import OPEN_WORK, check_works
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

LONGEST = 500
CLOSED = "Le travail sur cette pièce est terminé, se fait dans son dossier, ou n’est pas le vôtre."
COLUMNS = ("work", "assignee_id", "unit_id", "answered_by_id", "settled_at", "doubt", "named_id")
SENTENCES = {
    "assigned": "Attribuée",
    "started": "Traitement commencé",
    "answered": "Répondue",
    "filed": "Classée sans suite",
    "sender": "Doute levé",
}


@dataclass(frozen=True, kw_only=True)
class Description:
    """What the register says of a piece beside its arrival."""

    expected: str = ""
    due_on: date | None = None
    copies: str = ""
    class_code: str = ""


def assign(*, actor: Actor, piece: MailPiece, unit: Unit | None, person: User | None, now: datetime) -> None:
    """Will give the piece to a person, or to a unit where someone will take it.

    :raises Refused: to nobody, across a wall, or the work is done.
    """
    _open(actor, piece)
    if unit is None and person is None:
        raise Refused("Choisissez une unité ou une personne.")
    if unit is not None and unit.compartment_id != piece.compartment_id:
        raise Refused(
            "Cette unité ne lit pas ce registre\u00a0: remettez la pièce par « Remettre ailleurs »."
        )
    if person is not None and not _works_here(person, piece):
        raise Refused("Cette personne ne lit pas ce registre.")
    said = " · ".join(one for one in (unit.name if unit else "", person.full_name if person else "") if one)
    changed = {"work": Work.ASSIGNED, "assignee_id": person.pk if person else None}
    if unit is not None:
        changed["unit_id"] = unit.pk
    _step(actor, piece, "assigned", said, changed, now)


def start(*, actor: Actor, piece: MailPiece, now: datetime) -> None:
    """Will say that the work begins; whoever begins it has it.

    :raises Refused: not this person's, already begun, or done.
    """
    _open(actor, piece)
    if piece.work == Work.UNDER_WAY:
        raise Refused("Le traitement de cette pièce est déjà commencé.")
    taker = piece.assignee_id or actor.user_id
    _step(actor, piece, "started", "", {"work": Work.UNDER_WAY, "assignee_id": taker}, now)


def answer(*, actor: Actor, piece: MailPiece, reply: MailPiece, now: datetime) -> None:
    """Will say by which piece that left this one is answered.

    :raises Refused: the reply did not leave, left before, came back, or is of another register.
    """
    _open(actor, piece)
    if reply.direction == Direction.IN or reply.automatic:
        raise Refused("Une pièce reçue ne répond à rien\u00a0: écrivez le numéro d’une pièce envoyée.")
    if reply.compartment_id != piece.compartment_id or reply.pk == piece.pk:
        raise Refused("Aucune pièce envoyée de ce numéro ne se trouve dans ce registre.")
    if reply.returned_on is not None:
        raise Refused("Cet envoi est revenu\u00a0: il ne répond pas à la pièce.")
    if reply.received_on < piece.received_on:
        raise Refused("Cette pièce est partie avant la réception de celle-ci.")
    changed = {"work": Work.ANSWERED, "answered_by_id": reply.pk, "settled_at": now}
    _step(actor, piece, "answered", reply.number, changed, now, by=reply.number)


def file(*, actor: Actor, piece: MailPiece, why: str, now: datetime) -> None:
    """Will class the piece without follow-up, with the reason.

    :raises Refused: no reason, or the work is done.
    """
    _open(actor, piece)
    said = why.strip()
    if not said or len(said) > LONGEST or "\x00" in said:
        raise Refused(f"Dites pourquoi en {LONGEST} caractères au plus.")
    _step(actor, piece, "filed", said, {"work": Work.FILED, "settled_at": now}, now)


def undo(*, actor: Actor, piece: MailPiece, now: datetime) -> PieceStep:
    """Will take the last step back: what it changed is as it was.

    :raises Refused: nothing to undo, not this person's, or the piece went on to a dossier since.
    """
    check_works(actor, _locked(piece))
    last = piece.steps.filter(undone_at=None).order_by("-rank").first()
    if last is None:
        raise Refused("Aucune étape n’est à défaire.")
    if piece.dossier_id is not None or piece.fate not in (Fate.WAITING, Fate.UNIT, Fate.SENT):
        raise Refused("La pièce est allée plus loin depuis\u00a0: cette étape ne se défait plus.")
    before = dict(last.before)
    at = before.pop("settled_at", None)
    _write(piece, {**before, "settled_at": datetime.fromisoformat(at) if at else None})
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    _journal(piece, "mail.reopened", now)
    return last


def describe(*, actor: Actor, piece: MailPiece, told: Description, now: datetime) -> None:
    """Will correct what is expected, by when, who has a copy, the class.

    :raises Refused: not this person's, or due before it was received.
    """
    check_works(actor, _locked(piece))
    if told.expected and told.expected not in Expected.values:
        raise Refused("Choisissez ce qui est attendu dans la liste.")
    if told.due_on is not None and told.due_on < piece.received_on:
        raise Refused("L’échéance ne peut pas précéder la réception.")
    _write(
        piece,
        {
            "expected": told.expected,
            "due_on": told.due_on,
            "copies": told.copies.strip()[:300],
            "class_code": told.class_code.strip()[:40],
        },
    )
    _journal(piece, "mail.described", now)


def confirm_sender(
    *, actor: Actor, piece: MailPiece, dossier: Dossier, party: Party, text: str, now: datetime
) -> None:
    """Will say that this e-mail is indeed from this person: it joins the conversation; the dossier's row is locked.

    :raises Refused: no doubt to lift, another dossier, or someone already dealt with the piece.
    """
    check_works(actor, piece)
    if not piece.doubt or piece.named_id != dossier.pk or party.dossier_id != dossier.pk:
        raise Refused("Ce courriel n’attend pas de confirmation pour ce dossier.")
    put_in_dossier(piece=piece, dossier=dossier, party=party, text=text, actor=actor, now=now)
    _journal(piece, "mail.sender_confirmed", now)


def dismiss_doubt(*, actor: Actor, piece: MailPiece, now: datetime) -> None:
    """Will say that the e-mail has nothing to do with the dossier that it names: it waits as any other.

    :raises Refused: no doubt to lift.
    """
    _open(actor, piece)
    if not piece.doubt:
        raise Refused("Ce courriel n’attend pas de confirmation.")
    said = str(Doubt(piece.doubt).label)
    _step(actor, piece, "sender", said, {"doubt": "", "named_id": None}, now)


def _open(actor: Actor, piece: MailPiece) -> None:
    row = _locked(piece)
    check_works(actor, row)
    if row.direction == Direction.OUT or row.work not in OPEN_WORK or row.dossier_id is not None:
        raise Refused(CLOSED)


def _locked(piece: MailPiece) -> MailPiece:
    row = MailPiece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    for name in (*COLUMNS, "fate", "dossier_id"):
        setattr(piece, name, getattr(row, name))
    return piece


def _works_here(person: User, piece: MailPiece) -> bool:
    held = person.memberships.filter(unit__compartment_id=piece.compartment_id, until=None)
    return bool(person.is_active and held.exists())


def _step(
    actor: Actor,
    piece: MailPiece,
    code: str,
    text: str,
    changed: dict[str, Any],
    now: datetime,
    **data: str,
) -> None:
    before = {name: getattr(piece, name) for name in COLUMNS if name in changed}
    if isinstance(before.get("settled_at"), datetime):
        before["settled_at"] = before["settled_at"].isoformat()
    PieceStep.objects.create(
        piece=piece,
        compartment_id=piece.compartment_id,
        rank=piece.steps.count() + 1,
        code=code,
        at=now,
        by=actor.code,
        by_name=actor.name[:200],
        text=text[:LONGEST],
        before=before,
    )
    _write(piece, changed)
    if code != "sender":
        _journal(piece, f"mail.{code}", now, **data)


def _write(piece: MailPiece, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(piece, name, value)
    piece.save(update_fields=[name.removesuffix("_id") for name in changed])


def _journal(piece: MailPiece, code: str, now: datetime, **data: str) -> None:
    append(
        chain=access_chain(piece.compartment.code, now),
        compartment_id=piece.compartment_id,
        code=code,
        data={"number": piece.number} | data,
        at=now,
    )
