"""The lookup of several words: the rows of Findable where a window says that they meet (decision 0047).

The rows themselves are read under the policies, where they stand: no index is walked a second time.
"""

from typing import Any

from django.db.models import Lookup

from egide.kernel.finding.findable import WINDOW


class Met(Lookup):  # type: ignore[type-arg]
    """`Met(F("dossier_id"), ("elise", "tremb"))`: each is the beginning of a word of the dossier; on Findable only."""

    lookup_name = "met"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Will write the comparison."""
        left, values = self.process_lhs(compiler, connection)
        table = left.rpartition(".")[0]
        words = ", ".join(["%s"] * len(self.rhs))
        return f"{table}.ctid = any(array(select {WINDOW}(array[{words}])))", [*values, *self.rhs]
