"""The life of a disclosure: received, examined, directed to the Protecteur du citoyen or handled, closed.

Pure and printable. Short on purpose: the officer's procedure is hers, and « à valider ».
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.effects import CloseDossier, EndMandates, RecordDecision, RecordFact, ReopenDossier
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.modules.disclosures.law import CLOSED, DIRECTED, EXAMINED, GROUNDS


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    motive: str


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return None if facts.motive else "Écrivez le motif\u00a0: le journal doit pouvoir le lire."


OFFICER = roles.DESIGNATED_OFFICER
MOTIVE = Field("motive", "Motif", "long_text")
OCCURRED_ON = Field("occurred_on", "Date de l’événement", "date")

STATES = (
    State("received", "Reçue"),
    State("examined", "En examen"),
    State("directed", "Dirigée vers le Protecteur du citoyen", station=False),
    State("handled", "Traitée"),
    State("closed", "Fermée", final=True),
)
TRANSITIONS = (
    Transition(
        "examine",
        "Commencer l’examen",
        {"received"},
        "examined",
        by=OFFICER,
        effects=(RecordFact(EXAMINED),),
        fields=(OCCURRED_ON,),
        primary=True,
    ),
    Transition(
        "direct",
        "Diriger vers le Protecteur du citoyen",
        {"received", "examined"},
        "directed",
        by=OFFICER,
        requires=(has_motive,),
        effects=(RecordFact(DIRECTED), RecordDecision("directed")),
        fields=(OCCURRED_ON, MOTIVE),
        help="La personne y divulgue elle-même\u00a0: rien du dossier n’est transmis d’ici.",
    ),
    Transition(
        "handle",
        "Consigner la conclusion",
        {"examined"},
        "handled",
        by=OFFICER,
        requires=(has_motive,),
        effects=(RecordDecision(),),
        fields=(
            Field("outcome", "Conclusion", "choice", choices=tuple((g.code, g.label) for g in GROUNDS)),
            MOTIVE,
        ),
        primary=True,
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"directed", "handled"},
        "closed",
        by=OFFICER,
        effects=(RecordFact(CLOSED), EndMandates(), CloseDossier()),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "examined",
        by=OFFICER,
        requires=(has_motive,),
        effects=(ReopenDossier(),),
        fields=(MOTIVE,),
    ),
)
LIFECYCLE = Lifecycle(
    "disclosure",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=("received", "examined", "handled", "closed"),
)
