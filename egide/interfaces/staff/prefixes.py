"""The lookup `prefixed`: begins with, by PostgreSQL's `^@`, which an index serves behind the walls.

LIKE, which Django's `startswith` writes, is not leakproof: row-level security would read every row.
"""

from typing import Any

from django.db.models import CharField, Lookup, TextField

_LAST = 0x10FFFF  # no character comes after


@CharField.register_lookup
@TextField.register_lookup
class Prefixed(Lookup):  # type: ignore[type-arg]
    """`filter(title_key__prefixed="absence")`: the value is taken literally, it has no wildcard."""

    lookup_name = "prefixed"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Will write the comparison."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        # The same as a stretch of the index (these columns are in the order of their bytes): a plan that is kept does
        # not know the value, and `^@` alone would read every row.
        stretch = f"{left} >= {right} and {left} < {right} || chr({_LAST})"
        each = [*left_values, *right_values]
        return f"({left} ^@ {right} and {stretch})", each * 3
