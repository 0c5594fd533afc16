"""Moves of the follow-up with the person, of the reply, and of the end: no closing without reply or recorded reason.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import (
    DraftLetter,
    Keep,
    Notify,
    RecordDecision,
    RecordFact,
    ReopenDossier,
    keep,
)
from egide.law.lifecycles import Transition
from egide.modules.interventions import fields, guards, law
from egide.modules.interventions.moves_shared import COMMITMENTS, END, ENTRY, WORK

FOLLOW_UP = (
    Transition(
        "receive_follow_up",
        "Consigner les nouvelles de la personne",
        {"citizen_follow_up"},
        "in_progress",
        by=ENTRY,
        effects=(RecordFact(law.FOLLOW_UP_ANSWERED), keep("satisfaction"), Notify(roles.ANALYST)),
        fields=(fields.OCCURRED_ON, fields.SATISFACTION),
        primary=True,
        help="Le dossier revient au traitement; si tout est réglé, il pourra être fermé.",
    ),
    Transition(
        "order_answers_during_follow_up",
        "Consigner la réponse de l’ordre",
        {"citizen_follow_up"},
        "citizen_follow_up",
        by=ENTRY,
        effects=(
            RecordFact(law.ORDER_ANSWERED),
            Keep(answers=(("order_answered_on", "occurred_on"),)),
            Notify(roles.ANALYST),
        ),
        fields=(fields.OCCURRED_ON,),
    ),
    Transition(
        "change_follow_up",
        "Changer la fin du suivi",
        {"citizen_follow_up"},
        "citizen_follow_up",
        by=WORK,
        requires=(guards.has_motive,),
        effects=(Keep(answers=(("follow_up_until", "date_suivi"),)),),
        fields=(fields.FOLLOW_UP_UNTIL, fields.MOTIVE),
    ),
    Transition(
        "end_follow_up",
        "Revenir au traitement, sans nouvelles de la personne",
        {"citizen_follow_up"},
        "in_progress",
        by=roles.SCHEDULER,
        requires=(guards.follow_up_is_over, guards.is_not_answered),
        effects=(RecordFact(law.FOLLOW_UP_LAPSED), Notify(roles.ANALYST)),
        dated=True,
    ),
    Transition(
        "close_in_silence",
        "Fermer le dossier, sans nouvelles de la personne",
        {"citizen_follow_up"},
        "closed",
        by=roles.SCHEDULER,
        requires=(guards.follow_up_is_over, guards.is_answered),
        effects=END,
        dated=True,
    ),
    Transition(
        "close_settled",
        "Fermer le dossier, la difficulté étant réglée",
        {"in_progress"},
        "closed",
        by=ENTRY,
        requires=(guards.is_settled, guards.is_answered),
        effects=(keep("result", "cause"), *END),
        fields=(fields.RESULT, fields.CAUSE),
    ),
)

REPLY = (
    Transition(
        "prepare_reply",
        "Rédiger la réponse motivée",
        {"in_progress"},
        "reply_review",
        by=WORK,
        requires=(guards.is_reachable,),
        effects=(DraftLetter("reasoned_reply"),),
        fields=fields.REPLY,
        primary=True,
    ),
    Transition(
        "resume_work",
        "Reprendre le traitement",
        {"reply_review"},
        "in_progress",
        by=WORK,
        requires=(guards.no_reply_leaving, guards.has_motive),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "record_reply",
        "Constater la réponse transmise",
        {"reply_review"},
        "replied",
        by=roles.SCHEDULER,
        requires=(guards.reply_was_sent,),
        # What lets the letter leave is its approval: the state is entered through it and no other way.
        approval=True,
        effects=(keep(result="informed", fills=True),),
    ),
)

ENDINGS = (
    Transition(
        "withdraw",
        "Consigner un désistement",
        {
            "received",
            "triage",
            "awaiting_particulars",
            "admissible",
            "in_progress",
            "order_contacted",
            "awaiting_order",
            "citizen_follow_up",
            "reopened",
        },
        "withdrawn",
        by=ENTRY,
        requires=(guards.has_motive,),
        effects=(RecordFact(law.WITHDRAWN), *COMMITMENTS, keep(result="withdrawn"), Notify(roles.ANALYST)),
        fields=(fields.OCCURRED_ON, fields.MOTIVE),
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {
            "replied",
            "not_admissible",
            "redirected",
            "transferred",
            "joined",
            "withdrawn",
            "citizen_follow_up",
        },
        "closed",
        by=ENTRY,
        requires=(guards.is_answered,),
        effects=(keep("result", "cause"), *END),
        fields=(fields.RESULT, fields.CAUSE),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "close_with_reason",
        "Fermer sans réponse, avec une raison",
        {"triage", "admissible", "in_progress", "awaiting_particulars", "reopened"},
        "closed",
        by=roles.UNIT_HEAD,
        requires=(guards.has_motive,),
        effects=(*COMMITMENTS, RecordDecision("closed_with_reason"), keep("result", "cause"), *END),
        fields=(fields.RECORDED_RESULT, fields.MOTIVE, fields.CAUSE),
        help="Personne anonyme ou introuvable, par exemple. La raison reste au journal.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "reopened",
        by=roles.UNIT_HEAD,
        requires=(guards.has_motive,),
        effects=(
            ReopenDossier(),
            RecordFact(law.REOPENED),
            keep(result="", satisfaction=""),
            Notify(roles.ANALYST),
        ),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "work_again",
        "Reprendre le traitement",
        {"reopened"},
        "in_progress",
        by=WORK,
        requires=(guards.is_assigned,),
        primary=True,
    ),
)
