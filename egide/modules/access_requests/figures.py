"""What access requests are counted by, for the yearly statistics: type, answer, delays, silence, review.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable
from egide.modules.access_requests.law import ACKNOWLEDGMENT, DECISION
from egide.modules.access_requests.models import Asked
from egide.modules.access_requests.responses import CHOICES

COUNTED = Countable(
    attributes=(
        Attribute("type", path="access_request__asked", labels=tuple(Asked.choices)),
        Attribute("outcome", path="access_request__outcome", labels=(*CHOICES, ("withdrawn", "Désistement"))),
    ),
    decisions=(("redirected", ("other_body",)),),
    facts=(
        ("reopened", ("reopened",)),
        ("withdrawn", ("withdrawn",)),
    ),
    acknowledgment=ACKNOWLEDGMENT.code,
    reply=DECISION.code,
)
