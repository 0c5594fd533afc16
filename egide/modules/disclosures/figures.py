"""Disclosures are counted, and nothing more is said of them: no theme, no order, no result.

A breakdown of so few would tell who.
"""

from egide.law.counting import Attribute, Countable

COUNTED = Countable(
    attributes=(Attribute("type", fixed="disclosure", labels=(("disclosure", "Divulgations"),)),)
)
