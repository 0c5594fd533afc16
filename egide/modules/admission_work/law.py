"""What the Commissioner does beside complaints, and how long it is kept: no delay of the law runs here.

Source: the Office's service statement (31 March 2021), « Commissaire à l'admission aux professions ».
"""

from egide.law.facts import Fact
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

STATEMENT = Source(
    "Déclaration de services aux citoyens",
    "la mission du commissaire",
    title="Office, 31 mars 2021",
)
SCHEDULE = Source("Calendrier de conservation", "8100", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
STARTED = Fact("started", "début du travail")
DELIVERED = Fact("delivered", "livraison du produit")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (STARTED, DELIVERED, CLOSED, REOPENED)

# --- The four works that the statement names, beside the examination of complaints ---------------------------
NATURES = (
    ("verification", "Vérification", "fonctionnement d’un processus ou d’une activité d’admission"),
    ("study", "Étude ou recherche", "question liée à l’admission à une profession"),
    ("opinion", "Avis", "sur toute question liée à l’admission"),
    ("training", "Suivi de la formation d’appoint et des stages", "prescrits par un ordre (Pôle)"),
)
LABELS = {code: label for code, label, _ in NATURES}

GROUNDS = (
    Ground(
        "work_delivered",
        "Produit approuvé par le Commissaire",
        source=STATEMENT,
        wording="Le Commissaire approuve le produit du travail.",
    ),
)

# --- Retention: sample rule, not the Office's approved schedule ------------------------------------------------
RETENTION = (
    RetentionRule(
        "8100",
        "Vérifications et études du Commissaire",
        active=5,
        semi_active=5,
        disposition=Disposition.PRESERVE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
