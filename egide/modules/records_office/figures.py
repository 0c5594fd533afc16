"""Dossiers documentaires are counted as such: no theme, no order.

A breakdown by class would count the same thing as the list of a class.
"""

from egide.law.counting import Attribute, Countable

COUNTED = Countable(
    attributes=(
        Attribute("type", fixed="documentary_file", labels=(("documentary_file", "Dossiers documentaires"),)),
    )
)
