"""The life of a request for intervention: its states and its moves (domain.md D.1).

Pure and printable. The Office informs, facilitates and reminds; no state says who is right.
Moves in moves_….py, what they ask in fields.py, what closes them in guards.py.
"""

from egide.law.lifecycles import Lifecycle, State
from egide.modules.interventions.guards import Facts
from egide.modules.interventions.moves_end import ENDINGS, FOLLOW_UP, REPLY
from egide.modules.interventions.moves_order import ORDER
from egide.modules.interventions.moves_triage import TRIAGE

__all__ = ["LIFECYCLE", "Facts"]

STATES = (
    State("received", "Reçue"),
    State("triage", "Qualification"),
    State("awaiting_particulars", "Incomplète", station=False),
    State("admissible", "Recevable"),
    State("in_progress", "En traitement"),
    State("order_contacted", "Intervention auprès de l’ordre", station=False),
    State("awaiting_order", "En attente de l’ordre", station=False),
    State("citizen_follow_up", "Suivi citoyen", station=False),
    State("reply_review", "Réponse en révision"),
    State("replied", "Réponse transmise", approved=True),
    State("not_admissible", "Non recevable", station=False),
    State("redirected", "Réorientée", station=False),
    State("transferred", "Transférée", station=False),
    State("joined", "Jointe à un dossier", station=False),
    State("withdrawn", "Désistement", station=False),
    State("reopened", "Rouverte", station=False),
    State("closed", "Fermée", final=True),
)
LIFECYCLE = Lifecycle(
    "intervention_request",
    # 2026-2: a dossier reopens to « Rouverte », no longer straight to the work; what was recorded still replays.
    # 2026-3: an open dossier may be handed over to another compartment; nothing else changed its meaning.
    version="2026-3",
    initial="received",
    states=STATES,
    transitions=(*TRIAGE, *ORDER, *FOLLOW_UP, *REPLY, *ENDINGS),
    main_line=("received", "triage", "admissible", "in_progress", "reply_review", "replied", "closed"),
)
