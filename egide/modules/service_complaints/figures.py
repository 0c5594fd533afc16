"""What complaints and comments on our services are counted by; founded or not is said of complaints only.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable
from egide.modules.service_complaints.law import ACKNOWLEDGMENT, EXCLUSIONS, REPLY

COUNTED = Countable(
    attributes=(
        Attribute(
            "type",
            path="service_complaint__nature",
            labels=(("complaint", "Plaintes sur nos services"), ("comment", "Commentaires")),
        ),
    ),
    decisions=(
        # No move declares a complaint admissible: what was examined to its conclusion was.
        ("admissible", ("founded", "not_founded", "comment_noted")),
        ("not_admissible", tuple(ground.code for ground in EXCLUSIONS)),
        ("founded", ("founded",)),
        ("not_founded", ("not_founded",)),
    ),
    facts=(("reopened", ("reopened",)), ("withdrawn", ("withdrawn",))),
    acknowledgment=ACKNOWLEDGMENT.code,
    reply=REPLY.code,
)
