"""The life of a complaint about the Commissioner's staff: received, examined by him, answered, closed.

Pure and printable. Nobody else acts here.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import (
    CancelDeadline,
    CloseDossier,
    DraftLetter,
    RecordDecision,
    RecordFact,
    ReopenDossier,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.admission_staff.law import CLOSED, FINDINGS, REOPENED


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    reachable: bool
    reply_leaving: bool
    reply_sent: bool
    motive: str


def has_motive(facts: Facts) -> str | None:
    """What is answered says why."""
    return None if facts.motive else "Écrivez ce que vous répondez\u00a0: la lettre le reprend."


def reply_was_sent(facts: Facts) -> str | None:
    """Having left, it is the reply."""
    return None if facts.reply_sent else "La réponse, approuvée, n’a pas été transmise."


def no_reply_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back."""
    return "La réponse est approuvée ou déjà partie." if facts.reply_leaving or facts.reply_sent else None


def person_knows(facts: Facts) -> str | None:
    """No closing without the reply, unless nobody can be written to."""
    return (
        None if facts.reply_sent or not facts.reachable else "La réponse n’a pas été transmise à la personne."
    )


ANSWER = Field(
    "motive", "Ce que vous répondez", "long_text", help="En langage clair\u00a0: la lettre le reprend."
)
WHY = Field("motive", "Motif", "long_text")
STATES = (
    State("received", "Reçue"),
    State("examination", "Examen par le Commissaire"),
    State("reply", "Réponse en rédaction"),
    State("replied", "Réponse transmise", approved=True),
    State("closed", "Fermée", final=True),
)
TRANSITIONS = (
    Transition(
        "start",
        "Commencer l’examen",
        {"received"},
        "examination",
        by=roles.COMMISSIONER,
        primary=True,
        help="Votre secrétariat et vos analystes ne voient pas ce dossier.",
    ),
    Transition(
        "answer",
        "Rédiger la réponse",
        {"examination"},
        "reply",
        by=roles.COMMISSIONER,
        requires=(has_motive,),
        effects=(RecordDecision(), DraftLetter("reply")),
        fields=(
            Field("outcome", "Suite donnée", "choice", choices=tuple((g.code, g.label) for g in FINDINGS)),
            ANSWER,
        ),
        primary=True,
    ),
    Transition(
        "resume",
        "Reprendre l’examen",
        {"reply"},
        "examination",
        by=roles.COMMISSIONER,
        requires=(no_reply_leaving, has_motive),
        fields=(WHY,),
    ),
    Transition(
        "record_reply",
        "Constater la réponse transmise",
        {"reply"},
        "replied",
        by=roles.SCHEDULER,
        requires=(reply_was_sent,),
        approval=True,
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"replied", "reply"},
        "closed",
        by=roles.COMMISSIONER,
        requires=(person_knows,),
        effects=(
            RecordFact(CLOSED),
            CancelDeadline("acknowledgment"),
            CancelDeadline("reply"),
            CloseDossier(),
        ),
        primary=True,
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "examination",
        by=roles.COMMISSIONER,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(WHY,),
    ),
)
LIFECYCLE = Lifecycle(
    "admission_staff",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "examination", "reply", "replied", "closed"),
)
