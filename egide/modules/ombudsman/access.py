"""Who may do what on an exchange: the complaint team, and the respondent to whom it is given. Nobody else.

The president sees a matter when it is submitted to her, by its own door (submitting.py). The Commissioner's own
exchanges stay behind his wall: he and the delegate whom he names.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "ombudsman_exchange"
TEAM = (roles.OMBUDSMAN_COORDINATOR, roles.COMMISSIONER)
RESPONDENTS = (roles.OMBUDSMAN_RESPONDENT, roles.ADMISSION_ANALYST)
RESPONDENT_ACTIONS = ("read", "act", "write_letter", "add_document")
TEAM_ACTIONS = (
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
    "submit",
)

POLICY = Policy(
    KIND,
    (
        *(Rule(action, role, Scope.COMPARTMENT) for role in TEAM for action in TEAM_ACTIONS),
        *(Rule(action, role, Scope.ASSIGNED) for role in RESPONDENTS for action in RESPONDENT_ACTIONS),
        Rule("read", roles.SCHEDULER, Scope.COMPARTMENT),
    ),
)
