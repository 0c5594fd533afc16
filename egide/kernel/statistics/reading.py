"""What every count shares: for whom, over which kinds, units and days; the cells that a count gives.

The reader's dossiers come from `visible()`, the only door; the policies of the database stand behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.statistics.periods import Period
from egide.law.counting import Attribute, Countable
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.ui.formats import OFFICE_ZONE

UNSAID = "Non précisé"
BEFORE = "@before"
Value = int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: the figure's code, the key and the words of its row (both empty for a single number)."""

    code: str
    key: str
    label: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Who counts, what, and when. `today` tells which unanswered deadlines have passed.

    `before`: the period that totals are compared with, when they are. `codes`: the figures asked.
    `order`: the slug of the only order that counts, or nothing.
    """

    actor: Actor
    kinds: tuple[str, ...]
    units: tuple[int, ...]
    period: Period
    today: date
    before: Period | None = None
    codes: frozenset[str] = frozenset()
    order: str = ""

    @property
    def modules(self) -> tuple[Module, ...]:
        """The modules of the kinds asked that declare dossiers."""
        return tuple(m for m in registry.modules() if m.kind is not None and m.kind.code in self.kinds)

    def countable(self, module: Module) -> Countable:
        """What the module declares, or nothing."""
        return module.counted or Countable()

    def dossiers(self, kind: str | None = None) -> QuerySet[Dossier]:
        """The dossiers that the reader may see, of one kind or of all those asked."""
        rows = visible(self.actor, kind=kind) if kind else visible(self.actor)
        modules = [m for m in self.modules if m.kind and kind in (None, m.kind.code)]
        rows = rows.filter(reduce(or_, (self._of(m) for m in modules), Q(pk__in=())))
        return (rows.filter(unit_id__in=self.units) if self.units else rows).order_by()

    def _of(self, module: Module) -> Q:
        """The kind's dossiers, those of the order alone when one is asked; a kind without order has none."""
        of_kind = Q(kind=module.kind.code if module.kind else "")
        if not self.order:
            return of_kind
        paths = [a.path for a in self.countable(module).attributes if a.by == "order"]
        return reduce(or_, (of_kind & Q(**{path: self.order}) for path in paths), Q(pk__in=()))

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """The period as instants of the Office's own clock, for what is stored to the second."""
        first = datetime.combine(self.period.since, time(), tzinfo=OFFICE_ZONE)
        return first, datetime.combine(self.period.until, time(), tzinfo=OFFICE_ZONE)

    def within(self, column: str) -> Q:
        """The condition that a day falls in the period."""
        return Q(**{f"{column}__gte": self.period.since, f"{column}__lt": self.period.until})


def words(model: type[Model], attribute: Attribute, key: str | None) -> str:
    """Will return the French words of a code: those declared, else the choices of the column itself."""
    if not key:
        return UNSAID
    return dict(attribute.labels or _choices(model, attribute.path)).get(key, key)


def _choices(model: type[Model], path: str) -> Sequence[tuple[str, str]]:
    *relations, name = path.split("__")
    for relation in relations:
        found: Any = model._meta.get_field(relation).related_model
        model = found
    return tuple((str(code), str(label)) for code, label in model._meta.get_field(name).flatchoices)  # type: ignore[union-attr]


def compared(totals: Iterable[tuple[str, Value]]) -> list[Cell]:
    """Will give the totals of the period before, under codes that no figure has."""
    return [Cell(f"{code}{BEFORE}", "", "", value) for code, value in totals]


def singles(totals: Iterable[tuple[str, Value]]) -> list[Cell]:
    """Will give a cell of its own to each total."""
    return [Cell(code, "", "", value) for code, value in totals]
