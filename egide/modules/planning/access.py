"""Who may do what on a periodic report: its unit prepares, units comment, the president approves.

What is published is read elsewhere, by the whole staff: publishing.py and its own wall, never this policy.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "periodic_report"
OFFICE, UNIT = Scope.COMPARTMENT, Scope.UNIT
WORKERS = (roles.ANALYST, roles.UNIT_HEAD)
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
    ),
)
