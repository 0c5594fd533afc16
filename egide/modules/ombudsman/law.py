"""What is promised to the Protecteur du citoyen, and what is not: no text gives the Office a legal deadline here.

The ombudsman's own commitment is to act within 10 working days of a request about a public body (seed 003, S14).
Égide answers by the date that the delegate asks, or by an internal target that leaves time inside those 10 days.
"""

from egide.law.deadlines import Deadline, Fact, Given, LetterSent, Nature, Roll, Term, Unit
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

INSIDE_THE_TEN = Source(
    "Cible interne de l’équipe des plaintes",
    "",
    title="laisse du temps au Protecteur du citoyen dans ses 10 jours ouvrables",
    to_validate=True,
)
ASKED_BY_THE_DELEGATE = Source("demande du Protecteur du citoyen", "")
AGREED = Source("Suivi convenu avec le Protecteur du citoyen", "")
SCHEDULE = Source("Calendrier de conservation", "6300", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
RECEIVED = Fact("received", "réception de la demande de la déléguée ou du délégué")
GATHERED = Fact("gathered", "information recueillie")
ANSWERED = Fact("answered_orally", "réponse donnée de vive voix")
RECOMMENDED = Fact("recommended", "réception d’une recommandation")
FOLLOWED = Fact("followed", "suivi d’une recommandation rendu")
ENDED = Fact("ended", "fin de la démarche du Protecteur du citoyen")
CLOSED = Fact("closed", "fermeture de l’échange")
REOPENED = Fact("reopened", "réouverture de l’échange")
FACTS = (RECEIVED, GATHERED, ANSWERED, RECOMMENDED, FOLLOWED, ENDED, CLOSED, REOPENED)

# --- Targets: asked by someone or set by the team; never a legal deadline --------------------------------------
ANSWER = Deadline(
    "answer",
    "Répondre au Protecteur du citoyen (cible interne)",
    starts_on=RECEIVED,
    met_by=(LetterSent("answer"), ANSWERED, ENDED),
    # Editable for each exchange: the delegate's own date takes its place.
    terms=(Term(7, Unit.BUSINESS_DAYS, source=INSIDE_THE_TEN),),
    roll=Roll.NONE,
    nature=Nature.TARGET,
    given=Given(
        "date demandée par la déléguée ou le délégué",
        ASKED_BY_THE_DELEGATE,
        "Répondre (date demandée par la déléguée ou le délégué)",
    ),
)
FOLLOW_UP = Deadline(
    "follow_up",
    "Rendre compte d’une recommandation (cible interne)",
    starts_on=RECOMMENDED,
    met_by=(LetterSent("follow_up"), FOLLOWED),
    terms=(),
    roll=Roll.NONE,
    nature=Nature.TARGET,
    given=Given("date de suivi convenue", AGREED, "Rendre compte d’une recommandation (date convenue)"),
)
DEADLINES = (ANSWER, FOLLOW_UP)

# --- Retention: sample rule, not the Office's approved schedule ------------------------------------------------
RETENTION = (
    RetentionRule(
        "6300",
        "Échanges avec le Protecteur du citoyen",
        active=2,
        semi_active=5,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
