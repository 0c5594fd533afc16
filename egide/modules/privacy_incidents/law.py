"""What the law asks of an incident: measures at once, notices « promptly » when the risk is serious, a register.

Section 63.8 gives no number of days: the targets below are the Office's own, internal, « à valider ».
"""

from egide.law.deadlines import Deadline, Fact, LetterSent, Nature, Roll, Term, Unit
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

ACT = Source("Loi sur l’accès (RLRQ, c. A-2.1)", "63.8")
NOTICE = Source("RLRQ, c. A-2.1, r. 3.1", "5")
REGISTER = Source("RLRQ, c. A-2.1, r. 3.1", "7")
PROMPTLY = Source(
    "Cible interne",
    "",
    title="la loi dit «\u00a0avec diligence\u00a0», sans nombre de jours",
    to_validate=True,
)
SCHEDULE = Source("Calendrier de conservation", "4300", title="exemple, à valider", to_validate=True)
# Years during which an entry of the register is kept at least (r. 3.1, section to be confirmed).
KEPT_AT_LEAST = 5

# --- Facts -------------------------------------------------------------------------------------------------
AWARE = Fact("aware", "prise de connaissance de l’incident")
ASSESSED = Fact("assessed", "évaluation du risque de préjudice")
SERIOUS = Fact("serious", "conclusion d’un risque de préjudice sérieux")
COMMISSION_TOLD = Fact("commission_told", "avis à la Commission d’accès à l’information")
PERSONS_TOLD = Fact("persons_told", "avis aux personnes concernées")
NO_NOTICE = Fact("no_notice", "décision de ne pas aviser les personnes pour le moment")
CLOSED = Fact("closed", "fermeture de l’inscription")
REOPENED = Fact("reopened", "réouverture de l’inscription")
FACTS = (AWARE, ASSESSED, SERIOUS, COMMISSION_TOLD, PERSONS_TOLD, NO_NOTICE, CLOSED, REOPENED)

# --- Internal targets: the law gives no number ------------------------------------------------------------------
ASSESSMENT = Deadline(
    "assessment",
    "Évaluer le risque de préjudice (cible interne)",
    starts_on=AWARE,
    met_by=ASSESSED,
    terms=(Term(2, Unit.BUSINESS_DAYS, source=PROMPTLY),),
    roll=Roll.NONE,
    nature=Nature.TARGET,
)
TELL_COMMISSION = Deadline(
    "tell_commission",
    "Aviser la Commission d’accès à l’information (cible interne)",
    starts_on=SERIOUS,
    met_by=(COMMISSION_TOLD, LetterSent("commission_notice")),
    terms=(Term(2, Unit.BUSINESS_DAYS, source=PROMPTLY),),
    roll=Roll.NONE,
    nature=Nature.TARGET,
)
TELL_PERSONS = Deadline(
    "tell_persons",
    "Aviser les personnes concernées (cible interne)",
    starts_on=SERIOUS,
    met_by=(PERSONS_TOLD, LetterSent("person_notice"), NO_NOTICE),
    terms=(Term(5, Unit.BUSINESS_DAYS, source=PROMPTLY),),
    roll=Roll.NONE,
    nature=Nature.TARGET,
)
DEADLINES = (ASSESSMENT, TELL_COMMISSION, TELL_PERSONS)

# --- Retention: sample rule; an entry is kept five years at least, the register for good ------------------------
RETENTION = (
    RetentionRule(
        "4300",
        "Registre des incidents de confidentialité",
        active=None,
        semi_active=0,
        disposition=Disposition.PRESERVE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
