"""Who may do what on an access request (domain.md H.2, column D.3): the officer and her analysts; others read.

The president and the privacy officer read. For everyone else the compartment does not exist.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "access_request"
HERE = Scope.COMPARTMENT
WORKER_ACTIONS = (
    "read",
    "open",
    "assign",
    "act",
    "write_letter",
    "send_letter",
    "add_document",
    "describe_access",
    "export",
)
OFFICER_ACTIONS = (*WORKER_ACTIONS, "undo", "classify", "tell_event")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, roles.ACCESS_ANALYST, HERE) for action in WORKER_ACTIONS),
        *(Rule(action, roles.ACCESS_OFFICER, HERE) for action in OFFICER_ACTIONS),
        Rule("read", roles.PRESIDENT, HERE),
        Rule("read", roles.PRIVACY_OFFICER, HERE),
        Rule("read", roles.SCHEDULER, HERE),
        # The mail room hands over what it received by mistake, and reads nothing of what follows.
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
