"""The lines of a rule: each copy, its media, how long it stays active and semi-active, and what becomes of it.

Plain values, read from and written to the JSON that a rule keeps; from the main line, the rule that computes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from egide.kernel.records.models_plan import json_text
from egide.kernel.records.models_schedule import ScheduleRule
from egide.law.dates_fr import count
from egide.law.retention import Disposition, RetentionRule
from egide.law.retention_events import BY_CODE, CLOSURE
from egide.law.sources import Source

MAIN, SECONDARY = "main", "secondary"
COPIES = {MAIN: "Exemplaire principal", SECONDARY: "Exemplaire secondaire"}
MEDIA = {"PA": "papier", "DM": "numérique", "AU": "autre support"}
YEARS, EVENT, FOREVER = "years", "888", "999"


@dataclass(frozen=True, slots=True)
class Period:
    """How long: years after the closing; 888, until an event then years; or 999, without end."""

    code: str = YEARS
    years: int = 0
    event: str = ""

    @property
    def words(self) -> str:
        """What the schedule's column shows: « 2 », « 888 X1 + 2 », « 999 »."""
        if self.code == FOREVER:
            return FOREVER
        if self.code == YEARS:
            return str(self.years)
        more = f" + {self.years}" if self.years else ""
        return f"{EVENT} {BY_CODE[self.event].mark}{more}"

    @property
    def sentence(self) -> str:
        """The same in words: « jusqu’à la fin des recours, puis 2 ans »."""
        if self.code == FOREVER:
            return "sans terme fixé"
        years = count(self.years, "an") if self.years else ""
        if self.code == YEARS:
            return years or "aucune"
        until = f"jusqu’à l’événement {BY_CODE[self.event].mark} ({BY_CODE[self.event].label})"
        return f"{until}, puis {years}" if years else until


@dataclass(frozen=True, slots=True)
class Copy:
    """One line of the rule; `sampling` is the text that a sorting must carry."""

    copy: str
    media: tuple[str, ...]
    active: Period
    semi_active: Period
    disposition: str
    sampling: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Will rebuild what `to_json` gave."""
        return cls(
            copy=kept["copy"],
            media=tuple(kept["media"]),
            active=Period(**kept["active"]),
            semi_active=Period(**kept["semi_active"]),
            disposition=kept["disposition"],
            sampling=kept.get("sampling", ""),
        )

    def to_json(self) -> dict[str, Any]:
        """Will give plain JSON values."""
        return {
            "copy": self.copy,
            "media": list(self.media),
            "active": _plain(self.active),
            "semi_active": _plain(self.semi_active),
            "disposition": self.disposition,
            "sampling": self.sampling,
        }


def copies_of(rule: ScheduleRule) -> tuple[Copy, ...]:
    """Will read the lines of a rule."""
    return tuple(Copy.read(line) for line in json.loads(rule.copies))


def copies_text(copies: tuple[Copy, ...]) -> str:
    """Will write lines as the rule keeps them."""
    return json_text([copy.to_json() for copy in copies])


def main_copy(rule: ScheduleRule) -> Copy:
    """Will return the line that dates a dossier: the main copy, on a digital medium when media differ."""
    lines = [copy for copy in copies_of(rule) if copy.copy == MAIN]
    return next((copy for copy in lines if "DM" in copy.media), lines[0])


def computed(rule: ScheduleRule) -> RetentionRule:
    """Will return what law/retention.py computes with; its schedule must be loaded."""
    line, schedule = main_copy(rule), rule.schedule
    semi = line.semi_active
    return RetentionRule(
        rule.series,
        rule.title,
        active=None if line.active.code == FOREVER else line.active.years,
        semi_active=None if semi.code == FOREVER else semi.years,
        disposition=Disposition(line.disposition),
        trigger=(BY_CODE[line.active.event] if line.active.code == EVENT else CLOSURE).fact,
        semi_trigger=BY_CODE[semi.event].fact if semi.code == EVENT else None,
        source=Source(
            f"calendrier de conservation {schedule.reference}, version {schedule.number}",
            f"règle {rule.series}",
            to_validate=rule.to_validate,
        ),
        sample=schedule.sample,
    )


def _plain(period: Period) -> dict[str, Any]:
    return {"code": period.code, "years": period.years, "event": period.event}
