"""The life of a request for intervention: states, guards, transitions (domain.md D.1).

Pure and printable. The Office informs, facilitates and reminds; no state says who is right.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import (
    CancelDeadline,
    CloseDossier,
    DraftLetter,
    EndMandates,
    RecordDecision,
    RecordFact,
    ReopenDossier,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.interventions.law import (
    CLOSED,
    GROUNDS,
    PARTICULARS_ASKED,
    PARTICULARS_RECEIVED,
    REOPENED,
    WITHDRAWN,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    assigned: bool
    acknowledged: bool
    reply_drafted: bool
    reply_leaving: bool
    reply_sent: bool
    refusal_sent: bool
    withdrawn: bool
    motive: str


def is_assigned(facts: Facts) -> str | None:
    """Someone must answer for the file."""
    return None if facts.assigned else "Confiez d’abord le dossier à une personne."


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return None if facts.motive else "Écrivez le motif : la personne et le journal doivent pouvoir le lire."


def is_acknowledged(facts: Facts) -> str | None:
    """Nobody is answered on the substance before knowing that the request was received."""
    return None if facts.acknowledged else "L’accusé de réception n’a pas encore été transmis."


def reply_was_sent(facts: Facts) -> str | None:
    """The reply leaves only once approved; having left, it is the reply."""
    return None if facts.reply_sent else "La réponse motivée, approuvée, n’a pas été transmise."


def no_reply_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back to the desk."""
    return "La réponse est approuvée ou déjà partie." if facts.reply_leaving or facts.reply_sent else None


def has_an_outcome(facts: Facts) -> str | None:
    """No closing without a reply letter or a recorded reason."""
    if facts.reply_sent or facts.refusal_sent or facts.withdrawn:
        return None
    return "Pour fermer : la lettre qui répond à la personne n’a pas été transmise."


OCCURRED_ON = Field(
    "occurred_on", "Date de l’événement", "date", help="Année, mois, jour. Exemple : 2026-03-03"
)
MOTIVE = Field("motive", "Motif", "long_text", help="En langage clair : la personne pourra le lire.")
GROUND = Field(
    "outcome",
    "Pourquoi la demande n’est pas recevable",
    "choice",
    choices=tuple((g.code, g.label) for g in GROUNDS),
)
DESTINATION = Field(
    "destination",
    "Vers qui diriger la personne",
    "text",
    help="Organisme ou instance, avec ses coordonnées si possible.",
)
WORK = (roles.ANALYST, roles.UNIT_HEAD)
ENTRY = (roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD)

STATES = (
    State("received", "Reçue"),
    State("triage", "Qualification"),
    State("awaiting_particulars", "Incomplète", station=False),
    State("admissible", "Recevable"),
    State("in_progress", "En traitement"),
    State("reply_review", "Réponse en révision"),
    State("replied", "Réponse transmise", approved=True),
    State("not_admissible", "Non recevable", station=False),
    State("withdrawn", "Désistement", station=False),
    State("closed", "Fermée", final=True),
)

TRANSITIONS = (
    Transition(
        "start_triage",
        "Commencer la qualification",
        {"received"},
        "triage",
        by=ENTRY,
        requires=(is_assigned,),
        primary=True,
        help="La personne responsable vérifie si la demande concerne un mécanisme d’un ordre.",
    ),
    Transition(
        "ask_particulars",
        "Demander des précisions",
        {"triage"},
        "awaiting_particulars",
        by=WORK,
        effects=(RecordFact(PARTICULARS_ASKED), DraftLetter("request_for_particulars")),
        fields=(
            Field("precisions", "Précisions à demander", "long_text", help="Une par ligne."),
            Field("date_precisions", "Date de réponse souhaitée", "date", help="Année, mois, jour."),
        ),
        help="Une demande de précisions ne suspend aucun délai.",
    ),
    Transition(
        "receive_particulars",
        "Consigner les précisions reçues",
        {"awaiting_particulars"},
        "triage",
        by=ENTRY,
        effects=(RecordFact(PARTICULARS_RECEIVED),),
        fields=(OCCURRED_ON,),
        primary=True,
    ),
    Transition(
        "declare_admissible",
        "Déclarer recevable",
        {"triage"},
        "admissible",
        by=WORK,
        requires=(is_acknowledged, has_motive),
        effects=(RecordDecision("admissible"),),
        fields=(MOTIVE,),
        primary=True,
        help="La demande porte sur le fonctionnement d’un mécanisme, ses délais ou l’information donnée.",
    ),
    Transition(
        "declare_not_admissible",
        "Déclarer non recevable",
        {"triage"},
        "not_admissible",
        by=WORK,
        requires=(has_motive,),
        effects=(RecordDecision(), DraftLetter("not_admissible")),
        fields=(GROUND, DESTINATION, MOTIVE),
        help="Un recours en cours auprès de l’ordre n’est jamais un motif de refus.",
    ),
    Transition(
        "start_work",
        "Commencer le traitement",
        {"admissible"},
        "in_progress",
        by=WORK,
        requires=(is_assigned,),
        primary=True,
    ),
    Transition(
        "give_delay_notice",
        "Préparer un avis de retard",
        {"in_progress"},
        "in_progress",
        by=WORK,
        effects=(DraftLetter("delay_notice"),),
        fields=(
            Field("motif", "Raison du retard", "long_text", help="Une ou deux phrases complètes."),
            Field("nouvelle_date", "Nouvelle date prévue", "date", help="Année, mois, jour."),
        ),
        help="L’avis informe la personne; il ne prolonge pas l’engagement de 90 jours.",
    ),
    Transition(
        "prepare_reply",
        "Rédiger la réponse motivée",
        {"in_progress"},
        "reply_review",
        by=WORK,
        effects=(DraftLetter("reasoned_reply"),),
        fields=(
            Field(
                "verifications",
                "Ce qui a été vérifié",
                "long_text",
                help="Une démarche par ligne.",
            ),
            Field(
                "constats",
                "Constats sur le déroulement",
                "long_text",
                help="Un par ligne. Le processus et les délais seulement : la réponse ne discute jamais du fond.",
            ),
            Field("suites", "Suites données", "long_text", required=False, help="En une ou deux phrases."),
        ),
        primary=True,
    ),
    Transition(
        "resume_work",
        "Reprendre le traitement",
        {"reply_review"},
        "in_progress",
        by=WORK,
        requires=(no_reply_leaving, has_motive),
        fields=(MOTIVE,),
    ),
    Transition(
        "record_reply",
        "Constater la réponse transmise",
        {"reply_review"},
        "replied",
        by=roles.SCHEDULER,
        requires=(reply_was_sent,),
        # What lets the letter leave is its approval: the state is entered through it and no other way.
        approval=True,
    ),
    Transition(
        "withdraw",
        "Consigner un désistement",
        {"received", "triage", "awaiting_particulars", "admissible", "in_progress"},
        "withdrawn",
        by=ENTRY,
        requires=(has_motive,),
        effects=(RecordFact(WITHDRAWN), CancelDeadline("acknowledgment"), CancelDeadline("reply")),
        fields=(OCCURRED_ON, MOTIVE),
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"replied", "not_admissible", "withdrawn"},
        "closed",
        by=ENTRY,
        requires=(has_an_outcome,),
        effects=(RecordFact(CLOSED), EndMandates(), CloseDossier()),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "in_progress",
        by=roles.UNIT_HEAD,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(MOTIVE,),
    ),
)

LIFECYCLE = Lifecycle(
    "intervention_request",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "triage", "admissible", "in_progress", "reply_review", "replied", "closed"),
)
