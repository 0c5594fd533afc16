"""Where a rule comes from: an act and a section, cited as a lawyer would read it beside the number.
Not the text of the law itself: the texts annexed to letters are effective-dated data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """The legal or administrative origin of a rule; `to_validate` marks what counsel has not yet confirmed.

    `since` is the first day of the version relied on, `until` the first day when it no longer applies.
    """

    act: str
    section: str
    title: str = ""
    since: date | None = None
    until: date | None = None
    to_validate: bool = False

    def cite(self) -> str:
        """Will give the citation in French, for example « art. 47, c. A-2.1 »."""
        # A service statement or a plan has no numbered sections: only the document is cited.
        citation = ", ".join(part for part in (self._section_words(), self.act) if part)
        return f"{citation} (à valider)" if self.to_validate else citation

    def _section_words(self) -> str:
        section = self.section.strip()
        return f"art. {section}" if section[:1].isdigit() else section
