"""Pages of a list by its ends, not by counting: the address carries the number of a dossier, never an id.

Constant cost on any page; a dossier that moved meanwhile only moves the end of the page.
"""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from egide.interfaces.staff.filters import Filters
from egide.kernel.dossiers.models import Dossier
from egide.ui.pages import Pager

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One page of dossiers, and whether there are others on each side."""

    dossiers: tuple[Dossier, ...]
    earlier: bool
    later: bool


def cut(rows: "QuerySet[Dossier]", filters: Filters) -> Slice:
    """Will read one page in the order asked; an end that the reader does not see gives the first page."""
    backwards = bool(filters.before)
    end = _end(rows, filters.before or filters.after)
    if end is None:
        found = list(_sorted(rows, filters.sort)[: PAGE + 1])
        return Slice(dossiers=tuple(found[:PAGE]), earlier=False, later=len(found) > PAGE)
    beyond = rows.filter(_beyond(end, filters.sort, backwards=backwards))
    found = list(_sorted(beyond, filters.sort, backwards=backwards)[: PAGE + 1])
    more, page = len(found) > PAGE, found[:PAGE]
    if backwards:
        return Slice(dossiers=tuple(reversed(page)), earlier=more, later=True)
    return Slice(dossiers=tuple(page), earlier=True, later=more)


def pager(page: Slice, filters: Filters, url: str, *, summary: str) -> Pager:
    """Will write the addresses of the neighbouring pages."""
    if not page.dossiers:
        return Pager(previous_url=filters.address(url) if page.earlier else "", summary=summary)
    first, last = page.dossiers[0].number, page.dossiers[-1].number
    return Pager(
        previous_url=filters.address(url, before=first) if page.earlier else "",
        next_url=filters.address(url, after=last) if page.later else "",
        summary=summary,
    )


def _end(rows: "QuerySet[Dossier]", number: str) -> Dossier | None:
    return rows.filter(number=number).first() if number else None


def _sorted(rows: "QuerySet[Dossier]", sort: str, *, backwards: bool = False) -> "QuerySet[Dossier]":
    if sort == "newest":
        return rows.order_by("received_on", "pk") if backwards else rows.order_by("-received_on", "-pk")
    if backwards:
        return rows.order_by(F("next_due_on").desc(nulls_first=True), "-pk")
    return rows.order_by(F("next_due_on").asc(nulls_last=True), "pk")


def _beyond(end: Dossier, sort: str, *, backwards: bool) -> Q:
    if sort == "newest":
        side = "gt" if backwards else "lt"
        same = Q(received_on=end.received_on, **{f"pk__{side}": end.pk})
        return Q(**{f"received_on__{side}": end.received_on}) | same
    side = "lt" if backwards else "gt"
    same = Q(next_due_on=end.next_due_on, **{f"pk__{side}": end.pk})
    if end.next_due_on is None:
        # Those without a date stand last: before them come all that have one, after them nothing else.
        return same | Q(next_due_on__isnull=False) if backwards else same
    other = Q(**{f"next_due_on__{side}": end.next_due_on})
    return same | other if backwards else same | other | Q(next_due_on=None)
