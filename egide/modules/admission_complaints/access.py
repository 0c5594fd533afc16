"""Who may do what on a complaint to the Commissioner (domain.md H.2, column D.2, and the walls of C.4).

The secretary reads no dossier: « register » opens her own desk, where conclusions, reasons and recommendations never
come. Analysts reach what is assigned to them; what they decide or sign rests on a delegation (delegating.py).
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "admission_complaint"
# What the desk of the secretary asks of the gate: the arrival and the acknowledgment, nothing else.
REGISTER = "register"
HERE = Scope.COMPARTMENT
COMMISSIONER_ACTIONS = (
    "read",
    "open",
    REGISTER,
    "assign",
    "act",
    "write_letter",
    "send_letter",
    "add_document",
    "undo",
    "export",
    "classify",
    "tell_event",
    "delegate",
)
ANALYST_ACTIONS = ("read", "act", "write_letter", "send_letter", "add_document")

POLICY = Policy(
    KIND,
    (
        *(Rule(action, roles.COMMISSIONER, HERE) for action in COMMISSIONER_ACTIONS),
        *(Rule(action, roles.ADMISSION_ANALYST, Scope.ASSIGNED) for action in ANALYST_ACTIONS),
        Rule("open", roles.ADMISSION_INTAKE, HERE),
        Rule(REGISTER, roles.ADMISSION_INTAKE, HERE),
        Rule("read", roles.SCHEDULER, HERE),
        # Two carriers bring complaints in, and read nothing: the public form and what the Office transfers.
        Rule("receive", roles.HANDOVER, HERE),
    ),
)
