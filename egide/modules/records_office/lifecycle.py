"""The life of a dossier documentaire: open, then closed; it may be reopened. Nothing else.

Pure and printable. Closing starts the retention of its class.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import CloseDossier, RecordFact, ReopenDossier
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.records_office.access import HEADS, WORKERS
from egide.modules.records_office.law import CLOSED


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    classified: bool
    motive: str


def is_classified(facts: Facts) -> str | None:
    """Retention comes from the class."""
    return (
        None if facts.classified else "Classez d’abord le dossier\u00a0: sa règle de conservation en dépend."
    )


def has_motive(facts: Facts) -> str | None:
    """A closed file is reopened for a reason that the journal tells."""
    return None if facts.motive else "Écrivez le motif\u00a0: le journal doit pouvoir le lire."


STATES = (State("open", "Ouvert"), State("closed", "Fermé", final=True))
TRANSITIONS = (
    Transition(
        "close",
        "Fermer le dossier",
        {"open"},
        "closed",
        by=(*WORKERS, roles.RECORDS_MANAGER),
        requires=(is_classified,),
        effects=(RecordFact(CLOSED), CloseDossier()),
        primary=True,
        help="La règle de conservation de sa classe et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "open",
        by=(*HEADS, roles.RECORDS_MANAGER),
        requires=(has_motive,),
        effects=(ReopenDossier(),),
        fields=(Field("motive", "Motif", "long_text"),),
    ),
)
LIFECYCLE = Lifecycle(
    "documentary_file",
    version="2026-1",
    initial="open",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("open", "closed"),
)
