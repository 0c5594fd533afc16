"""Who may do what on a mandate (domain.md D.5 and H.2): one’s own, one’s unit, all of them for the presidency.

Contributors and approvers are named on the dossier: they see it and act on their part from another unit too.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "office_mandate"
# Who may be given a mandate, where mandates live; the administrators of systems read nothing (H.2).
STAFF = (
    roles.INTAKE,
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.PRESIDENT,
    roles.PRESIDENCY_OFFICE,
    roles.ACCESS_OFFICER,
    roles.RECORDS_MANAGER,
    roles.COMMISSIONER,
    roles.ADMISSION_ANALYST,
    roles.ADMISSION_INTAKE,
    roles.OVERSIGHT_ANALYST,
    roles.APPOINTMENTS,
    roles.ACCOUNTANT,
    roles.STOREKEEPER,
)
# Those who give mandates, and how far each of them answers for them.
HEADS = (roles.UNIT_HEAD, roles.PRESIDENT, roles.PRESIDENCY_OFFICE, roles.COMMISSIONER)
DIRECT = (
    (roles.UNIT_HEAD, Scope.UNIT),
    (roles.PRESIDENT, Scope.COMPARTMENT),
    (roles.PRESIDENCY_OFFICE, Scope.COMPARTMENT),
    (roles.COMMISSIONER, Scope.COMPARTMENT),
)
# What the person in charge does; what anybody named on the mandate does.
OWN = ("read", "act", "contribute", "add_document")
NAMED = ("read", "contribute", "approve", "add_document")
DIRECTED = (*OWN, "approve", "direct", "assign", "undo", "classify", "export")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, role, Scope.ASSIGNED) for action in OWN for role in STAFF),
        *(Rule(action, role, Scope.NAMED) for action in NAMED for role in STAFF),
        *(Rule(action, role, scope) for action in DIRECTED for role, scope in DIRECT),
        *(Rule("open", role, Scope.COMPARTMENT) for role in HEADS),
        Rule("read", roles.SCHEDULER, Scope.COMPARTMENT),
        Rule("act", roles.SCHEDULER, Scope.COMPARTMENT),
    ),
)
