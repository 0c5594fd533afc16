"""The business modules of this house, in the order in which people see them: one explicit tuple.

There is no autodiscovery: to add a module, follow CONTRIBUTING.md, “Add a module”.
"""

from egide.law.modules import Module
from egide.modules.interventions.module import INTERVENTIONS

MODULES: tuple[Module, ...] = (INTERVENTIONS,)
