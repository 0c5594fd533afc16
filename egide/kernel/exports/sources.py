"""What may be taken out as a table: each source is declared once, with its rows behind the same gate as its screen.

The interfaces and the modules register theirs when they start; a file is then made by one mechanism for all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from egide.kernel import registry
from egide.kernel.gate.verdicts import reserved_to
from egide.law.access import Role
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.sheets.cells import Column

Filters = Mapping[str, str]
LONGEST_FILTER = 200  # characters
_SOURCES: dict[str, "Table"] = {}
_WAITING: list[str] = []


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is common to all that may be taken out. `roles`: who may ask; none means all the staff.

    `describe` says the filters as the screen names them; `keeps` are those understood, `typed` those of them that hold
    words of a person: the journal keeps them where a destruction can reach.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    describe: Callable[[Filters], Sequence[tuple[str, str]]] = lambda _: ()
    roles: tuple[Role, ...] = ()
    keeps: tuple[str, ...] = ()
    typed: tuple[str, ...] = ("q",)

    def kept(self, told: Mapping[str, str]) -> dict[str, str]:
        """Will keep the filters that this source understands, none longer than 200 characters."""
        found = {name: told.get(name, "")[:LONGEST_FILTER].replace("\x00", "") for name in self.keeps}
        return {name: value for name, value in found.items() if value}

    def check(self, actor: Actor) -> None:
        """Will stop whoever may not ask for this table.

        :raises Refused: it is reserved to roles that the actor does not hold.
        """
        if self.roles and not {role.code for role in self.roles} & {held.role for held in actor.roles}:
            raise Refused(reserved_to(self.roles))


@dataclass(frozen=True, kw_only=True)
class ExportSource(Table):
    """Rows. `rows` gives what the actor may see, in the order of the screen; `cells` writes some of them.

    `rows(actor, filters, now)` gives a queryset whose rows carry `compartment_id`. `cells(found, actor, now)`
    gives one sequence for each row, in the order of `columns`, with no query for each. `dossier(row)` is the
    id of the dossier of which the row tells, if any. `gated`: such a dossier must be readable by the policy,
    not only behind the walls, for `action`: what `rows` asks of it. `reach(actor)` gives all that the actor may
    see today, without any filter: what is asked again of the rows that tell of no dossier (none, where every row
    tells of one).
    """

    rows: Callable[[Actor, Filters, datetime], "QuerySet[Any]"]
    cells: Callable[[Sequence[Any], Actor, datetime], Iterable[Sequence[object]]]
    dossier: Callable[[Any], int | None] = lambda _: None
    gated: bool = True
    action: str = "read"
    reach: "Callable[[Actor], QuerySet[Any]] | None" = None


@dataclass(frozen=True, kw_only=True)
class FigureSource(Table):
    """Figures of a screen: few lines, written at once, which tell of no dossier."""

    lines: Callable[[Actor, Filters, datetime], Sequence[Sequence[object]]]


def register(source: Table) -> None:
    """Will declare a source; declaring it again replaces it."""
    _SOURCES[source.code] = source


def declared_in(path: str) -> None:
    """Will call this function (`package.module.function`) before the first source is asked for.

    The screens are not imported at start-up: the worker and the commands may not need them.
    """
    _WAITING.append(path)


def table_of(code: str) -> Table:
    """Will return a source of rows or of figures by its code.

    :raises NotVisible: no such source.
    """
    if (found := _known().get(code)) is None:
        raise NotVisible
    return found


def source_of(code: str) -> ExportSource:
    """Will return a source of rows by its code.

    :raises NotVisible: no such source, or one of figures, which no job makes.
    """
    if not isinstance(found := table_of(code), ExportSource):
        raise NotVisible
    return found


def coded_in(code: str) -> frozenset[str]:
    """Will return the filters of a source that hold codes and days, and never words of a person."""
    found = _known().get(code)
    return frozenset(found.keeps).difference(found.typed) if found else frozenset()


def title_of(code: str) -> str:
    """Will return the title of a source, or its code when it is no longer declared."""
    found = _known().get(code)
    return found.title if found else code


def sources() -> tuple[Table, ...]:
    """Will return every source, in the order declared."""
    return tuple(_known().values())


def _known() -> dict[str, Table]:
    while _WAITING:
        registry.resolve(_WAITING[0])()
        _WAITING.pop(0)
    return _SOURCES
