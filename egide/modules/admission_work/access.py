"""Who may do what on the Commissioner's works: he and his analysts.

His secretary reads none of them, since they conclude; nobody of the Office, since the compartment is his.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "admission_work"
HERE = Scope.COMPARTMENT
WORKERS = (roles.COMMISSIONER, roles.ADMISSION_ANALYST)
SHARED = ("read", "open", "act", "edit_work", "write_letter", "send_letter", "add_document", "export")
OWN = ("assign", "undo", "classify", "tell_event")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, role, HERE) for action in SHARED for role in WORKERS),
        *(Rule(action, roles.COMMISSIONER, HERE) for action in OWN),
        Rule("read", roles.SCHEDULER, HERE),
    ),
)
