"""The interpreter of effects: one small function for each verb of the closed vocabulary.

Each returns what the journal keeps of it (codes and ranks, never content), so that undo knows what to revert.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.deadlines import duedates
from egide.kernel.deadlines.facts import record_fact
from egide.kernel.decisions.actions import record_decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.mandates.actions import end_mandates, give_mandate
from egide.kernel.records.actions import close_records, lift_hold, place_hold, reopen_records
from egide.law import effects as verbs
from egide.platform.accounts.actors import Actor

Result = dict[str, str | int]


@dataclass(frozen=True, kw_only=True)
class Applying:
    """The transition in course: who, on what, with which answers, when."""

    actor: Actor
    dossier: Dossier
    answers: Mapping[str, str]
    now: datetime

    @property
    def today(self) -> date:
        """The Office's day."""
        return timezone.localtime(self.now).date()

    @property
    def occurred_on(self) -> date:
        """The day that the person gave for the fact, or today: posted Friday, entered Monday."""
        given = self.answers.get("occurred_on")
        return date.fromisoformat(given) if given else self.today


def apply(effect: verbs.Effect, at: Applying) -> Result:
    """Will carry out one effect and return what the journal keeps of it."""
    dossier, now = at.dossier, at.now
    match effect:
        case verbs.RecordFact(fact):
            record = record_fact(
                dossier=dossier, fact=fact, occurred_on=at.occurred_on, actor_code=at.actor.code, now=now
            )
            return {"verb": "record_fact", "fact": record.code}
        case verbs.CancelDeadline(code):
            duedates.cancel(dossier=dossier, deadline=_deadline(dossier, code), now=now)
            return {"verb": "cancel_deadline", "rule": code}
        case verbs.SuspendDeadline(code):
            duedates.suspend(dossier=dossier, deadline=_deadline(dossier, code), now=now)
            return {"verb": "suspend_deadline", "rule": code}
        case verbs.ExtendDeadline(code):
            duedates.extend(dossier=dossier, deadline=_deadline(dossier, code), now=now)
            return {"verb": "extend_deadline", "rule": code}
        case verbs.DraftLetter(template):
            letter = draft_letter(
                dossier=dossier, template=template, answers=at.answers, actor_code=at.actor.code, now=now
            )
            return {"verb": "draft_letter", "template": template, "rank": letter.rank}
        case verbs.RecordDecision(outcome):
            code = outcome or at.answers.get("outcome", "decision")
            decision = record_decision(
                dossier=dossier, code=code, motive=at.answers.get("motive", ""), actor=at.actor, now=now
            )
            return {"verb": "record_decision", "code": decision.code, "rank": decision.rank}
    return _apply_surroundings(effect, at)


def _apply_surroundings(effect: verbs.Effect, at: Applying) -> Result:
    dossier, now = at.dossier, at.now
    match effect:
        case verbs.AssignMandate(role, title):
            mandate = give_mandate(dossier=dossier, role=role, purpose=title, now=now)
            return {"verb": "assign_mandate", "rank": mandate.rank}
        case verbs.EndMandates():
            return {"verb": "end_mandates", "count": end_mandates(dossier=dossier, now=now)}
        case verbs.Notify(role):
            return {"verb": "notify", "role": role.code}
        case verbs.PlaceHold(reason):
            hold = place_hold(dossier=dossier, reason=reason, actor_code=at.actor.code, now=now)
            return {"verb": "place_hold", "rank": hold.rank}
        case verbs.LiftHold(reason):
            lift_hold(dossier=dossier, reason=reason, actor_code=at.actor.code, now=now)
            return {"verb": "lift_hold", "reason": reason}
        case verbs.CloseDossier():
            close_records(dossier=dossier, on=at.today)
            return {"verb": "close"}
        case verbs.ReopenDossier():
            reopen_records(dossier=dossier)
            return {"verb": "reopen"}
        case verbs.SetRetention(series):
            dossier.retention_series = series
            dossier.save(update_fields=["retention_series"])
            return {"verb": "set_retention", "series": series}
    raise AssertionError(f"Verbe inconnu : {effect!r}")


def _deadline(dossier: Dossier, code: str) -> Any:
    return registry.module_of_kind(dossier.kind).deadline(code)
