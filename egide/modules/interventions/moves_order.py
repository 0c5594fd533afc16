"""Moves of the work: the letter to the order, the notice to the person, delays, feedback.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import (
    DraftLetter,
    Keep,
    Notify,
    RecordFact,
    keep,
)
from egide.law.lifecycles import Transition
from egide.modules.interventions import fields, guards, law
from egide.modules.interventions.moves_shared import ENTRY, WORK


def _delay_notice(suffix: str, state: str) -> Transition:
    return Transition(
        f"give_delay_notice{suffix}",
        "Préparer un avis de retard",
        {state},
        state,
        by=WORK,
        requires=(guards.is_reachable, guards.new_date_is_to_come),
        effects=(DraftLetter(law.DELAY_NOTICE),),
        fields=fields.NEW_DATE,
        help="L’avis informe la personne; il ne prolonge pas l’engagement de 90 jours.",
    )


def _notice(suffix: str, state: str, *, as_reply: bool) -> Transition:
    label = "Aviser la personne de l’intervention"
    return Transition(
        f"prepare_notice{'_as_reply' if as_reply else ''}{suffix}",
        f"{label}, en guise de réponse" if as_reply else label,
        {state},
        state,
        by=WORK,
        requires=(guards.is_reachable,),
        effects=(
            DraftLetter("intervention_reply" if as_reply else "intervention_notice"),
            Keep(answers=(("follow_up_until", "date_suivi"),)),
        ),
        fields=fields.NOTICE,
        help=(
            "L’avis tient lieu de réponse : il satisfait l’engagement de 90 jours et ouvre le suivi."
            if as_reply
            else "L’avis invite la personne à dire si la difficulté persiste; il ne remplace pas la réponse."
        ),
    )


def _feedback(suffix: str, state: str) -> Transition:
    return Transition(
        f"give_feedback{suffix}",
        "Préparer une rétroaction à l’ordre",
        {state},
        state,
        by=WORK,
        requires=(guards.has_order,),
        effects=(
            DraftLetter("feedback_to_order"),
            keep("intervention_type", "theme", result="suggestion_to_order"),
        ),
        fields=(fields.FEEDBACK_TYPE, *fields.FEEDBACK),
        help="Un thème, des faits, un commentaire ou une suggestion : jamais le fond de l’affaire.",
    )


def _measure(suffix: str, state: str) -> Transition:
    return Transition(
        f"require_measure{suffix}",
        "Exiger une mesure correctrice",
        {state},
        state,
        by=roles.UNIT_HEAD,
        requires=(guards.has_order,),
        effects=(
            DraftLetter("feedback_to_order"),
            keep("theme", intervention_type="corrective_measure", result="corrective_measure"),
        ),
        fields=fields.FEEDBACK,
        help="L’Office peut requérir d’un ordre des mesures correctrices (art. 12).",
    )


ORDER = (
    Transition(
        "start_work",
        "Commencer le traitement",
        {"admissible"},
        "in_progress",
        by=WORK,
        requires=(guards.is_assigned,),
        primary=True,
    ),
    Transition(
        "contact_order",
        "Intervenir auprès de l’ordre",
        {"in_progress"},
        "order_contacted",
        by=WORK,
        requires=(guards.is_assigned, guards.has_order),
        effects=(DraftLetter("letter_to_order"), keep("intervention_type")),
        fields=fields.TO_ORDER,
        help="Seuls les faits nécessaires; jamais le fond. La lettre est approuvée avant de partir.",
    ),
    Transition(
        "give_up_contact",
        "Renoncer à la lettre à l’ordre",
        {"order_contacted"},
        "in_progress",
        by=WORK,
        requires=(guards.no_order_letter_leaving, guards.has_motive),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "record_contact",
        "Constater la lettre transmise à l’ordre",
        {"order_contacted"},
        "awaiting_order",
        by=roles.SCHEDULER,
        requires=(guards.order_letter_was_sent,),
        effects=(RecordFact(law.ORDER_CONTACTED), keep(result="order_intervention")),
    ),
    Transition(
        "receive_order_answer",
        "Consigner la réponse de l’ordre",
        {"awaiting_order"},
        "in_progress",
        by=ENTRY,
        effects=(
            RecordFact(law.ORDER_ANSWERED),
            Keep(answers=(("order_answered_on", "occurred_on"),)),
            Notify(roles.ANALYST),
        ),
        fields=(fields.OCCURRED_ON,),
        primary=True,
    ),
    Transition(
        "stop_waiting",
        "Poursuivre sans la réponse de l’ordre",
        {"awaiting_order"},
        "in_progress",
        by=WORK,
        requires=(guards.has_motive,),
        fields=(fields.MOTIVE,),
    ),
    _notice("", "in_progress", as_reply=False),
    _notice("", "in_progress", as_reply=True),
    _notice("_waiting", "awaiting_order", as_reply=False),
    _notice("_waiting", "awaiting_order", as_reply=True),
    Transition(
        "start_follow_up",
        "Commencer le suivi avec la personne",
        {"in_progress", "awaiting_order"},
        "citizen_follow_up",
        by=roles.SCHEDULER,
        requires=(guards.notice_was_sent,),
        effects=(RecordFact(law.FOLLOW_UP_STARTED), keep(result="order_intervention", fills=True)),
    ),
    _delay_notice("_triage", "triage"),
    _delay_notice("", "in_progress"),
    _delay_notice("_waiting", "awaiting_order"),
    _delay_notice("_review", "reply_review"),
    _feedback("", "in_progress"),
    _feedback("_after_reply", "replied"),
    _measure("", "in_progress"),
    _measure("_after_reply", "replied"),
)
