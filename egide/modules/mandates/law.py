"""What a mandate is bound to: its facts, the date given by whoever entrusts it, its retention.

No text gives a mandate a number of days: its date is given, then perhaps revised; both stay visible.
"""

from egide.law.deadlines import Deadline, Fact, Given, Nature, Roll
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source

PRACTICE = Source("Pratique de suivi des mandats", "date convenue", title="à valider", to_validate=True)
SCHEDULE = Source("Calendrier de conservation", "1000", title="exemple, à valider", to_validate=True)

# --- Facts -------------------------------------------------------------------------------------------------
ASKED = Fact("asked", "demande du mandat")
ENTRUSTED = Fact("entrusted", "remise du mandat à la personne responsable")
ACCEPTED = Fact("accepted", "acceptation du mandat")
DELIVERED = Fact("delivered", "livraison du mandat")
RETURNED = Fact("returned", "retour du mandat pour correction")
APPROVED = Fact("approved", "approbation du mandat")
CANCELLED = Fact("cancelled", "annulation du mandat")
CLOSED = Fact("closed", "clôture du mandat")
FACTS = (ASKED, ENTRUSTED, ACCEPTED, DELIVERED, RETURNED, APPROVED, CANCELLED, CLOSED)

DUE = Deadline(
    "due",
    "Livrer le mandat",
    starts_on=ASKED,
    met_by=(DELIVERED,),
    terms=(),
    roll=Roll.NONE,
    nature=Nature.TARGET,
    given=Given("date fixée par la personne qui confie le mandat", PRACTICE),
)
DEADLINES = (DUE,)

RETENTION = (
    RetentionRule(
        "1000",
        "Direction et planification",
        active=5,
        semi_active=5,
        disposition=Disposition.SAMPLE,
        trigger=CLOSED,
        source=SCHEDULE,
        sample=True,
    ),
)
