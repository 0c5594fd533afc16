"""What exchanges are counted by: nature and subject. The yearly count of the register is in counting.py.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable
from egide.modules.ombudsman.law import ANSWER

COUNTED = Countable(
    attributes=(
        Attribute("type", path="ombudsman_exchange__nature"),
        # As it was named when the exchange came: a renamed subject is counted under each of its names.
        Attribute("theme", path="ombudsman_exchange__subject_name"),
    ),
    facts=(("reopened", ("reopened",)),),
    reply=ANSWER.code,
)
