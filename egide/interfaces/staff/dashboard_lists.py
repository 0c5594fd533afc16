"""Where the dashboard's numbers lead: the address of the list that holds the very dossiers counted.

Nothing when no single list does: several systems together, or one unit among others.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from egide.interfaces.staff.dashboard_asked import Asked
from egide.interfaces.staff.filters import Filters
from egide.kernel import registry


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The list of one kind, over the days of the period; without `url`, no number leads anywhere."""

    url: str
    asked: Asked

    @classmethod
    def of(cls, kind: str, asked: Asked) -> "Lists":
        """Will give the list of this kind, or none."""
        module = registry.module_of_kind(kind) if kind and not asked.unit else None
        url = reverse("staff:list", kwargs={"module": module.code}) if module else ""
        return cls(url=url, asked=asked)

    def received(self, *, order: str = "", theme: str = "") -> str:
        """Will list those received in the period, open or closed."""
        wanted = Filters(standing="any", received=self._days, sort="newest", theme=theme)
        return self._address(replace(wanted, order=order or self.asked.order))

    def handled(self) -> str:
        """Will list those closed in the period."""
        return self._address(Filters(standing="closed", closed=self._days, order=self.asked.order))

    def standing(self) -> str:
        """Will list those open today."""
        return self._address(Filters(order=self.asked.order))

    @property
    def _days(self) -> tuple[date, date]:
        return self.asked.period.since, self.asked.period.last

    def _address(self, wanted: Filters) -> str:
        return wanted.address(self.url) if self.url else ""
