"""The life of a mandate: proposed, entrusted, accepted, in progress, delivered, approved or sent back, closed.

Pure and printable. Approval and return follow from what the approvers say, one after the other: nobody else does.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import (
    CancelDeadline,
    CloseDossier,
    RecordFact,
    ReopenDossier,
    ResumeDeadline,
    SuspendDeadline,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.mandates.access import HEADS, STAFF
from egide.modules.mandates.law import (
    ACCEPTED,
    APPROVED,
    CANCELLED,
    CLOSED,
    DELIVERED,
    DUE,
    ENTRUSTED,
    RETURNED,
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at; `awaited` names who has not approved this delivery yet."""

    assigned: bool
    result: bool
    approvers: int
    open_tasks: int
    awaited: str
    sent_back: bool
    motive: str


def is_assigned(facts: Facts) -> str | None:
    """Someone answers for the work."""
    return None if facts.assigned else "Confiez d’abord le mandat à une personne responsable."


def has_motive(facts: Facts) -> str | None:
    """What changes the course of a mandate says why."""
    return None if facts.motive else "Écrivez le motif\u00a0: l’histoire du mandat doit pouvoir le dire."


def has_result(facts: Facts) -> str | None:
    """What is delivered is said in words."""
    return None if facts.result else "Écrivez d’abord le résultat\u00a0: ce qui est livré, et où le trouver."


def has_approvers(facts: Facts) -> str | None:
    """A delivery that nobody reads would wait for ever."""
    return None if facts.approvers else "Nommez d’abord qui approuve le livrable."


def has_no_open_task(facts: Facts) -> str | None:
    """Parts still open are finished or withdrawn first."""
    if not facts.open_tasks:
        return None
    return "Des sous-tâches sont encore ouvertes\u00a0: terminez-les ou retirez-les."


def all_approved(facts: Facts) -> str | None:
    """The chain is complete when each approver, in order, said yes to this delivery."""
    return f"L’approbation de {facts.awaited} est attendue." if facts.awaited else None


def was_sent_back(facts: Facts) -> str | None:
    """An approver asked for corrections."""
    return None if facts.sent_back else "Personne n’a demandé de correction."


MOTIVE = Field("motive", "Motif", "long_text", help="En une ou deux phrases.")
OCCURRED_ON = Field("occurred_on", "Date de la livraison", "date")
WORKED = {"accepted", "in_progress", "returned"}

STATES = (
    State("proposed", "Proposé"),
    State("assigned", "Confié"),
    State("accepted", "Accepté"),
    State("in_progress", "En cours"),
    State("delivered", "Livré"),
    State("returned", "Retourné", station=False),
    State("approved", "Approuvé", approved=True),
    State("on_hold", "Suspendu", station=False),
    State("cancelled", "Annulé", station=False, final=True),
    State("closed", "Clos", final=True),
)

TRANSITIONS = (
    Transition(
        "entrust",
        "Confier le mandat",
        {"proposed"},
        "assigned",
        by=HEADS,
        requires=(is_assigned,),
        effects=(RecordFact(ENTRUSTED),),
        primary=True,
        help="La personne responsable reçoit un avis. La note de mandat (L501) s’imprime de la page du mandat.",
    ),
    Transition(
        "accept",
        "Accepter le mandat",
        {"assigned"},
        "accepted",
        by=STAFF,
        requires=(is_assigned,),
        effects=(RecordFact(ACCEPTED),),
        primary=True,
    ),
    Transition(
        "decline",
        "Décliner le mandat",
        {"assigned"},
        "proposed",
        by=STAFF,
        requires=(has_motive,),
        fields=(MOTIVE,),
        help="Le mandat revient à la personne qui l’a donné\u00a0: elle le confie à quelqu’un d’autre ou l’annule.",
    ),
    Transition(
        "start",
        "Commencer le travail",
        {"accepted"},
        "in_progress",
        by=STAFF,
        primary=True,
    ),
    Transition(
        "deliver",
        "Livrer",
        {"in_progress"},
        "delivered",
        by=STAFF,
        requires=(is_assigned, has_result, has_approvers, has_no_open_task),
        effects=(RecordFact(DELIVERED),),
        fields=(OCCURRED_ON,),
        primary=True,
        help="L’échéance est tenue à la date de la livraison. Chaque personne qui approuve se prononce ensuite.",
    ),
    Transition(
        "approve",
        "Constater l’approbation",
        {"delivered"},
        "approved",
        by=roles.SCHEDULER,
        requires=(has_approvers, all_approved),
        effects=(RecordFact(APPROVED),),
        approval=True,
    ),
    Transition(
        "send_back",
        "Constater le retour",
        {"delivered"},
        "returned",
        by=roles.SCHEDULER,
        requires=(was_sent_back,),
        effects=(RecordFact(RETURNED), ResumeDeadline(DUE.code)),
    ),
    Transition(
        "rework",
        "Reprendre le travail",
        {"returned"},
        "in_progress",
        by=STAFF,
        primary=True,
        help="L’échéance court de nouveau, à la même date. Faites-la réviser si elle n’est plus réaliste.",
    ),
    Transition(
        "hold",
        "Suspendre",
        WORKED,
        "on_hold",
        by=HEADS,
        requires=(has_motive,),
        effects=(SuspendDeadline(DUE.code),),
        fields=(MOTIVE,),
        help="Tant que le mandat est suspendu, il n’est pas compté en retard. La date reste inscrite.",
    ),
    Transition(
        "resume",
        "Reprendre le mandat",
        {"on_hold"},
        "in_progress",
        by=HEADS,
        effects=(ResumeDeadline(DUE.code),),
        primary=True,
        help="L’échéance court de nouveau, à la même date. Révisez-la si elle n’est plus réaliste.",
    ),
    Transition(
        "close",
        "Clore le mandat",
        {"approved"},
        "closed",
        by=HEADS,
        effects=(RecordFact(CLOSED), CloseDossier()),
        primary=True,
    ),
    Transition(
        "cancel",
        "Annuler le mandat",
        {"proposed", "assigned", "on_hold", *WORKED},
        "cancelled",
        by=HEADS,
        requires=(has_motive,),
        effects=(RecordFact(CANCELLED), RecordFact(CLOSED), CancelDeadline(DUE.code), CloseDossier()),
        fields=(MOTIVE,),
    ),
    Transition(
        "reopen",
        "Rouvrir le mandat",
        {"closed", "cancelled"},
        "in_progress",
        by=HEADS,
        requires=(has_motive,),
        effects=(ReopenDossier(), ResumeDeadline(DUE.code)),
        fields=(MOTIVE,),
    ),
)

LIFECYCLE = Lifecycle(
    "office_mandate",
    version="2026-1",
    initial="proposed",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("proposed", "assigned", "accepted", "in_progress", "delivered", "approved", "closed"),
)
