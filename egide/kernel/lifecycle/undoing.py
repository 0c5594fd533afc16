"""Undo: a compensating event by a supervisor, refused with its reason once something cannot be taken back.

What was journaled stays; the state returns and the effects are reverted one by one (reverting.py).
"""

from datetime import datetime

from django.utils import timezone

from egide.kernel import events
from egide.kernel.deadlines import duedates
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.models import LEFT, Letter
from egide.kernel.lifecycle.passages import Move, data_since, standing_moves
from egide.kernel.lifecycle.reverting import Reverting, revert
from egide.kernel.lifecycle.running import lifecycle_of
from egide.law.roles import SCHEDULER
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LONGEST_REASON = 2000
LEAVING = ("letter.queued", "letter.resent", "letter.sent")


def undo(*, actor: Actor, dossier: Dossier, reason: str, now: datetime) -> None:
    """Will take back the last transition that still stands.

    :raises Refused: not a supervisor, no reason given, nothing to undo, or something irreversible since.
    """
    verdict = may(actor, dossier, "undo")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    why = checked_reason(reason)
    moves = standing_moves(dossier)
    if not moves:
        raise Refused("Il n’y a aucune étape à annuler dans ce dossier.")
    last = moves[-1]
    obstacle = irreversible(dossier, last)
    if obstacle:
        raise Refused(obstacle)
    for effect in reversed(last.effects):
        revert(effect, Reverting(actor=actor, dossier=dossier, now=now))
    dossier.state = last.source
    # The dossier is again where it was, since when it was there.
    dossier.entered_at = moves[-2].at if len(moves) > 1 else dossier.opened_at
    dossier.version += 1
    dossier.save(update_fields=["state", "entered_at", "version"])
    duedates.refresh_next(dossier)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="lifecycle.undone",
        data={"transition": last.transition, "from": last.target, "to": last.source},
        notes={"reason": why},
        at=now,
    )
    events.announce(events.UNDONE, dossier=dossier, letter=None, on=timezone.localtime(now).date(), now=now)


def irreversible(dossier: Dossier, move: Move) -> str | None:
    """Will say what forbids taking the move back, or nothing."""
    left = {data["rank"] for data in data_since(dossier, move, codes=LEAVING)}
    if Letter.objects.filter(dossier_id=dossier.pk, state__in=LEFT, rank__in=left).exists():
        return "Une lettre a été transmise depuis cette étape : elle ne peut plus être annulée."
    taken = [effect["rank"] for effect in move.effects if effect["verb"] == "record_decision"]
    if Decision.objects.filter(dossier_id=dossier.pk, rank__in=taken, notified_on__isnull=False).exists():
        return "La décision prise à cette étape a été notifiée : elle ne peut plus être annulée."
    lifecycle = lifecycle_of(dossier)
    declared = lifecycle.has_transition(move.transition)
    if not declared or not lifecycle.transition(move.transition).reversible:
        return "Cette étape a un effet qui ne peut pas être repris."
    if lifecycle.transition(move.transition).roles == (SCHEDULER,):
        return "Cette étape suit d’elle-même une lettre transmise ou une date\u00a0: elle ne peut pas être annulée."
    return None


def checked_reason(reason: str) -> str:
    """Will return the reason without outer blanks.

    :raises Refused: it is empty, too long, or holds a control character.
    """
    why = reason.strip()
    if not why:
        raise Refused("Dites pourquoi l’étape est annulée : le journal garde la raison.")
    if len(why) > LONGEST_REASON or "\x00" in why:
        raise Refused(f"La raison tient en {LONGEST_REASON} caractères, sans caractère de contrôle.")
    return why
