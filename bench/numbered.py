"""A statement with numbered places, as the house's kept statements are sent, written again with named ones.

Serves what explains a statement, or puts its values in its text: their drivers know named places only.
"""

import re
from collections.abc import Sequence
from typing import Any

_PLACE = re.compile(r"\$(\d+)")


def named(sql: str, values: Any) -> tuple[str, Any]:
    """Will return the statement and its values by name; a statement without numbered places as it is."""
    if not isinstance(values, Sequence) or "$1" not in sql:
        return sql, values
    text = _PLACE.sub(r"%(p\1)s", sql.replace("%", "%%"))
    return text, {f"p{n}": value for n, value in enumerate(values, start=1)}
