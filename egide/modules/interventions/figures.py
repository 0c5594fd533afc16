"""What requests for intervention are counted by: theme, order, result, and the decisions on admissibility.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable
from egide.modules.interventions.law import ACKNOWLEDGMENT, DELAY_NOTICE, GROUNDS, REPLY

COUNTED = Countable(
    attributes=(
        Attribute("type", fixed="intervention", labels=(("intervention", "Demandes d’intervention"),)),
        Attribute("theme", path="intervention__theme"),
        Attribute("order", path="intervention__order__slug", label_path="intervention__order__name"),
        Attribute("outcome", path="intervention__result"),
    ),
    decisions=(
        ("admissible", ("admissible",)),
        ("not_admissible", tuple(ground.code for ground in GROUNDS)),
        ("redirected", ("redirected",)),
        ("transferred", ("transferred",)),
    ),
    facts=(("reopened", ("reopened",)), ("withdrawn", ("withdrawn",))),
    acknowledgment=ACKNOWLEDGMENT.code,
    reply=REPLY.code,
    delay_notice=DELAY_NOTICE,
)
