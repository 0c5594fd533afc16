"""What a pass over a source remembers: in a nameless file on the disk, so that memory does not grow with the lines.

Digests of old numbers and of paths, and what is said of each line; gone when it is closed.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of a report."""

    place: int
    key: str
    outcome: str
    detail: str


class Seen:
    """The memory of one pass."""

    def __init__(self) -> None:
        # An empty name is a private file that SQLite erases by itself.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("pragma journal_mode = off")
        self._base.execute("pragma cache_size = -2000")
        self._base.execute(
            "create table seen (kind text, key blob, place int, primary key (kind, key)) without rowid"
        )
        self._base.execute("create table told (place integer, key text, outcome text, detail text)")
        self.kinds: Counter[str] = Counter()

    def __enter__(self) -> "Seen":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def first(self, kind: str, key: str, place: int = 0) -> int | None:
        """Will return where the key was seen before, or nothing when this is the first time."""
        found = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:16]
        row = self._base.execute(
            "select place from seen where kind = ? and key = ?", (kind, found)
        ).fetchone()
        if row is not None:
            return int(row[0])
        self._base.execute("insert into seen values (?, ?, ?)", (kind, found, place))
        return None

    def has(self, kind: str, key: str) -> bool:
        """Will say whether the key was seen."""
        found = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:16]
        return (
            self._base.execute("select 1 from seen where kind = ? and key = ?", (kind, found)).fetchone()
            is not None
        )

    def tell(self, told: Told) -> None:
        """Will keep a line of the report."""
        self._base.execute(
            "insert into told values (?, ?, ?, ?)", (told.place, told.key, told.outcome, told.detail)
        )

    def all_told(self) -> Iterator[Told]:
        """Will give the lines of the report, in their order."""
        for place, key, outcome, detail in self._base.execute("select * from told order by place"):
            yield Told(place=place, key=key, outcome=outcome, detail=detail)
