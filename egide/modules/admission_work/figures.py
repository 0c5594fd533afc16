"""What the Commissioner's works are counted by: their nature, and what they recommend.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable
from egide.law.recommending import COUNTED_ROWS
from egide.modules.admission_work.law import NATURES

COUNTED = Countable(
    attributes=(
        Attribute(
            "type", path="admission_work__nature", labels=tuple((code, label) for code, label, _ in NATURES)
        ),
    ),
    facts=(("reopened", ("reopened",)),),
    related=(COUNTED_ROWS,),
)
