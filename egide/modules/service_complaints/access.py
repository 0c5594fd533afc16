"""Who may do what on a complaint about the Office's services: the president's bureau, and nobody else.

The people and units concerned are kept away by conflicts of interest, which the walls apply (actions.py).
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "service_complaint"
HERE = Scope.COMPARTMENT
WORKER_ACTIONS = (
    "read",
    "open",
    "assign",
    "act",
    "write_letter",
    "send_letter",
    "add_document",
    "name_concerned",
    "export",
)
SIGNATORY_ACTIONS = (
    "read",
    "assign",
    "act",
    "write_letter",
    "send_letter",
    "add_document",
    "undo",
    "name_concerned",
    "export",
    "classify",
    "tell_event",
)

POLICY = Policy(
    KIND,
    (
        *(Rule(action, roles.PRESIDENCY_OFFICE, HERE) for action in WORKER_ACTIONS),
        *(Rule(action, roles.PRESIDENT, HERE) for action in SIGNATORY_ACTIONS),
        Rule("read", roles.SCHEDULER, HERE),
        # Two carriers bring them in, and read nothing: the public form and what the Office hands over.
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
