"""What several moves of an access request share: who works, the open states, what an end does.

Pure; see lifecycle.py for the states and the whole.
"""

from egide.law import roles
from egide.law.effects import CancelDeadline, CloseDossier, EndMandates, RecordFact
from egide.modules.access_requests import law

WORK = (roles.ACCESS_OFFICER, roles.ACCESS_ANALYST)
OFFICER = roles.ACCESS_OFFICER
# Where an answer is still owed.
OPEN_STATES = (
    "received",
    "acknowledged",
    "awaiting_particulars",
    "search",
    "analysis",
    "third_person_notice",
    "redaction",
    "decision_review",
)
CLOCKS = tuple(
    CancelDeadline(code)
    for code in ("acknowledgment", "decision", "third_person_notice", "third_person_decision")
)
END = (RecordFact(law.CLOSED), EndMandates(), CloseDossier())
