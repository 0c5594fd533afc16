"""Undo: a compensating event by a supervisor, refused with its reason once something cannot be taken back.

What was journaled stays; the state returns and the reversible effects are reverted one by one.
"""

from datetime import datetime
from typing import Any

from egide.kernel import registry
from egide.kernel.deadlines import duedates
from egide.kernel.deadlines.models import DueDate, FactRecord, Status
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.passages import Move, standing_moves
from egide.kernel.lifecycle.running import lifecycle_of
from egide.kernel.mandates.models import Mandate
from egide.kernel.records.actions import close_records, lift_hold, reopen_records
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LEFT = (LetterState.QUEUED, LetterState.SENDING, LetterState.SENT, LetterState.UNCERTAIN)


def undo(*, actor: Actor, dossier: Dossier, reason: str, now: datetime) -> None:
    """Will take back the last transition that still stands.

    :raises Refused: not a supervisor, no reason given, nothing to undo, or something irreversible since.
    """
    verdict = may(actor, dossier, "undo")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if not reason.strip():
        raise Refused("Dites pourquoi l’étape est annulée : le journal garde la raison.")
    moves = standing_moves(dossier)
    if not moves:
        raise Refused("Il n’y a aucune étape à annuler dans ce dossier.")
    last = moves[-1]
    obstacle = irreversible(dossier, last)
    if obstacle:
        raise Refused(obstacle)
    for effect in reversed(last.effects):
        _revert(dossier, effect, last, now)
    dossier.state, dossier.entered_at = last.source, now
    dossier.version += 1
    dossier.save(update_fields=["state", "entered_at", "version"])
    duedates.refresh_next(dossier)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="lifecycle.undone",
        data={"transition": last.transition, "from": last.target, "to": last.source},
        notes={"reason": reason.strip()},
        at=now,
    )


def irreversible(dossier: Dossier, move: Move) -> str | None:
    """Will say what forbids taking the move back, or nothing."""
    if Letter.objects.filter(dossier_id=dossier.pk, state__in=LEFT, approved_at__gte=move.at).exists():
        return "Une lettre a été transmise depuis cette étape : elle ne peut plus être annulée."
    if Decision.objects.filter(
        dossier_id=dossier.pk, notified_on__isnull=False, decided_at__gte=move.at
    ).exists():
        return "La décision prise à cette étape a été notifiée : elle ne peut plus être annulée."
    if not lifecycle_of(dossier).transition(move.transition).reversible:
        return "Cette étape a un effet qui ne peut pas être repris."
    return None


def _revert(dossier: Dossier, effect: dict[str, Any], move: Move, now: datetime) -> None:
    here = {"dossier_id": dossier.pk}
    match effect["verb"]:
        case "record_fact":
            _withdraw_fact(dossier, effect["fact"], move, now)
        case "cancel_deadline" | "suspend_deadline":
            rule = _rule(dossier, effect["rule"])
            DueDate.objects.filter(**here, rule=rule, status__in=[Status.CANCELLED, Status.SUSPENDED]).update(
                status=Status.OPEN
            )
        case "extend_deadline":
            raise Refused("Une prolongation annoncée ne peut pas être reprise.")
        case "draft_letter":
            Letter.objects.filter(**here, rank=effect["rank"]).update(state=LetterState.CANCELLED)
        case "record_decision":
            Decision.objects.filter(**here, rank=effect["rank"]).update(withdrawn_at=now)
        case "assign_mandate":
            Mandate.objects.filter(**here, rank=effect["rank"]).update(ended_at=now)
        case "end_mandates":
            Mandate.objects.filter(**here, ended_at=move.at).update(ended_at=None)
        case "place_hold":
            lift_hold(dossier=dossier, reason=effect.get("reason", ""), actor_code="undo", now=now)
        case "close":
            reopen_records(dossier=dossier)
        case "reopen":
            close_records(dossier=dossier, on=dossier.received_on)


def _withdraw_fact(dossier: Dossier, code: str, move: Move, now: datetime) -> None:
    records = FactRecord.objects.filter(
        dossier_id=dossier.pk, code=code, recorded_at=move.at, withdrawn_at=None
    )
    DueDate.objects.filter(fact__in=records).update(status=Status.CANCELLED)
    records.update(withdrawn_at=now)
    fact = registry.module_of_kind(dossier.kind).fact(code)
    for deadline in registry.module_of_kind(dossier.kind).deadlines:
        if fact in deadline.met_by_any:
            DueDate.objects.filter(
                dossier_id=dossier.pk,
                rule=_rule(dossier, deadline.code),
                status__in=[Status.MET, Status.LATE],
            ).update(status=Status.OPEN, settled_on=None)


def _rule(dossier: Dossier, code: str) -> str:
    module = registry.module_of_kind(dossier.kind)
    return module.rule_code(module.deadline(code))
