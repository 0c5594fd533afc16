"""Moves of the answer: the decision and its approval, the referral, the extension, the silence.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import DraftLetter, ExtendDeadline, Notify, RecordDecision, RecordFact, keep
from egide.law.lifecycles import Transition
from egide.modules.access_requests import fields, guards, law
from egide.modules.access_requests.moves_shared import OFFICER, OPEN_STATES, WORK

ANSWER = (
    Transition(
        "propose_decision",
        "Préparer la décision",
        {"analysis", "redaction", "third_person_notice"},
        "decision_review",
        by=WORK,
        requires=(
            guards.examination_is_complete,
            guards.identity_is_proved,
            guards.decision_says_why,
            guards.sections_are_known,
        ),
        effects=(RecordDecision(), keep("outcome"), DraftLetter("decision")),
        fields=(fields.OUTCOME, fields.ARTICLES, fields.JOINED, fields.REASONS),
        primary=True,
        help="Une autre personne que celle qui l’a rédigée la signe\u00a0: la décision est celle du responsable.",
    ),
    Transition(
        "prepare_referral",
        "Diriger vers l’organisme compétent",
        {"received", "acknowledged", "awaiting_particulars", "search", "analysis"},
        "decision_review",
        by=WORK,
        requires=(guards.is_written, guards.is_assigned, guards.referral_is_timely),
        effects=(RecordDecision("other_body"), keep(outcome="other_body"), DraftLetter("referral")),
        fields=(fields.BODY,),
        help="Dans les mêmes 20 jours, en nommant la personne responsable de cet organisme (art. 48).",
    ),
    Transition(
        "take_back",
        "Reprendre l’analyse",
        {"decision_review"},
        "analysis",
        by=WORK,
        requires=(guards.no_decision_leaving, guards.has_motive),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "record_decision",
        "Constater la décision transmise",
        {"decision_review"},
        "decided",
        by=roles.SCHEDULER,
        requires=(guards.decision_was_sent,),
        # What lets the letter leave is its approval by the officer: the state has no other entrance.
        approval=True,
        effects=(RecordFact(law.DECIDED, dated=law.DAY_OF_DECISION),),
    ),
    Transition(
        "record_referral",
        "Constater la demande transmise à l’organisme compétent",
        {"decision_review"},
        "decided",
        by=roles.SCHEDULER,
        requires=(guards.referral_was_sent,),
        approval=True,
        effects=(
            RecordFact(law.REFERRED, dated=law.DAY_OF_REFERRAL),
            # The person may have this answer reviewed too: the same clock runs.
            RecordFact(law.DECIDED, dated=law.DAY_OF_REFERRAL),
        ),
    ),
    Transition(
        "communicate",
        "Préparer la lettre de remise",
        {"decided"},
        "decided",
        by=WORK,
        requires=(guards.may_be_released,),
        effects=(DraftLetter("communication"),),
        help="Elle accompagne les documents quand ils ne partent pas avec la décision\u00a0: tiers, frais.",
    ),
)


def _extension(state: str) -> tuple[Transition, ...]:
    return (
        Transition(
            f"prepare_extension_{state}",
            "Prolonger le délai de 10 jours",
            {state},
            state,
            by=WORK,
            requires=(guards.is_written, guards.may_extend),
            effects=(DraftLetter("extension"),),
            fields=(fields.WHY_EXTEND,),
            help="L’avis part avant l’expiration des 20 jours; les 10 jours se comptent de la date brute.",
        ),
        Transition(
            f"record_extension_{state}",
            "Constater l’avis de prolongation transmis",
            {state},
            state,
            by=roles.SCHEDULER,
            requires=(guards.extension_left_in_time,),
            effects=(
                RecordFact(law.EXTENDED, dated=law.DAY_OF_EXTENSION),
                ExtendDeadline("decision"),
            ),
        ),
    )


def _silence(state: str) -> Transition:
    return Transition(
        f"deem_refused_{state}",
        "Constater le refus réputé, le délai étant expiré",
        {state},
        state,
        by=roles.SCHEDULER,
        requires=(guards.is_written, guards.delay_is_over),
        effects=(RecordFact(law.DEEMED_REFUSED, dated=law.END_OF_DELAY), Notify(OFFICER)),
        dated=True,
        help="Le silence équivaut à un refus\u00a0: le recours court, et la demande peut encore recevoir une réponse.",
    )


CLOCKS = tuple(transition for state in OPEN_STATES for transition in (*_extension(state), _silence(state)))
