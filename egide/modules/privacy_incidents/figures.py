"""What incidents are counted by: nothing but themselves, and those that were reopened.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law.counting import Attribute, Countable

COUNTED = Countable(
    attributes=(Attribute("type", fixed="incident", labels=(("incident", "Incidents de confidentialité"),)),),
    facts=(("reopened", ("reopened",)),),
)
