"""The life of a work of the Commissioner: planned, under way, delivered, closed. Nothing else.

Pure and printable. The product is delivered by his approval; a work may be abandoned, with the reason.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import CloseDossier, RecordDecision, RecordFact, ReopenDossier
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.law.recommending import Recommends
from egide.modules.admission_work.access import WORKERS
from egide.modules.admission_work.law import CLOSED, DELIVERED, REOPENED, STARTED


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    assigned: bool
    # What the work recommends: letters that have not left, and what still waits for an answer or for its doing.
    letters_left: bool
    recommendations_open: int
    motive: str


def is_assigned(facts: Facts) -> str | None:
    """Someone answers for the work."""
    return None if facts.assigned else "Confiez d’abord le dossier à une personne."


def has_motive(facts: Facts) -> str | None:
    """A step aside says why."""
    return None if facts.motive else "Écrivez le motif\u00a0: le journal le garde."


def recommendations_left(facts: Facts) -> str | None:
    """What is recommended reaches its addressee before the file closes."""
    return None if facts.letters_left else "Une lettre de recommandation n’a pas encore été transmise."


def nothing_left_to_follow(facts: Facts) -> str | None:
    """A file does not close over a recommendation without answer, or accepted and not done."""
    if facts.recommendations_open:
        return "Une recommandation attend encore sa réponse ou sa réalisation."
    return None


MOTIVE = Field("motive", "Motif", "long_text", help="En une ou deux phrases.")
PRODUCT = Field(
    "produit",
    "Ce qui est livré",
    "long_text",
    help="Rapport, avis, lettre ou constat, et où on le trouve au dossier.",
)

STATES = (
    State("planned", "Prévu"),
    State("under_way", "En cours"),
    State("delivered", "Livré", approved=True),
    State("closed", "Fermé", final=True),
    State("abandoned", "Abandonné", station=False, final=True),
)
TRANSITIONS = (
    Transition(
        "start",
        "Commencer le travail",
        {"planned"},
        "under_way",
        by=WORKERS,
        requires=(is_assigned,),
        effects=(RecordFact(STARTED),),
        primary=True,
    ),
    Transition(
        "deliver",
        "Approuver et livrer",
        {"under_way"},
        "delivered",
        by=roles.COMMISSIONER,
        effects=(RecordFact(DELIVERED), RecordDecision("work_delivered")),
        fields=(PRODUCT,),
        primary=True,
        approval=True,
        help="Le Commissaire approuve le produit\u00a0: il est alors livré.",
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"delivered"},
        "closed",
        by=WORKERS,
        requires=(recommendations_left, nothing_left_to_follow),
        effects=(RecordFact(CLOSED), CloseDossier()),
        primary=True,
    ),
    Transition(
        "abandon",
        "Abandonner le travail",
        {"planned", "under_way"},
        "abandoned",
        by=roles.COMMISSIONER,
        requires=(has_motive,),
        effects=(RecordFact(CLOSED), CloseDossier()),
        fields=(MOTIVE,),
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed", "abandoned"},
        "under_way",
        by=roles.COMMISSIONER,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(MOTIVE,),
    ),
)
LIFECYCLE = Lifecycle(
    "admission_work",
    version="2026-1",
    initial="planned",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("planned", "under_way", "delivered", "closed"),
)
# A work recommends while it is under way; what it recommends leaves and is followed once its product is delivered.
RECOMMENDS = Recommends(
    written_in=frozenset({"under_way"}),
    followed_in=frozenset({"delivered"}),
    too_late_to_write="Les recommandations d’un travail s’écrivent pendant qu’il est en cours, avant sa livraison.",
    too_late_to_withdraw="Le produit est livré\u00a0: une recommandation ne se retire plus.",
    too_early_to_follow="La réponse se consigne une fois le produit livré, et avant la fermeture.",
    too_early_to_send="Livrez d’abord le produit\u00a0: le Commissaire l’approuve.",
    hint="Écrivez-la pendant que le travail est en cours; sa lettre part une fois le produit livré.",
)
