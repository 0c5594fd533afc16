"""Who may do what on a disclosure: the designated officer, alone behind her own wall.

What the Office receives is handed over (`receive`); the hand that carries it reads nothing.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "disclosure"
HERE = Scope.COMPARTMENT
ACTIONS = ("read", "open", "assign", "act", "add_document", "undo", "export", "classify", "tell_event")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, roles.DESIGNATED_OFFICER, HERE) for action in ACTIONS),
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
