"""Who may do what on a complaint about the Commissioner's staff: the Commissioner, alone.

His secretary and his analysts hold no rule at all: in no list, count, search or notice does the complaint exist.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "admission_staff"
HERE = Scope.COMPARTMENT
ACTIONS = (
    "read",
    "open",
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
        *(Rule(action, roles.COMMISSIONER, HERE) for action in ACTIONS),
        Rule("read", roles.SCHEDULER, HERE),
        # Two carriers bring them in, and read nothing: the public form and what the Office hands over.
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
