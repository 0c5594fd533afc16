"""What the moves of an access request ask of the person who makes them.

Labels and help are read on the screen; codes and days only are kept by the lifecycle.
"""

from egide.law.lifecycles import Field
from egide.modules.access_requests.guards import fitting_responses
from egide.modules.access_requests.responses import CHOICES

MOTIVE = Field("motive", "Motif", "long_text", help="En langage clair\u00a0: la personne pourra le lire.")
REASONS = Field(
    "motive",
    "Motifs de la décision",
    "long_text",
    required=False,
    help="Nécessaires quand l’accès est refusé. En langage clair\u00a0: ils sont écrits dans la lettre.",
)
OCCURRED_ON = Field("occurred_on", "Date de l’événement", "date")
WRITTEN_ON = Field(
    "occurred_on",
    "Jour où la demande a été écrite",
    "date",
    help="Les délais de la loi courent à partir de ce jour. Exemple\u00a0: 2026-03-03",
)
PARTICULARS = Field(
    "precisions",
    "Ce qui doit être précisé",
    "long_text",
    help="Une question par ligne. Aidez la personne à nommer le document\u00a0: c’est un devoir (art. 42).",
)
PROOF = Field(
    "preuve",
    "Preuve présentée",
    "choice",
    choices=(
        ("card", "Pièce d’identité avec photo"),
        ("signature", "Signature comparée à un document au dossier"),
        ("oath", "Déclaration sous serment"),
        ("mandate", "Mandat ou autorité parentale, avec pièce d’identité"),
    ),
    help="Ne copiez aucun numéro de pièce d’identité au dossier.",
)
WHY_EXTEND = Field(
    "raison",
    "Pourquoi le délai de 20 jours ne suffit pas",
    "long_text",
    help="La personne lit cette phrase dans l’avis.",
)
ESTIMATE = Field(
    "estimation",
    "Estimation des frais",
    "long_text",
    help="Le montant, ce qu’il couvre, le calcul. Le tarif et sa franchise sont à valider (A-2.1, r. 3).",
)
OUTCOME = Field(
    "outcome",
    "Réponse",
    "choice",
    choices=CHOICES,
    fitting=fitting_responses,
    help="Celles que la loi permet à ce qui est demandé (art. 47 et 98).",
)
ARTICLES = Field(
    "articles",
    "Articles de la Loi sur l’accès sur lesquels la décision s’appuie",
    "text",
    required=False,
    help="Séparés par des virgules. Exemple\u00a0: 53, 54. Leur texte du jour est joint à la lettre.",
)
JOINED = Field(
    "nombre",
    "Documents joints à la lettre",
    "choice",
    required=False,
    choices=(("one", "Un document"), ("several", "Plusieurs documents")),
)
BODY = Field(
    "destination",
    "Organisme compétent",
    "long_text",
    help="Son nom, sa personne responsable de l’accès et ses coordonnées\u00a0: la lettre les donne (art. 48).",
)
COMMISSION_NUMBER = Field("dossier_cai", "Numéro de dossier de la Commission", "text", required=False)
COMMISSION_OUTCOME = Field(
    "issue",
    "Issue",
    "choice",
    choices=(
        ("upheld", "Décision de l’Office maintenue"),
        ("changed", "Décision de l’Office modifiée"),
        ("settled", "Entente ou désistement"),
    ),
)
