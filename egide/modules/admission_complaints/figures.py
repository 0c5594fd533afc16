"""What complaints to the Commissioner are counted by: main motive, route, order, decisions, deadlines kept.

Declarations only; each figure is defined once, in kernel/statistics. The Office reads totals, never a row.
"""

from egide.law.counting import Attribute, Countable
from egide.law.recommending import COUNTED_ROWS
from egide.modules.admission_complaints.law import ACKNOWLEDGMENT, BEYOND, FINDINGS, REFUSALS, REJECTIONS
from egide.modules.admission_complaints.vocabulary import MOTIVES, ROUTES

AGAINST = tuple(ground.code for ground in (*REJECTIONS, *REFUSALS, *BEYOND))
CONCLUSIONS = tuple(ground.code for ground in FINDINGS)

COUNTED = Countable(
    attributes=(
        Attribute("theme", path="admission_complaint__motive", labels=MOTIVES),
        Attribute("type", path="admission_complaint__route", labels=ROUTES),
        Attribute(
            "order", path="admission_complaint__order__slug", label_path="admission_complaint__order__name"
        ),
    ),
    decisions=(
        ("admissible", CONCLUSIONS),
        ("concluded", CONCLUSIONS),
        ("not_admissible", AGAINST),
    ),
    facts=(("reopened", ("reopened",)),),
    acknowledgment=ACKNOWLEDGMENT.code,
    related=(COUNTED_ROWS,),
)
