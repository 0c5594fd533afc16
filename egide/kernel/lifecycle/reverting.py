"""The interpreter read backwards: what undo does for each verb, from what the journal kept of the move.

What existed before the move returns to exactly what it was; what the move made stays, marked as void.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.kernel.deadlines.facts import withdraw_fact
from egide.kernel.deadlines.restoring import annul, restore
from egide.kernel.decisions.actions import withdraw_decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import EDITABLE, cancel_letter, restore_letters
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.effects import keeper_of
from egide.kernel.mandates.actions import end_mandates, resume_mandates
from egide.kernel.records.actions import restore_records
from egide.kernel.records.holds import keep_holds, lift_holds
from egide.platform.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Reverting:
    """The undo in course: who, on what, when."""

    actor: Actor
    dossier: Dossier
    now: datetime


def revert(effect: dict[str, Any], at: Reverting) -> None:
    """Will take back one effect of the move."""
    dossier, now = at.dossier, at.now
    match effect["verb"]:
        case "record_fact":
            annul(dossier=dossier, ranks=reversed(effect["started"]), now=now)
            restore(dossier=dossier, before=effect["before"], now=now)
            withdraw_fact(dossier=dossier, record_id=effect["record"], now=now)
        case "cancel_deadline" | "suspend_deadline" | "resume_deadline" | "extend_deadline":
            restore(dossier=dossier, before=effect["before"], now=now)
        case "draft_letter":
            for rank in (effect["rank"], *effect.get("also", ())):
                _cancel_draft(dossier, rank, now)
            restore_letters(dossier=dossier, before=effect["superseded"], now=now)
        case "record_decision":
            withdraw_decision(dossier=dossier, rank=effect["rank"], now=now)
        case "assign_mandate":
            end_mandates(dossier=dossier, ranks=[effect["rank"]], now=now)
        case "end_mandates":
            resume_mandates(dossier=dossier, ranks=effect["ranks"], now=now)
        case "place_hold":
            lift_holds(dossier=dossier, ranks=[effect["rank"]], actor_code=at.actor.code, now=now)
        case "lift_hold":
            keep_holds(dossier=dossier, ranks=effect["ranks"], now=now)
        case "close" | "reopen" | "set_retention":
            restore_records(dossier=dossier, before=effect["before"], now=now)
        case "keep":
            keeper_of(dossier)(dossier, effect["before"])
        case "notify":
            pass  # a second notice corrects the first; nothing stored to put back


def _cancel_draft(dossier: Dossier, rank: int, now: datetime) -> None:
    letter = Letter.objects.get(dossier_id=dossier.pk, rank=rank)
    if letter.state in EDITABLE:
        cancel_letter(dossier=dossier, letter=letter, now=now)
