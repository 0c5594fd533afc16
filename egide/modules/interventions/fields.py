"""What the transitions of a request for intervention ask: shared fields, one place for their words.

Pure. The forms draw them; the letters' wordings name them.
"""

from egide.law.lifecycles import Field
from egide.modules.interventions.law import ARTICLES, GROUNDS
from egide.modules.interventions.vocabulary import (
    CAUSES,
    DESTINATIONS,
    INTERVENTION_TYPES,
    OUTCOMES,
    SATISFACTIONS,
    THEMES,
    URGENCIES,
)

OCCURRED_ON = Field("occurred_on", "Date de l’événement", "date")
MOTIVE = Field("motive", "Motif", "long_text", help="En langage clair : la personne pourra le lire.")
GROUND = Field(
    "outcome",
    "Pourquoi la demande n’est pas recevable",
    "choice",
    choices=tuple((g.code, g.label) for g in GROUNDS),
)
BODY = Field("body", "Vers qui", "choice", choices=DESTINATIONS)
DESTINATION = Field(
    "destination",
    "Vers qui diriger la personne",
    "text",
    help="Organisme ou instance, avec ses coordonnées si possible.",
)
STEPS = Field("demarche", "Comment s’y prendre", "long_text", help="En une ou deux phrases.")
DELAY = Field(
    "delai",
    "Délai à respecter",
    "text",
    help="Une phrase, avec la date si elle est connue. S’il n’y en a pas, dites-le.",
)
THEME = Field("theme", "Thème principal", "choice", required=False, choices=THEMES)
OTHER_THEMES = (
    Field("theme_2", "Autre thème", "choice", required=False, choices=THEMES),
    Field("theme_3", "Troisième thème", "choice", required=False, choices=THEMES),
)
URGENCY = Field("urgency", "Urgence ou risque", "choice", required=False, choices=URGENCIES)
PARTICULARS = (
    Field("precisions", "Précisions à demander", "long_text", help="Une par ligne."),
    Field("date_precisions", "Date de réponse souhaitée", "date"),
)
NEW_DATE = (
    Field("motif", "Raison du retard", "long_text", help="Une ou deux phrases complètes."),
    Field("nouvelle_date", "Nouvelle date prévue", "date"),
)
REPLY = (
    Field("verifications", "Ce qui a été vérifié", "long_text", help="Une démarche par ligne."),
    Field(
        "constats",
        "Constats sur le déroulement",
        "long_text",
        help="Un par ligne. Le processus et les délais seulement : la réponse ne discute jamais du fond.",
    ),
    Field("suites", "Suites données", "long_text", required=False, help="En une ou deux phrases."),
)
INTERVENTION_TYPE = Field(
    "intervention_type", "Nature de l’intervention", "choice", choices=INTERVENTION_TYPES
)
TO_ORDER = (
    INTERVENTION_TYPE,
    Field("sujet", "Sujet de la lettre", "text", help="Sans nom de personne."),
    Field(
        "faits",
        "Faits nécessaires",
        "long_text",
        help="Un par ligne : seulement ce que l’ordre doit savoir pour répondre.",
    ),
    Field(
        "article",
        "Disposition rappelée",
        "choice",
        choices=tuple((code, f"Article {code}") for code in ARTICLES),
        help="Les textes sont à valider avant la signature.",
    ),
    Field("demandes", "Ce que l’Office demande", "long_text", help="Un élément par ligne."),
    Field("date_souhaitee", "Réponse souhaitée au plus tard le", "date"),
)
FOLLOW_UP_UNTIL = Field(
    "date_suivi",
    "Fin du suivi",
    "date",
    help="Par pratique, 30 jours après l’avis. Sans nouvelles à cette date, le suivi prend fin.",
)
NOTICE = (
    Field("demarches", "Ce qui a été fait auprès de l’ordre", "long_text", help="Une démarche par ligne."),
    Field("date_intervention", "Date de l’intervention", "date"),
    FOLLOW_UP_UNTIL,
)
SATISFACTION = Field("satisfaction", "Ce que la personne nous dit", "choice", choices=SATISFACTIONS)
FEEDBACK_TYPE = Field(
    "intervention_type",
    "Nature de la rétroaction",
    "choice",
    choices=tuple(pair for pair in INTERVENTION_TYPES if pair[0] in ("comment", "suggestion")),
)
FEEDBACK = (
    Field("theme", "Thème", "choice", choices=THEMES),
    Field("faits", "Faits constatés", "long_text", help="Un par ligne, sans nom de personne."),
    Field(
        "demande_ordre",
        "Ce que l’Office suggère ou exige",
        "long_text",
        help="En une ou deux phrases complètes.",
    ),
    Field("date_souhaitee", "Suites attendues au plus tard le", "date"),
)
JOINED_TO = Field(
    "joined_to", "Numéro du dossier auquel la joindre", "dossier", help="Exemple : INT-2026-00142"
)
RESULT = Field(
    "result",
    "Issue du dossier",
    "choice",
    required=False,
    choices=OUTCOMES,
    help="Laissez vide pour garder l’issue déjà consignée par les étapes du dossier.",
)
RECORDED_RESULT = Field("result", "Issue du dossier", "choice", choices=OUTCOMES)
CAUSE = Field("cause", "Cause constatée", "choice", required=False, choices=CAUSES)
