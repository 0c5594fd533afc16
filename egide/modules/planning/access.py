"""Who may do what on a periodic report: its unit prepares, units comment, the president or the Commissioner approves.

What is published is read elsewhere, by the whole staff: publishing.py and its own wall, never this policy.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "periodic_report"
OFFICE, UNIT = Scope.COMPARTMENT, Scope.UNIT  # the Office, or whichever house the report is of
WORKERS = (roles.ANALYST, roles.UNIT_HEAD)
# His analysts write, he approves: he prepares nothing that he signs.
OPENERS = (*WORKERS, roles.ADMISSION_ANALYST, roles.COMMISSIONER)
COMMISSIONER_ACTIONS = (
    "read",
    "open",
    "act",
    "assign",
    "undo",
    "classify",
    "tell_event",
    "approve",
    "publish",
    "export",
)
# Whoever answers for a unit; in the secretariat and in oversight another role than its head's does.
COMMENTERS = (roles.UNIT_HEAD, roles.ACCESS_OFFICER, roles.OVERSIGHT_ANALYST)

POLICY = Policy(
    KIND,
    (
        Rule("read", roles.ANALYST, UNIT),
        *(Rule("read", role, OFFICE) for role in (*COMMENTERS, roles.PRESIDENT, roles.SCHEDULER)),
        *(Rule(action, role, UNIT) for action in ("open", "prepare", "add_document") for role in WORKERS),
        *(Rule("act", role, UNIT) for role in WORKERS),
        Rule("act", roles.PRESIDENT, OFFICE),
        *(Rule("comment", role, OFFICE) for role in COMMENTERS),
        Rule("assign", roles.UNIT_HEAD, UNIT),
        # A supervisor approves the corrective measures too (kernel/measures).
        Rule("undo", roles.UNIT_HEAD, UNIT),
        Rule("classify", roles.UNIT_HEAD, UNIT),
        Rule("tell_event", roles.UNIT_HEAD, UNIT),
        Rule("approve", roles.PRESIDENT, OFFICE),
        Rule("publish", roles.UNIT_HEAD, UNIT),
        Rule("publish", roles.PRESIDENT, OFFICE),
        # Taken out whole, unpublished texts and comments included.
        Rule("export", roles.UNIT_HEAD, UNIT),
        Rule("export", roles.PRESIDENT, OFFICE),
        # The Commissioner's own report: a rule holds in the compartment where its role is held, and nowhere else.
        *(Rule(action, roles.COMMISSIONER, OFFICE) for action in COMMISSIONER_ACTIONS),
        *(
            Rule(action, roles.ADMISSION_ANALYST, UNIT)
            for action in ("read", "open", "prepare", "act", "add_document")
        ),
    ),
)
