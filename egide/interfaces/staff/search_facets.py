"""What the texts found are made of, beside them: one click narrows to a kind, a unit, an order, a year, a format.

Counts come from the window, of what the reader opens alone; when there are more texts than are counted, it is said.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from egide.interfaces.staff.search_choices import Pairs, kinds_read, places_searched, states_read
from egide.interfaces.staff.search_filters import STANDINGS, SearchFilters
from egide.interfaces.staff.search_formats import NAMES as FORMATS
from egide.interfaces.staff.search_formats import format_of
from egide.kernel.search.sources import CARD, rows
from egide.kernel.search.windows import Facets, Found
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Link

LONGEST = 8  # values shown of one facet


class FacetValue(NamedTuple):
    """One way to narrow: its name, how many texts, the address."""

    label: str
    how_many: int
    url: str


class Facet(NamedTuple):
    """One question about the texts found, and its answers, the most frequent first."""

    label: str
    values: tuple[FacetValue, ...]


def facets(
    actor: Actor, found: Found, filters: SearchFilters, url: str, orders: Pairs, units: Pairs
) -> tuple[Facet, ...]:
    """Will return the facets that have more than one answer and are not chosen yet."""
    told = found.facets
    named: tuple[tuple[str, str, Mapping[str, int], Pairs], ...] = (
        ("Quoi", "source", _by_group(told), places_searched()),
        ("Genre de dossier", "kind", told.get("kind", {}), kinds_read(actor)),
        ("Unité", "unit", told.get("unit", {}), units),
        ("Ordre visé", "order", told.get("order", {}), orders),
        ("Format du document", "form", _by_format(told), FORMATS),
    )
    # What has a single answer narrows nothing: neither its names nor its addresses are written.
    shown = [
        _facet(label, counts, dict(names), filters.addresses(url, field))
        for label, field, counts, names in named
        if len(counts) > 1 and not getattr(filters, field)
    ]
    years = told.get("year", {})
    if len(years) > 1 and not (filters.since or filters.until):
        of_year = filters.addresses(url, "since", "until")
        shown.append(
            Facet(
                label="Année du texte",
                values=tuple(
                    FacetValue(label=year, how_many=years[year], url=of_year(*_ends_of(int(year))))
                    for year in sorted(years, reverse=True)[:LONGEST]
                ),
            )
        )
    return tuple(facet for facet in shown if len(facet.values) > 1)


def chosen(actor: Actor, filters: SearchFilters, url: str, orders: Pairs, units: Pairs) -> tuple[Link, ...]:
    """Will return what narrows the search now, each with the address that takes it away."""
    return tuple(_chosen(actor, filters, url, orders, units))


def _chosen(actor: Actor, filters: SearchFilters, url: str, orders: Pairs, units: Pairs) -> Iterator[Link]:
    known: Sequence[tuple[str, str, Pairs]] = (
        ("source", "Quoi", (*places_searched(), (CARD, "Dossiers"))),
        ("kind", "Genre", kinds_read(actor)),
        ("unit", "Unité", units),
        ("state", "État", states_read(actor, filters.kind)),
        ("standing", "Dossiers", STANDINGS),
        ("order", "Ordre", orders),
        ("form", "Format", FORMATS),
    )
    for field, label, names in known:
        if value := getattr(filters, field):
            yield Link(
                label=f"{label}\u00a0: {dict(names).get(value, value)}",
                url=filters.address(url, **{field: ""}),
            )
    if filters.class_code:
        yield Link(label=f"Classe\u00a0: {filters.class_code}", url=filters.address(url, class_code=""))
    if filters.since:
        yield Link(label=f"Depuis le {formats.day(filters.since)}", url=filters.address(url, since=None))
    if filters.until:
        yield Link(label=f"Jusqu’au {formats.day(filters.until)}", url=filters.address(url, until=None))


def _facet(
    label: str, counts: Mapping[str, int], names: Mapping[str, str], address: Callable[..., str]
) -> Facet:
    most = sorted(
        ((n, names.get(code, ""), code) for code, n in counts.items()), key=lambda one: (-one[0], one[1])
    )
    return Facet(
        label=label,
        values=tuple(
            FacetValue(label=name, how_many=n, url=address(code)) for n, name, code in most[:LONGEST] if name
        ),
    )


def _by_group(told: Facets) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for source, total in told.get("source", {}).items():
        counted[_groups().get(source, "")] += total
    return counted


@cache
def _groups() -> Mapping[str, str]:
    return {CARD: "dossier"} | {source.code: source.group for source in rows()}


def _by_format(told: Facets) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for media_type, total in told.get("format", {}).items():
        counted[format_of(media_type)] += total
    return counted


def _ends_of(year: int) -> tuple[str, str]:
    return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
