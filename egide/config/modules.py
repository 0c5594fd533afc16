"""The business modules of this house, in the order in which people see them: one explicit tuple.

There is no autodiscovery: to add a module, follow CONTRIBUTING.md, “Add a module”.
"""

from egide.law.modules import Module
from egide.modules.disclosures.module import DISCLOSURES
from egide.modules.information_cards.module import INFORMATION_CARDS
from egide.modules.interventions.module import INTERVENTIONS
from egide.modules.planning.module import PLANNING
from egide.modules.records_office.module import RECORDS_OFFICE
from egide.modules.service_complaints.module import SERVICE_COMPLAINTS

MODULES: tuple[Module, ...] = (
    INTERVENTIONS,
    SERVICE_COMPLAINTS,
    DISCLOSURES,
    INFORMATION_CARDS,
    PLANNING,
    RECORDS_OFFICE,
)
