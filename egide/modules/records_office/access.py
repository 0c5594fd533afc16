"""Who may do what on a dossier documentaire: the unit that opened it, its head, the archivist.

Which classes a unit may open is data of the scheme (opening.py), not a rule of this policy.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "documentary_file"
UNIT, HERE = Scope.UNIT, Scope.COMPARTMENT
# Whoever works in a unit works in its files.
WORKERS = (
    roles.INTAKE,
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.ACCESS_OFFICER,
    roles.PRESIDENCY_OFFICE,
    roles.COMMISSIONER,
    roles.ADMISSION_ANALYST,
    roles.ADMISSION_INTAKE,
    roles.DISCIPLINE_REGISTRY,
    roles.OVERSIGHT_ANALYST,
    roles.APPOINTMENTS,
    roles.ACCOUNTANT,
    roles.STOREKEEPER,
    roles.DESIGNATED_OFFICER,
)
HEADS = (roles.UNIT_HEAD, roles.COMMISSIONER, roles.PRESIDENT)
DAILY = ("read", "open", "act", "add_document", "tell_event")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, role, UNIT) for action in DAILY for role in WORKERS),
        *(Rule(action, roles.RECORDS_MANAGER, HERE) for action in (*DAILY, "classify", "undo", "export")),
        *(Rule(action, role, UNIT) for action in ("assign", "classify", "undo", "export") for role in HEADS),
        Rule("read", roles.SCHEDULER, HERE),
    ),
)
