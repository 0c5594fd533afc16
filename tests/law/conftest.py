"""Settings of the property tests: the machine's speed never decides whether a law of arithmetic holds.
Not a place for declarations: each file states its own."""

from hypothesis import settings

settings.register_profile("law", deadline=None)
settings.load_profile("law")
