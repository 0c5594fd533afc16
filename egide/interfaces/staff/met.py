"""The dossiers that hold several words: the rows that a window tells stand for the table of Findable (decision 0047).

What lists narrow, sort and count by comes with them, within the walls: the rows are read once.
"""

from typing import Any, Self

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable

from egide.kernel.finding.findable import WINDOW
from egide.kernel.finding.models import Findable

Units = tuple[int, ...] | None  # none: wherever the walls let read


class _Told(BaseTable):
    """The window called with these words and units, under the name of the table whose columns it tells."""

    def __init__(self, table: str, alias: str | None, words: tuple[str, ...], units: Units) -> None:
        super().__init__(table, alias)
        self._words, self._units = words, units

    @property
    def identity(self) -> tuple[Any, ...]:
        return (self.__class__, self.table_name, self.table_alias, self._words, self._units)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Will write the call where the table would stand."""
        places = ", ".join(["%s"] * len(self._words))
        name = compiler.quote_name_unless_alias(self.table_alias)
        # Ids of units are numbers, those of the reader for whom the statement is written.
        units = "null" if self._units is None else f"'{{{','.join(map(str, self._units))}}}'"
        return f"{WINDOW}(array[{places}], {units}::bigint[]) {name}", list(self._words)

    def relabeled_clone(self, change_map: dict[str | None, str]) -> Self:
        """Will be called under another name, with the same words and units."""
        alias = change_map.get(self.table_alias, self.table_alias)
        return self.__class__(self.table_name, alias, self._words, self._units)


def met(words: tuple[str, ...], units: Units) -> "QuerySet[Findable]":
    """Will select the rows in which each of these begins a word, of these units; none when the words are too common."""
    rows = Findable.objects.all()
    table = rows.query.get_initial_alias()
    rows.query.alias_map[table] = _Told(Findable._meta.db_table, table, words, units)
    return rows
