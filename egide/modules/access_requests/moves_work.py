"""Moves from the receipt to the analysis: notice of receipt, particulars, identity, search, third persons, redaction.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import DraftLetter, Keep, Notify, RecordFact, keep
from egide.law.lifecycles import Transition
from egide.modules.access_requests import fields, guards, law
from egide.modules.access_requests.moves_shared import END, OPEN_STATES, WORK

WORK_MOVES = (
    Transition(
        "record_acknowledgment",
        "Constater l’avis de réception transmis",
        {"received"},
        "acknowledged",
        by=roles.SCHEDULER,
        requires=(guards.is_written, guards.was_acknowledged),
        effects=(RecordFact(law.ACKNOWLEDGED, dated=law.DAY_OF_ACKNOWLEDGMENT),),
    ),
    Transition(
        "note_oral",
        "Constater une demande verbale",
        {"received"},
        "oral",
        by=roles.SCHEDULER,
        requires=(guards.is_oral,),
    ),
    Transition(
        "write_down",
        "Consigner la demande par écrit",
        {"oral"},
        "received",
        by=WORK,
        effects=(RecordFact(law.RECEIVED), keep(made="written"), DraftLetter("acknowledgment")),
        fields=(fields.WRITTEN_ON,),
        primary=True,
        help="La personne a écrit, ou a signé ce que vous avez noté\u00a0: les délais courent dès ce jour.",
    ),
    Transition(
        "answer_orally",
        "Répondre de vive voix et clore",
        {"oral"},
        "closed",
        by=WORK,
        requires=(guards.has_motive,),
        effects=END,
        fields=(fields.MOTIVE,),
        help="La personne sait qu’elle peut écrire\u00a0: seule une demande écrite peut être révisée.",
    ),
    Transition(
        "start_search",
        "Commencer la recherche",
        {"received", "acknowledged"},
        "search",
        by=WORK,
        requires=(guards.is_written, guards.is_assigned),
        primary=True,
    ),
    Transition(
        "ask_particulars",
        "Demander des précisions",
        {"received", "acknowledged", "search", "analysis"},
        "awaiting_particulars",
        by=WORK,
        requires=(guards.is_written,),
        effects=(RecordFact(law.PARTICULARS_ASKED), DraftLetter("request_for_particulars")),
        fields=(fields.PARTICULARS,),
        help="La demande de précisions ne suspend pas le délai de 20 jours.",
    ),
    Transition(
        "receive_particulars",
        "Consigner les précisions reçues",
        {"awaiting_particulars"},
        "search",
        by=WORK,
        effects=(RecordFact(law.PARTICULARS_RECEIVED),),
        fields=(fields.OCCURRED_ON,),
        primary=True,
    ),
    Transition(
        "continue_without_particulars",
        "Poursuivre sans les précisions",
        {"awaiting_particulars"},
        "search",
        by=WORK,
        requires=(guards.has_motive,),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "start_analysis",
        "Commencer l’analyse",
        {"search"},
        "analysis",
        by=WORK,
        requires=(guards.is_assigned, guards.search_is_complete),
        primary=True,
        help="Chaque unité interrogée a signé sa déclaration de recherche\u00a0: «\u00a0rien trouvé\u00a0» en est une.",
    ),
    Transition(
        "search_again",
        "Reprendre la recherche",
        {"analysis"},
        "search",
        by=WORK,
        requires=(guards.has_motive,),
        fields=(fields.MOTIVE,),
    ),
    Transition(
        "start_redaction",
        "Caviarder",
        {"analysis"},
        "redaction",
        by=WORK,
        requires=(guards.is_assigned,),
    ),
    Transition(
        "await_third_persons",
        "Attendre les tiers avisés",
        {"analysis", "redaction"},
        "third_person_notice",
        by=WORK,
        requires=(guards.is_assigned,),
        help="Les avis aux tiers et leurs délais se tiennent dans l’examen des documents.",
    ),
    Transition(
        "resume_analysis",
        "Revenir à l’analyse",
        {"redaction", "third_person_notice"},
        "analysis",
        by=WORK,
        primary=True,
    ),
    *(
        Transition(
            f"prove_identity_{state}",
            "Consigner la preuve d’identité",
            {state},
            state,
            by=WORK,
            requires=(guards.is_written, guards.identity_is_asked),
            effects=(
                RecordFact(law.IDENTITY_PROVED),
                Keep(answers=(("identity_proof", "preuve"),)),
                Notify(roles.ACCESS_OFFICER),
            ),
            fields=(fields.PROOF, fields.OCCURRED_ON),
        )
        for state in OPEN_STATES
    ),
    *(
        Transition(
            f"estimate_fees_{state}",
            "Estimer les frais",
            {state},
            state,
            by=WORK,
            requires=(guards.is_written,),
            effects=(DraftLetter("fee_estimate"),),
            fields=(fields.ESTIMATE,),
            help="L’estimation est donnée avant la reproduction (art. 11, à valider); consulter sur place est gratuit.",
        )
        for state in ("search", "analysis")
    ),
)
