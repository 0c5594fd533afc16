"""The counts of the frame, read once per request, and with them whatever the page asks first.

What is counted, and how, is in waits.py; what the menu makes of it, in navigation.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import timezone

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.waits import Lists, Waits, frame_of
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.gate.windows import OpenCount
from egide.platform.database.together import Prepared

Figure = Literal["total", "mine", "mine_late", "mine_soon", "late", "soon", "unassigned"]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Open dossiers that the reader sees, by kind and step, from one window; the near days; what waits."""

    rows: tuple[OpenCount, ...]
    near: Horizon = field(compare=False)  # the same counts are the same frame, whatever the day
    waits: Waits = field(default_factory=Waits)

    def of_kind(self, kind: str) -> int:
        """Will count those of one kind."""
        return sum(row.total for row in self.rows if row.kind == kind)

    def by_state(self, kind: str, what: Figure = "total") -> dict[str, int]:
        """Will give one of the figures of one kind, at each step where it is not zero."""
        figures = {row.state: getattr(row, what) for row in self.rows if row.kind == kind}
        return {state: figure for state, figure in figures.items() if figure}

    def sum(self, what: Figure) -> int:
        """Will add one of the figures up over the kinds and steps."""
        return sum(getattr(row, what) for row in self.rows)


def counts_for(request: HouseRequest) -> Counts:
    """Will count the open dossiers once per request: navigation, home and list use the same rows."""
    known: Counts | None = getattr(request, "open_counts", None)
    if known is None:
        known, _ = _counted(request, None, None)
    return known


class Reading:
    """How a page reads: what it asks first goes along with the counts of its frame, in one statement."""

    def __init__(self, request: HouseRequest) -> None:
        self._request = request

    def first(self, written: Prepared, told: Mapping[Any, Any]) -> Lists:
        """Will read what the page asks, and the counts when nothing has read them yet."""
        if hasattr(self._request, "open_counts"):
            return written.read(told)
        return _counted(self._request, written, told)[1]

    def counts(self) -> Counts:
        """Will give the counts of the frame."""
        return counts_for(self._request)


def _counted(
    request: HouseRequest, beside: Prepared | None, told: Mapping[Any, Any] | None
) -> tuple[Counts, Lists]:
    today = timezone.localdate(request.now)
    near, waits, rows, lists = frame_of(request.actor, today=today, beside=beside, told=told)
    known = Counts(rows=rows, near=near, waits=waits)
    request.open_counts = known  # type: ignore[attr-defined]
    return known, lists
