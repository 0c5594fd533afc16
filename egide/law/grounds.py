"""A reason for a decision, with the section that allows it and the wording that a citizen understands.
Not the text of the section: that one is effective-dated data annexed to the letter."""

from dataclasses import dataclass
from datetime import date

from egide.law.sources import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that a decision may cite; `until` is the first day when it may no longer be chosen."""

    code: str
    label: str
    source: Source
    wording: str
    until: date | None = None

    def available_on(self, day: date) -> bool:
        """Will tell whether a decision of that day may still cite this ground."""
        return self.until is None or day < self.until
