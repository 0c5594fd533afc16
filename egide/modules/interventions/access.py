"""Who may do what on a request for intervention (domain.md H.2, column D.1).

Not the transitions: each names its own roles in lifecycle.py, and the same gate checks them.
"""

from egide.law import roles
from egide.law.access import Policy, Rule, Scope

KIND = "intervention_request"

READERS = (
    (roles.INTAKE, Scope.COMPARTMENT),
    (roles.ANALYST, Scope.UNIT),
    (roles.UNIT_HEAD, Scope.UNIT),
    (roles.PRESIDENT, Scope.COMPARTMENT),
    (roles.SCHEDULER, Scope.COMPARTMENT),
)
WORKERS = ((roles.ANALYST, Scope.UNIT), (roles.UNIT_HEAD, Scope.UNIT))

POLICY = Policy(
    KIND,
    (
        *(Rule("read", role, scope) for role, scope in READERS),
        Rule("open", roles.INTAKE, Scope.COMPARTMENT),
        Rule("open", roles.UNIT_HEAD, Scope.UNIT),
        Rule("assign", roles.INTAKE, Scope.COMPARTMENT),
        Rule("assign", roles.UNIT_HEAD, Scope.UNIT),
        Rule("act", roles.INTAKE, Scope.COMPARTMENT),
        *(Rule("act", role, scope) for role, scope in WORKERS),
        Rule("write_letter", roles.INTAKE, Scope.COMPARTMENT),
        *(Rule("write_letter", role, scope) for role, scope in WORKERS),
        Rule("send_letter", roles.INTAKE, Scope.COMPARTMENT),
        *(Rule("send_letter", role, scope) for role, scope in WORKERS),
        Rule("add_document", roles.INTAKE, Scope.COMPARTMENT),
        *(Rule("add_document", role, scope) for role, scope in WORKERS),
        Rule("undo", roles.UNIT_HEAD, Scope.UNIT),
        Rule("classify", roles.UNIT_HEAD, Scope.UNIT),
        Rule("tell_event", roles.UNIT_HEAD, Scope.UNIT),
        Rule("export", roles.INTAKE, Scope.COMPARTMENT),
        Rule("export", roles.UNIT_HEAD, Scope.UNIT),
        Rule("hand_over", roles.INTAKE, Scope.COMPARTMENT),
        *(Rule("hand_over", role, scope) for role, scope in WORKERS),
    ),
)
