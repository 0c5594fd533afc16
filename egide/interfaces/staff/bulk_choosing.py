"""Which dossiers an act on several is about: those chosen one by one, on one or more pages, or all that a filter finds.

Reads a request and asks the same rows as the list; the acts themselves are in bulk_actions.py.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.dates import horizon
from egide.interfaces.staff.filters import NAMES, Filters
from egide.interfaces.staff.keyset import ORDERS
from egide.interfaces.staff.list_rows import wanted_rows
from egide.kernel import registry
from egide.kernel.batches.actions import LARGEST
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.gate.visibility import visible
from egide.law.modules import Module

AT_ONCE = 50  # dossiers done while the person waits; more are done by a job
BY_HAND = 500  # dossiers chosen one by one, which the form carries


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A row as the form carries it: its number, and the version that the preview showed."""

    number: str
    version: int | None = None

    @classmethod
    def read(cls, text: str) -> "Chosen | None":
        """Will read « INT-2026-00012 » or « INT-2026-00012:3 »."""
        number, _, version = text.strip().upper().partition(":")
        if not number or len(number) > 40 or not number.isprintable():
            return None
        known = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else None
        return cls(number=number, version=known)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The dossiers that the reader sees among those asked, and what the form must carry to ask them again."""

    dossiers: tuple[Dossier, ...]
    versions: dict[str, int | None]
    fields: tuple[tuple[str, str], ...]
    seen: str
    back: str
    whole: bool = False
    left_out: int = 0

    @property
    def long(self) -> bool:
        """Whether a job does it, while the person does something else."""
        return len(self.dossiers) > AT_ONCE

    @property
    def mark(self) -> str:
        """What changes when a dossier enters or leaves the selection."""
        numbers = " ".join(sorted(dossier.number for dossier in self.dossiers))
        return hashlib.sha256(numbers.encode()).hexdigest()[:24]

    @property
    def changed(self) -> bool:
        """Whether all that a filter finds is no longer what the preview showed."""
        return self.whole and self.seen != self.mark


def selection_of(request: HouseRequest) -> Selection:
    """Will read what was chosen; on POST a short selection is locked, in ascending order."""
    values = request.POST if request.method == "POST" else request.GET
    module = _module(values.get("liste", ""))
    if values.get("tout") == "1" and module is not None:
        return _whole(request, values, module)
    chosen = [row for text in values.getlist("d")[: BY_HAND + 1] if (row := Chosen.read(text))]
    kept = list({row.number: row for row in chosen}.values())[:BY_HAND]
    dossiers = _dossiers(request, kept)
    return Selection(
        dossiers=dossiers,
        versions={row.number: row.version for row in kept},
        fields=tuple(("d", f"{dossier.number}:{dossier.version}") for dossier in dossiers),
        seen="",
        back=_back(dossiers, module),
        left_out=max(0, len(set(values.getlist("d"))) - BY_HAND),
    )


def chosen_numbers(values: Sequence[str]) -> tuple[str, ...]:
    """Will read the numbers that a list's address carries from page to page, each once."""
    read = [row.number for text in values[:BY_HAND] if (row := Chosen.read(text))]
    return tuple(dict.fromkeys(read))


def _whole(request: HouseRequest, values: QueryDict, module: Module) -> Selection:
    assert module.kind is not None
    assert module.lifecycle is not None
    filters = Filters.read(values, states=frozenset(state.code for state in module.lifecycle.states))
    filters = replace(filters, after="", before="")
    near = horizon(timezone.localdate(request.now), units={a.unit_id for a in request.actor.roles})
    rows = wanted_rows(request.actor, module.kind.code, filters, near)
    found = rows.order_by(*ORDERS[filters.sort, False])[: LARGEST + 1]
    dossiers = tuple(found.select_related("unit__site", "assignee", "site"))
    carried = tuple((name, value) for name in NAMES if (value := values.get(name, "")))
    return Selection(
        dossiers=dossiers[:LARGEST],
        versions={dossier.number: dossier.version for dossier in dossiers},
        fields=(("tout", "1"), ("liste", module.code), *carried),
        seen=values.get("vu", ""),
        back=filters.address(_list_url(module)),
        whole=True,
        left_out=max(0, len(dossiers) - LARGEST),
    )


def _dossiers(request: HouseRequest, chosen: Sequence[Chosen]) -> tuple[Dossier, ...]:
    rows = visible(request.actor).filter(number__in=[row.number for row in chosen]).order_by("pk")
    short = request.method == "POST" and len(chosen) <= AT_ONCE
    found = rows.select_for_update(of=("self",)) if short else rows
    return tuple(found.select_related("unit__site", "assignee", "site"))


def _module(code: str) -> Module | None:
    found = {module.code: module for module in registry.modules() if module.kind and module.lifecycle}
    return found.get(code)


def _back(dossiers: Sequence[Dossier], module: Module | None) -> str:
    if module is None and not dossiers:
        return reverse("staff:home")
    return _list_url(module or registry.module_of_kind(dossiers[0].kind))


def _list_url(module: Module) -> str:
    return reverse("staff:list", kwargs={"module": module.code})
