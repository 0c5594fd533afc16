"""The life of an access request: its states and its moves (domain.md D.3, H.1).

Pure and printable. An oral request stays at the door until it is written; silence is noted, never hidden; the
decision is the officer's. Moves in moves_….py, what closes them in guards.py.
"""

from egide.law.lifecycles import Lifecycle, State
from egide.modules.access_requests.guards import Facts
from egide.modules.access_requests.moves_answer import ANSWER, CLOCKS
from egide.modules.access_requests.moves_recourse import ENDINGS, RECOURSE
from egide.modules.access_requests.moves_work import WORK_MOVES

__all__ = ["LIFECYCLE", "Facts"]

STATES = (
    State("received", "Reçue"),
    State("oral", "Demande verbale", station=False),
    State("acknowledged", "Accusée"),
    State("awaiting_particulars", "Précisions demandées", station=False),
    State("search", "Recherche"),
    State("analysis", "Analyse"),
    State("third_person_notice", "Avis aux tiers", station=False),
    State("redaction", "Caviardage", station=False),
    State("decision_review", "Décision en approbation"),
    State("decided", "Décision transmise", approved=True),
    State("commission_review", "Révision par la Commission", station=False),
    State("court_appeal", "Appel à la Cour du Québec", station=False),
    State("closed", "Close", final=True),
)
LIFECYCLE = Lifecycle(
    "access_request",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=(*WORK_MOVES, *ANSWER, *CLOCKS, *RECOURSE, *ENDINGS),
    main_line=("received", "acknowledged", "search", "analysis", "decision_review", "decided", "closed"),
)
