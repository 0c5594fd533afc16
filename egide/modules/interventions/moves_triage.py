"""Moves of triage and admissibility: each decision with its motive and, when it ends here, its destination.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import (
    DraftLetter,
    Keep,
    Notify,
    RecordDecision,
    RecordFact,
    keep,
)
from egide.law.lifecycles import Transition
from egide.modules.interventions import fields, guards, law
from egide.modules.interventions.moves_shared import COMMITMENTS, ENTRY, WORK

TRIAGE = (
    Transition(
        "start_triage",
        "Commencer la qualification",
        {"received"},
        "triage",
        by=ENTRY,
        requires=(guards.is_assigned,),
        primary=True,
        help="La personne responsable vérifie si la demande concerne un mécanisme d’un ordre.",
    ),
    Transition(
        "ask_particulars",
        "Demander des précisions",
        {"triage"},
        "awaiting_particulars",
        by=WORK,
        requires=(guards.is_reachable,),
        effects=(RecordFact(law.PARTICULARS_ASKED), DraftLetter("request_for_particulars")),
        fields=fields.PARTICULARS,
        help="Une demande de précisions ne suspend aucun délai.",
    ),
    Transition(
        "receive_particulars",
        "Consigner les précisions reçues",
        {"awaiting_particulars"},
        "triage",
        by=ENTRY,
        effects=(RecordFact(law.PARTICULARS_RECEIVED), Notify(roles.ANALYST)),
        fields=(fields.OCCURRED_ON,),
        primary=True,
    ),
    Transition(
        "go_on_without_particulars",
        "Poursuivre sans les précisions",
        {"awaiting_particulars"},
        "triage",
        by=WORK,
        requires=(guards.has_motive,),
        fields=(fields.MOTIVE,),
        help="La demande est examinée à partir des renseignements au dossier.",
    ),
    Transition(
        "declare_admissible",
        "Déclarer recevable",
        {"triage"},
        "admissible",
        by=WORK,
        requires=(guards.is_acknowledged, guards.has_motive),
        effects=(RecordDecision("admissible"), keep("theme", "theme_2", "theme_3", "urgency")),
        fields=(fields.MOTIVE, fields.THEME, *fields.OTHER_THEMES, fields.URGENCY),
        primary=True,
        help="La demande porte sur le fonctionnement d’un mécanisme, ses délais ou l’information donnée.",
    ),
    Transition(
        "declare_not_admissible",
        "Déclarer non recevable",
        {"triage"},
        "not_admissible",
        by=WORK,
        requires=(guards.is_reachable, guards.has_motive),
        effects=(
            RecordDecision(),
            DraftLetter("not_admissible"),
            keep("theme", "theme_2", "theme_3", result="not_admissible"),
        ),
        fields=(fields.GROUND, fields.DESTINATION, fields.MOTIVE, fields.THEME, *fields.OTHER_THEMES),
        help="Un recours en cours auprès de l’ordre n’est jamais un motif de refus.",
    ),
    Transition(
        "redirect",
        "Réorienter la personne",
        {"triage"},
        "redirected",
        by=WORK,
        requires=(guards.is_reachable, guards.has_motive),
        effects=(
            RecordDecision("redirected"),
            DraftLetter("redirection"),
            Keep((("destination", "body"),), (("result", "redirected"),)),
        ),
        fields=(fields.BODY, fields.DESTINATION, fields.STEPS, fields.DELAY, fields.MOTIVE),
        help="La personne s’adresse elle-même à l’organisme : rien ne lui est transmis à sa place.",
    ),
    Transition(
        "transfer",
        "Transférer la demande",
        {"triage"},
        "transferred",
        by=WORK,
        requires=(guards.is_reachable, guards.has_motive),
        effects=(
            RecordDecision("transferred"),
            RecordFact(law.TRANSFERRED),
            DraftLetter("transfer_notice"),
            Keep((("destination", "body"),), (("result", "transferred"),)),
            Notify(roles.UNIT_HEAD),
        ),
        fields=(fields.BODY, fields.DESTINATION, fields.OCCURRED_ON, fields.MOTIVE),
        help="La demande est remise à un autre service, qui en accuse réception; la personne en est avisée.",
    ),
    Transition(
        "join",
        "Joindre à un autre dossier",
        {"received", "triage", "awaiting_particulars", "admissible", "in_progress"},
        "joined",
        by=WORK,
        requires=(guards.joins_a_known_dossier, guards.has_motive),
        effects=(RecordFact(law.JOINED), *COMMITMENTS, keep("joined_to", result="joined")),
        fields=(fields.JOINED_TO, fields.MOTIVE),
        help="La même personne, la même affaire : le dossier nommé porte la suite et ses délais.",
    ),
)
