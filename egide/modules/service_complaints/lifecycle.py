"""The life of a complaint or a comment about the Office's services: states, guards, transitions.

Pure and printable. Founded or not founded is said of a complaint about services, never of anything else.
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
from egide.modules.service_complaints.law import (
    CLOSED,
    EXCLUSIONS,
    FINDINGS,
    REOPENED,
    UNIT_ANSWERED,
    UNIT_ASKED,
    WITHDRAWN,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    assigned: bool
    is_complaint: bool
    reachable: bool
    acknowledged: bool
    reply_leaving: bool
    reply_sent: bool
    refusal_sent: bool
    withdrawn: bool
    motive: str


def is_assigned(facts: Facts) -> str | None:
    """Someone must answer for the file."""
    return None if facts.assigned else "Confiez d’abord le dossier à une personne."


def was_acknowledged(facts: Facts) -> str | None:
    """The acknowledgment left; the system sees it."""
    return None if facts.acknowledged else "L’accusé de réception n’a pas encore été transmis."


def person_knows(facts: Facts) -> str | None:
    """Nobody is examined in silence, unless nobody can be written to."""
    return was_acknowledged(facts) if facts.reachable else None


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return (
        None if facts.motive else "Écrivez le motif\u00a0: la personne et le journal doivent pouvoir le lire."
    )


def is_a_complaint(facts: Facts) -> str | None:
    """Only a complaint is founded or not."""
    return (
        None
        if facts.is_complaint
        else "Un commentaire n’est ni fondé ni non fondé\u00a0: préparez la réponse."
    )


def is_a_comment(facts: Facts) -> str | None:
    """A complaint is concluded upon."""
    if facts.is_complaint:
        return "Une plainte se conclut par «\u00a0fondée\u00a0» ou «\u00a0non fondée\u00a0»."
    return None


def reply_was_sent(facts: Facts) -> str | None:
    """The reply leaves only once approved; having left, it is the reply."""
    return None if facts.reply_sent else "La réponse, approuvée, n’a pas été transmise."


def no_reply_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back to the desk."""
    return "La réponse est approuvée ou déjà partie." if facts.reply_leaving or facts.reply_sent else None


def has_an_outcome(facts: Facts) -> str | None:
    """No closing without a letter, a withdrawal, or nobody to write to."""
    if facts.reply_sent or facts.refusal_sent or facts.withdrawn:
        return None
    return "Pour fermer\u00a0: la lettre qui répond à la personne n’a pas été transmise."


def nobody_to_write_to(facts: Facts) -> str | None:
    """The way out of a file whose author left no address."""
    return "La personne a laissé une adresse\u00a0: elle reçoit une réponse." if facts.reachable else None


MOTIVE = Field("motive", "Motif", "long_text", help="En langage clair\u00a0: la personne pourra le lire.")
OCCURRED_ON = Field("occurred_on", "Date de l’événement", "date")
MEASURES = Field(
    "mesures",
    "Mesures correctrices ou suites",
    "long_text",
    required=False,
    help="En une ou deux phrases. Ne nommez personne.",
)
WORK = (roles.PRESIDENCY_OFFICE, roles.PRESIDENT)

STATES = (
    State("received", "Reçue"),
    State("acknowledged", "Accusé transmis"),
    State("examination", "Examen"),
    State("unit_consulted", "Commentaires de l’unité attendus", station=False),
    State("conclusions", "Conclusions en approbation"),
    State("replied", "Réponse transmise", approved=True),
    State("not_admissible", "Non recevable", station=False),
    State("withdrawn", "Désistement", station=False),
    State("closed", "Fermée", final=True),
)

TRANSITIONS = (
    Transition(
        "record_acknowledgment",
        "Constater l’accusé transmis",
        {"received"},
        "acknowledged",
        by=roles.SCHEDULER,
        requires=(was_acknowledged,),
    ),
    Transition(
        "start_examination",
        "Commencer l’examen",
        {"received", "acknowledged"},
        "examination",
        by=WORK,
        requires=(is_assigned, person_knows),
        primary=True,
        help="Consignez d’abord les personnes et l’unité visées\u00a0: elles perdent l’accès aussitôt.",
    ),
    Transition(
        "ask_unit",
        "Demander les commentaires de l’unité",
        {"examination"},
        "unit_consulted",
        by=WORK,
        effects=(RecordFact(UNIT_ASKED),),
        fields=(
            Field("unite", "Unité ou gestionnaire à qui l’on s’adresse"),
            Field(
                "question",
                "Ce qui est demandé",
                "long_text",
                help="Sans le nom de la personne, si l’identité n’est pas nécessaire pour répondre.",
            ),
        ),
        help="L’unité répond hors d’Égide\u00a0: elle n’a pas accès au dossier.",
    ),
    Transition(
        "receive_comments",
        "Consigner les commentaires reçus",
        {"unit_consulted"},
        "examination",
        by=WORK,
        effects=(RecordFact(UNIT_ANSWERED),),
        fields=(OCCURRED_ON, Field("commentaires", "Ce que l’unité répond", "long_text")),
        primary=True,
    ),
    Transition(
        "conclude",
        "Conclure sur la plainte",
        {"examination"},
        "conclusions",
        by=WORK,
        requires=(is_a_complaint, has_motive),
        effects=(RecordDecision(), DraftLetter("reply")),
        fields=(
            Field(
                "outcome",
                "Conclusion",
                "choice",
                choices=tuple((g.code, g.label) for g in FINDINGS),
                help="Fondée\u00a0: erreur ou manquement dans la prestation de services, ou préjudice qui en découle.",
            ),
            MOTIVE,
            MEASURES,
        ),
        primary=True,
    ),
    Transition(
        "answer_comment",
        "Préparer la réponse au commentaire",
        {"examination"},
        "conclusions",
        by=WORK,
        requires=(is_a_comment, has_motive),
        effects=(RecordDecision("comment_noted"), DraftLetter("reply")),
        fields=(MOTIVE, MEASURES),
    ),
    Transition(
        "resume_examination",
        "Reprendre l’examen",
        {"conclusions"},
        "examination",
        by=WORK,
        requires=(no_reply_leaving, has_motive),
        fields=(MOTIVE,),
    ),
    Transition(
        "declare_not_admissible",
        "Déclarer non recevable",
        {"received", "acknowledged", "examination"},
        "not_admissible",
        by=WORK,
        requires=(is_assigned, has_motive),
        effects=(RecordDecision(), DraftLetter("not_admissible")),
        fields=(
            Field(
                "outcome",
                "Pourquoi ce n’est pas recevable",
                "choice",
                choices=tuple((g.code, g.label) for g in EXCLUSIONS),
            ),
            Field(
                "destination",
                "Vers qui diriger la personne",
                help="Organisme ou instance, avec ses coordonnées si possible.",
            ),
            MOTIVE,
        ),
    ),
    Transition(
        "record_reply",
        "Constater la réponse transmise",
        {"conclusions"},
        "replied",
        by=roles.SCHEDULER,
        requires=(reply_was_sent,),
        # What lets the letter leave is its approval by the presidency: the state has no other entrance.
        approval=True,
    ),
    Transition(
        "withdraw",
        "Consigner un désistement",
        {"received", "acknowledged", "examination", "unit_consulted"},
        "withdrawn",
        by=WORK,
        requires=(has_motive,),
        effects=(RecordFact(WITHDRAWN), CancelDeadline("acknowledgment"), CancelDeadline("reply")),
        fields=(OCCURRED_ON, MOTIVE),
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"replied", "not_admissible", "withdrawn"},
        "closed",
        by=WORK,
        requires=(has_an_outcome,),
        effects=(RecordFact(CLOSED), EndMandates(), CloseDossier()),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "close_without_letter",
        "Fermer sans lettre",
        {"conclusions", "not_admissible"},
        "closed",
        by=roles.PRESIDENT,
        requires=(nobody_to_write_to, has_motive),
        effects=(
            RecordFact(CLOSED),
            CancelDeadline("acknowledgment"),
            CancelDeadline("reply"),
            EndMandates(),
            CloseDossier(),
        ),
        fields=(MOTIVE,),
        help="Seulement quand la personne n’a laissé ni courriel ni adresse.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "examination",
        by=roles.PRESIDENT,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(MOTIVE,),
    ),
)

LIFECYCLE = Lifecycle(
    "service_complaint",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "acknowledged", "examination", "conclusions", "replied", "closed"),
)
