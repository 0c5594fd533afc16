"""What the periodic report is bound to: its facts, the time units have to comment, its retention.

The framework policy of another ministry (2022) is the model, not the Office's own rule: « à valider ».
"""

from egide.law.deadlines import Deadline, Fact, Nature, Roll, Term, Unit
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

MODEL = Source(
    "Politique-cadre de gestion des plaintes et des commentaires (MIFI, 2022), prise comme modèle",
    "mécanismes de suivi et de reddition de comptes",
    to_validate=True,
)
PRACTICE = Source("Pratique de reddition de comptes", "cible interne", to_validate=True)
SCHEDULE = Source("Calendrier de conservation", "1000", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
COMMENTS_ASKED = Fact("comments_asked", "demande de commentaires aux unités")
COMMENTS_CLOSED = Fact("comments_closed", "fin de la période de commentaires")
SUBMITTED = Fact("submitted", "dépôt du rapport pour approbation")
PUBLISHED = Fact("published", "diffusion du rapport à l’intranet")
UNPUBLISHED = Fact("unpublished", "retrait du rapport de l’intranet")
ENDED = Fact("ended", "archivage ou abandon du rapport")
FACTS = (COMMENTS_ASKED, COMMENTS_CLOSED, SUBMITTED, PUBLISHED, UNPUBLISHED, ENDED)

# No text gives units a number of days: an internal target, the same for all, which the letter L1401 prints.
COMMENTS = Deadline(
    "comments",
    "Recueillir les commentaires des unités",
    starts_on=COMMENTS_ASKED,
    met_by=(COMMENTS_CLOSED,),
    terms=(Term(10, Unit.BUSINESS_DAYS, source=PRACTICE),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
DEADLINES = (COMMENTS,)

GROUNDS = (
    Ground(
        "report_approved",
        "Rapport approuvé",
        source=MODEL,
        wording="L’autorité approuve le rapport et les recommandations qui en découlent.",
    ),
)

RETENTION = (
    RetentionRule(
        "1000",
        "Direction et planification",
        active=5,
        semi_active=5,
        disposition=Disposition.PRESERVE,
        trigger=ENDED,
        source=SCHEDULE,
        sample=True,
    ),
)
# A cell under this number may point at a person: hidden in what is published, when the report chooses so.
SMALLEST_SHOWN = 5  # dossiers; « à valider »
