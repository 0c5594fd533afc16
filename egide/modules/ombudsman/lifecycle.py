"""The life of an exchange with the Protecteur du citoyen: states (H.1, PC), guards, transitions.

Pure and printable. The answer is written by the respondent and approved by someone else: the letter's signature.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import (
    CancelDeadline,
    CloseDossier,
    DraftLetter,
    EndMandates,
    RecordFact,
    ReopenDossier,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.ombudsman.access import RESPONDENTS, TEAM
from egide.modules.ombudsman.law import (
    ANSWERED,
    CLOSED,
    ENDED,
    GATHERED,
    RECOMMENDED,
    REOPENED,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    assigned: bool
    answer_leaving: bool
    answer_sent: bool
    recommendations: int
    unanswered: int
    undone: int
    motive: str


def is_assigned(facts: Facts) -> str | None:
    """A respondent must answer for the file."""
    return None if facts.assigned else "Confiez d’abord l’échange à une personne répondante."


def answer_was_sent(facts: Facts) -> str | None:
    """The answer leaves only once approved by someone else."""
    return None if facts.answer_sent else "La réponse, approuvée, n’a pas été transmise."


def no_answer_leaving(facts: Facts) -> str | None:
    """What is signed or gone is not taken back to the desk."""
    return "La réponse est approuvée ou déjà partie." if facts.answer_leaving or facts.answer_sent else None


def has_motive(facts: Facts) -> str | None:
    """Going back, ending or reopening says why."""
    return None if facts.motive else "Écrivez pourquoi\u00a0: l’équipe doit pouvoir le relire."


def has_recommendation(facts: Facts) -> str | None:
    """The step says that a recommendation came; its words are entered first."""
    return None if facts.recommendations else "Consignez d’abord le texte de la recommandation."


def every_recommendation_has_its_answer(facts: Facts) -> str | None:
    """Accepted, partly or refused, with the reasons."""
    if not facts.unanswered:
        return None
    return (
        "Chaque recommandation doit avoir sa réponse\u00a0: acceptée, en partie ou refusée, avec les raisons."
    )


def nothing_is_left_to_do(facts: Facts) -> str | None:
    """What was accepted is done before the exchange closes."""
    if not facts.unanswered and not facts.undone:
        return None
    return "Une recommandation n’a pas encore sa réponse, ou ce qui a été accepté n’est pas réalisé."


MOTIVE = Field("motive", "Pourquoi", "long_text", help="En une ou deux phrases.")
OCCURRED_ON = Field("occurred_on", "Date de l’événement", "date")
WORK = (*TEAM, *RESPONDENTS)

STATES = (
    State("received", "Reçue"),
    State("assigned", "Assignée à une personne répondante"),
    State("gathered", "Information recueillie"),
    State("validated", "Réponse validée", approved=True),
    State("answered", "Réponse transmise", approved=True),
    State("recommendation", "Recommandation", station=False),
    State("follow_up", "Suivi de recommandation", station=False),
    State("closed", "Close", final=True),
)

TRANSITIONS = (
    Transition(
        "assign_respondent",
        "Remettre à la personne répondante",
        {"received"},
        "assigned",
        by=TEAM,
        requires=(is_assigned,),
        primary=True,
        help="La personne répondante du sujet voit l’échange et prépare la réponse.",
    ),
    Transition(
        "gather",
        "Consigner l’information recueillie",
        {"assigned"},
        "gathered",
        by=WORK,
        requires=(is_assigned,),
        effects=(RecordFact(GATHERED), DraftLetter("answer")),
        fields=(
            Field(
                "reponse",
                "Ce qui est répondu",
                "long_text",
                help="Les faits et les documents remis. Le projet de lettre part de ce texte.",
            ),
        ),
        primary=True,
    ),
    Transition(
        "ask_more",
        "Demander un complément",
        {"gathered", "validated"},
        "assigned",
        by=TEAM,
        requires=(no_answer_leaving, has_motive),
        fields=(MOTIVE,),
    ),
    Transition(
        "validate",
        "Valider la réponse",
        {"gathered"},
        "validated",
        by=TEAM,
        approval=True,
        primary=True,
        help="La lettre s’approuve ensuite par une autre personne que celle qui l’a écrite.",
    ),
    Transition(
        "record_answer",
        "Constater la réponse transmise",
        {"validated"},
        "answered",
        by=roles.SCHEDULER,
        requires=(answer_was_sent,),
    ),
    Transition(
        "answer_orally",
        "Consigner une réponse de vive voix",
        {"validated"},
        "answered",
        by=WORK,
        requires=(no_answer_leaving,),
        effects=(RecordFact(ANSWERED),),
        fields=(
            OCCURRED_ON,
            Field("paroles", "Ce qui a été dit, et à qui", "long_text"),
        ),
        help="Pour une déléguée ou un délégué joint par téléphone.",
    ),
    Transition(
        "receive_recommendation",
        "Prendre acte d’une recommandation",
        {"answered", "follow_up"},
        "recommendation",
        by=TEAM,
        requires=(has_recommendation,),
        effects=(RecordFact(RECOMMENDED),),
        fields=(OCCURRED_ON,),
    ),
    Transition(
        "start_follow_up",
        "Commencer le suivi",
        {"recommendation"},
        "follow_up",
        by=TEAM,
        requires=(every_recommendation_has_its_answer,),
        effects=(DraftLetter("follow_up"),),
        primary=True,
    ),
    Transition(
        "end_inquiry",
        "Le Protecteur du citoyen met fin à sa démarche",
        {"received", "assigned", "gathered"},
        "closed",
        by=TEAM,
        requires=(has_motive,),
        effects=(RecordFact(ENDED), RecordFact(CLOSED), EndMandates(), CloseDossier()),
        fields=(MOTIVE,),
    ),
    Transition(
        "close",
        "Clore l’échange",
        {"answered", "follow_up"},
        "closed",
        by=TEAM,
        requires=(nothing_is_left_to_do,),
        effects=(
            RecordFact(CLOSED),
            CancelDeadline("answer"),
            CancelDeadline("follow_up"),
            EndMandates(),
            CloseDossier(),
        ),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "reopen",
        "Rouvrir l’échange",
        {"closed"},
        "assigned",
        by=TEAM,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(MOTIVE,),
    ),
)

LIFECYCLE = Lifecycle(
    "ombudsman_exchange",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "assigned", "gathered", "validated", "answered", "closed"),
)
