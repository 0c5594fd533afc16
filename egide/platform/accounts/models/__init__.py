"""The models of people and places, one file per idea.

Serves every layer above; decides nothing about access, which belongs to the gate.
"""

from egide.platform.accounts.models.absence import Absence
from egide.platform.accounts.models.delegation import DelegatedRole, Delegation
from egide.platform.accounts.models.elevation import MAXIMUM_ELEVATION, Elevation
from egide.platform.accounts.models.membership import Membership
from egide.platform.accounts.models.places import Compartment, Site, Unit
from egide.platform.accounts.models.service_actor import ServiceActor
from egide.platform.accounts.models.user import FoldedEmailField, User, UserManager

__all__ = [
    "MAXIMUM_ELEVATION",
    "Absence",
    "Compartment",
    "DelegatedRole",
    "Delegation",
    "Elevation",
    "FoldedEmailField",
    "Membership",
    "ServiceActor",
    "Site",
    "Unit",
    "User",
    "UserManager",
]
