"""Who may do what on an incident: the privacy officer; the access officer reads. Whoever declares reads nothing.

The Commissioner's own incidents stay behind his wall: he answers for them there.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "privacy_incident"
HERE = Scope.COMPARTMENT
OFFICERS = (roles.PRIVACY_OFFICER, roles.COMMISSIONER)
ACTIONS = (
    "read",
    "open",
    "assign",
    "act",
    "write_letter",
    "send_letter",
    "add_document",
    "undo",
    "export",
    "classify",
    "tell_event",
)

POLICY = Policy(
    KIND,
    (
        *(Rule(action, role, HERE) for role in OFFICERS for action in ACTIONS),
        Rule("read", roles.ACCESS_OFFICER, HERE),
        Rule("read", roles.SCHEDULER, HERE),
        # Someone of the staff declared it; the hand that carries it reads nothing.
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
