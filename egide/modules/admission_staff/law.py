"""What the Commissioner sets himself for a complaint about his staff: internal targets, no legal deadline.

The service statement sends these complaints to him personally and promises no delay: none of his clocks (S4 to S7)
starts here.
"""

from egide.law.deadlines import Deadline, Fact, LetterSent, Nature, Roll, Term, Unit
from egide.law.grounds import Ground
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

SERVICE_STATEMENT = Source(
    "Déclaration de services aux citoyens",
    "les engagements et l’approche du commissaire",
    title="plainte concernant le personnel, adressée personnellement au commissaire",
)
PRACTICE = Source("Pratique du bureau du Commissaire", "cible interne", to_validate=True)
SCHEDULE = Source("Calendrier de conservation", "8000", title="exemple, à valider", to_validate=True)

RECEIVED = Fact("received", "réception de la plainte sur le personnel")
CLOSED = Fact("closed", "fermeture du dossier")
REOPENED = Fact("reopened", "réouverture du dossier")
FACTS = (RECEIVED, CLOSED, REOPENED)

ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accuser réception",
    starts_on=RECEIVED,
    met_by=(LetterSent("acknowledgment"), LetterSent("reply")),
    terms=(Term(5, Unit.BUSINESS_DAYS, source=PRACTICE),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
REPLY = Deadline(
    "reply",
    "Répondre à la personne",
    starts_on=RECEIVED,
    met_by=(LetterSent("reply"),),
    terms=(Term(60, Unit.CALENDAR_DAYS, source=PRACTICE),),
    roll=Roll.SHOWN,
    nature=Nature.TARGET,
)
DEADLINES = (ACKNOWLEDGMENT, REPLY)

FINDINGS = (
    Ground(
        "measures",
        "Mesures prises",
        source=PRACTICE,
        wording="Le Commissaire a pris les mesures que la situation demandait.",
    ),
    Ground(
        "explained",
        "Explications données",
        source=PRACTICE,
        wording="Le Commissaire a examiné la situation et vous donne ses explications.",
    ),
    Ground(
        "no_follow_up",
        "Aucune suite",
        source=PRACTICE,
        wording="Le Commissaire a examiné la situation et n’y donne pas d’autre suite.",
    ),
)
GROUNDS = FINDINGS

RETENTION = (
    RetentionRule(
        "8000",
        "Plaintes sur le personnel du Commissaire (série scellée)",
        active=3,
        semi_active=7,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
