"""The business modules of this house, in the order in which people see them: one explicit tuple.

There is no autodiscovery: to add a module, follow CONTRIBUTING.md, “Add a module”.
"""

from egide.law.modules import Module
from egide.modules.access_requests.module import ACCESS_REQUESTS
from egide.modules.admission_complaints.module import ADMISSION_COMPLAINTS
from egide.modules.admission_staff.module import ADMISSION_STAFF
from egide.modules.admission_work.module import ADMISSION_WORK
from egide.modules.disclosures.module import DISCLOSURES
from egide.modules.information_cards.module import INFORMATION_CARDS
from egide.modules.interventions.module import INTERVENTIONS
from egide.modules.mandates.module import MANDATES
from egide.modules.ombudsman.module import OMBUDSMAN
from egide.modules.planning.module import PLANNING
from egide.modules.privacy_incidents.module import PRIVACY_INCIDENTS
from egide.modules.records_office.module import RECORDS_OFFICE
from egide.modules.service_complaints.module import SERVICE_COMPLAINTS

MODULES: tuple[Module, ...] = (
    INTERVENTIONS,
    SERVICE_COMPLAINTS,
    DISCLOSURES,
    INFORMATION_CARDS,
    PLANNING,
    RECORDS_OFFICE,
    ACCESS_REQUESTS,
    PRIVACY_INCIDENTS,
    OMBUDSMAN,
    MANDATES,
    ADMISSION_COMPLAINTS,
    ADMISSION_STAFF,
    ADMISSION_WORK,
)
