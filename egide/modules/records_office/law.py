"""What a dossier documentaire is bound to: the events that the schedule waits for, and a rule that destroys nothing.

Its real rule is that of its class, in the schedule in force (kernel/records); no deadline runs.
"""

from egide.law.deadlines import Deadline
from egide.law.facts import Fact
from egide.law.retention import Disposition, RetentionRule
from egide.law.retention_events import RECORDED
from egide.law.sources import Source

OPENED = Fact("opened", "ouverture du dossier")
CLOSED = Fact("closed", "fermeture du dossier")
# One fact for each event that the schedule may wait for: end of a term, of a contract, of the recourses…
EVENT_FACTS = tuple(Fact(event.facts[0], event.label) for event in RECORDED)
FACTS = (OPENED, CLOSED, *EVENT_FACTS)
DEADLINES: tuple[Deadline, ...] = ()

# A class without a rule: everything is kept until someone writes one.
UNRULED = "SANS"
RETENTION = (
    RetentionRule(
        UNRULED,
        "Classe sans règle au calendrier",
        active=None,
        semi_active=None,
        disposition=Disposition.PRESERVE,
        trigger=CLOSED,
        source=Source(
            "Loi sur les archives (RLRQ, c. A-21.1)",
            "7",
            title="aucune règle approuvée : rien n’est éliminé",
            to_validate=True,
        ),
        sample=True,
    ),
)
