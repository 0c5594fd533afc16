"""The interpreter of effects: what each verb of the closed vocabulary does to a dossier.

Each returns what the journal keeps of it (codes, ranks and what was there before, never content): all that
`reverting.py` needs to put things back exactly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.deadlines import duedates
from egide.kernel.deadlines.facts import record_fact
from egide.kernel.decisions.actions import record_decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letters, supersede_drafts
from egide.kernel.lifecycle.answers import OCCURRED_ON
from egide.kernel.lifecycle.dating import taken_from
from egide.kernel.mandates.actions import end_mandates, give_mandate
from egide.kernel.notices.actions import notify_role
from egide.kernel.records import actions as records
from egide.kernel.records import holds
from egide.law import effects as verbs
from egide.law.deadlines import Deadline
from egide.platform.accounts.actors import Actor

Result = dict[str, Any]


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
        given = self.answers.get(OCCURRED_ON)
        return date.fromisoformat(given) if given else self.today

    def day_of(self, dated: verbs.FactDay | None) -> date:
        """The day of a fact that takes it from a letter, a clock or another fact; else what was given, or today."""
        return (taken_from(self.dossier, dated) if dated else None) or self.occurred_on


def apply(effect: verbs.Effect, at: Applying) -> Result:
    """Will carry out one effect and return what the journal keeps of it."""
    match effect:
        case verbs.RecordFact(fact, _, dated):
            recorded = record_fact(
                dossier=at.dossier,
                fact=fact,
                occurred_on=at.day_of(dated),
                actor_code=at.actor.code,
                now=at.now,
            )
            return {
                "verb": "record_fact",
                "fact": fact.code,
                "record": recorded.fact.pk,
                "before": list(recorded.before),
                "started": list(recorded.started),
            }
        case verbs.CancelDeadline(code):
            return _changed("cancel_deadline", code, duedates.cancel(**_deadline(at, code)))
        case verbs.SuspendDeadline(code):
            return _changed("suspend_deadline", code, duedates.suspend(**_deadline(at, code)))
        case verbs.ResumeDeadline(code):
            return _changed("resume_deadline", code, duedates.resume(**_deadline(at, code)))
        case verbs.ExtendDeadline(code):
            return _changed("extend_deadline", code, duedates.extend(**_deadline(at, code)))
        case verbs.DraftLetter(template):
            return _draft(template, at)
        case verbs.RecordDecision(outcome):
            code = outcome or at.answers.get("outcome", "decision")
            decision = record_decision(
                dossier=at.dossier,
                code=code,
                motive=at.answers.get("motive", ""),
                actor=at.actor,
                now=at.now,
            )
            return {"verb": "record_decision", "code": decision.code, "rank": decision.rank}
        case verbs.Keep():
            return _keep(effect, at)
    return _apply_around(effect, at)


def _apply_around(effect: verbs.Effect, at: Applying) -> Result:
    dossier, now, who = at.dossier, at.now, at.actor.code
    match effect:
        case verbs.AssignMandate(role, title):
            mandate = give_mandate(dossier=dossier, role=role, purpose=title, now=now)
            return {"verb": "assign_mandate", "rank": mandate.rank}
        case verbs.EndMandates():
            return {"verb": "end_mandates", "ranks": list(end_mandates(dossier=dossier, now=now))}
        case verbs.Notify(role):
            told = notify_role(
                dossier=dossier, role=role.code, code="step", except_user=at.actor.user_id, now=now
            )
            return {"verb": "notify", "role": role.code, "told": len(told)}
        case verbs.PlaceHold(reason):
            hold = holds.place_hold(dossier=dossier, reason=reason, actor_code=who, now=now)
            return {"verb": "place_hold", "rank": hold.rank}
        case verbs.LiftHold(reason):
            ranks = holds.standing(dossier, reason)
            holds.lift_holds(dossier=dossier, ranks=ranks, actor_code=who, now=now)
            return {"verb": "lift_hold", "ranks": list(ranks)}
    return _apply_to_record(effect, at)


def _apply_to_record(effect: verbs.Effect, at: Applying) -> Result:
    before = records.picture(at.dossier)
    match effect:
        case verbs.CloseDossier():
            records.close_records(dossier=at.dossier, on=at.today)
            verb = "close"
        case verbs.ReopenDossier():
            records.reopen_records(dossier=at.dossier)
            verb = "reopen"
        case verbs.SetRetention(series):
            records.set_series(dossier=at.dossier, series=series)
            verb = "set_retention"
        case _:
            raise AssertionError(f"Verbe inconnu : {effect!r}")
    return {"verb": verb, "before": before, "after": records.picture(at.dossier)}


def _draft(template: str, at: Applying) -> Result:
    superseded = supersede_drafts(dossier=at.dossier, template=template, now=at.now)
    letters = draft_letters(
        dossier=at.dossier, template=template, answers=at.answers, actor_code=at.actor.code, now=at.now
    )
    return {
        "verb": "draft_letter",
        "template": template,
        "rank": letters[0].rank,
        **({"also": [letter.rank for letter in letters[1:]]} if len(letters) > 1 else {}),
        "superseded": list(superseded),
    }


def _keep(effect: verbs.Keep, at: Applying) -> Result:
    values = dict(effect.fixed)
    values |= {column: at.answers[asked] for column, asked in effect.answers if at.answers.get(asked)}
    filled = tuple(column for column, _ in effect.fixed) if effect.fills else ()
    before = keeper_of(at.dossier)(at.dossier, values, filled)
    return {"verb": "keep", "before": before, "after": {name: values[name] for name in before}}


def keeper_of(dossier: Dossier) -> Callable[..., dict[str, str]]:
    """Will return what writes the columns of the dossier's module; completeness checks that there is one."""
    path = registry.module_of_kind(dossier.kind).keeper
    assert path is not None
    return registry.resolve(path)


def _changed(verb: str, code: str, before: tuple[Result, ...]) -> Result:
    return {"verb": verb, "rule": code, "before": list(before)}


def _deadline(at: Applying, code: str) -> dict[str, Any]:
    deadline: Deadline = registry.module_of_kind(at.dossier.kind).deadline(code)
    return {"dossier": at.dossier, "deadline": deadline, "now": at.now}
