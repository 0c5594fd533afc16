"""Finds a professional order from what a citizen writes: its name, its acronym, or a profession.

Pure over the list of orders, read once per request. Accents, case and gender endings do not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from egide.kernel.dossiers.folding import fold
from egide.kernel.parties.models import ProfessionalOrder

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les", "ma", "mon", "ordre", "ordres"}
    | {"ou", "quebec", "un", "une"}
)
# « avocate » finds « avocat », « dentistes » finds « dentiste ».
_ENDING, _SHORTEST_STEM = 2, 4
MOST_SHOWN = 8


@dataclass(frozen=True)
class KnownOrder:
    """An order with everything it may be called."""

    id: int
    slug: str
    name: str
    acronym: str
    professions: tuple[str, ...]
    email: str = ""

    @property
    def exact(self) -> frozenset[str]:
        """Folded texts that name this order without doubt (an acronym may still name three)."""
        return frozenset(
            fold(text) for text in (self.name, self.acronym, self.slug, *self.professions) if text
        )

    @property
    def words(self) -> frozenset[str]:
        """Every folded word of its names."""
        return frozenset(_WORD.findall(fold(" ".join((self.name, self.acronym, *self.professions)))))


def known_orders() -> tuple[KnownOrder, ...]:
    """Will return the orders by name, in two queries."""
    rows = ProfessionalOrder.objects.prefetch_related("professions")
    return tuple(
        KnownOrder(
            id=row.pk,
            slug=row.slug,
            name=row.name,
            acronym=row.acronym,
            professions=tuple(sorted(profession.name for profession in row.professions.all())),
            email=row.email,
        )
        for row in rows
    )


def matching(text: str, orders: Iterable[KnownOrder]) -> tuple[KnownOrder, ...]:
    """Will return the orders that the text may mean: those of that very name, else those with its words."""
    orders = tuple(orders)
    folded = fold(text)
    exact = tuple(order for order in orders if folded in order.exact)
    if exact:
        return exact
    asked = [word for word in _WORD.findall(folded) if word not in _EMPTY_WORDS]
    if not asked:
        return ()
    return tuple(order for order in orders if all(_holds(order, word) for word in asked))


def _holds(order: KnownOrder, asked: str) -> bool:
    return any(_same(asked, word) for word in order.words - _EMPTY_WORDS)


def _same(asked: str, word: str) -> bool:
    if word.startswith(asked):
        return True
    stem = len(word) >= _SHORTEST_STEM and len(asked) - len(word) <= _ENDING
    return stem and asked.startswith(word)
