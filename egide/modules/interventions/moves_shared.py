"""Who moves a request for intervention, and effects that several moves share.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import CancelDeadline, CloseDossier, Effect, EndMandates, RecordFact
from egide.modules.interventions import law

WORK = (roles.ANALYST, roles.UNIT_HEAD)
ENTRY = (roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD)
COMMITMENTS = (CancelDeadline("acknowledgment"), CancelDeadline("reply"))
END: tuple[Effect, ...] = (RecordFact(law.CLOSED), EndMandates(), CloseDossier())
