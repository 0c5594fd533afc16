"""Which chains a verification reads, as a piece of SQL that every pass repeats.

Serves the passes; it carries parameters, never values pasted into SQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.string import ByteaBinaryLoader

from egide.platform.journal.verification.report import Report


@dataclass(frozen=True, slots=True)
class Scope:
    """One chain, the chains touched since an instant, or everything."""

    chain: str | None = None
    since: datetime | None = None

    @property
    def whole(self) -> bool:
        """Will tell whether every chain is read."""
        return self.chain is None and self.since is None

    def where(self, alias: str) -> str:
        """Will return the condition on the column `chain` of `alias`."""
        conditions = []
        if self.chain is not None:
            conditions.append(f"{alias}.chain = %(chain)s")
        if self.since is not None:
            recent = "select r.chain from journal_event r where r.recorded_at >= %(since)s"
            conditions.append(f"{alias}.chain in ({recent})")
        return " and ".join(conditions) or "true"

    @property
    def parameters(self) -> dict[str, Any]:
        """Will return what `where` refers to."""
        return {"chain": self.chain, "since": self.since}


BATCH = 5000  # rows fetched at a time: some megabytes, whatever the size of the journal
FLOWING = 200  # rows told apart by the library while others come


@contextmanager
def stream(sql: str, scope: Scope) -> Iterator[Iterator[list[tuple[Any, ...]]]]:
    """Will run a query with a cursor kept by the server, and give its rows in batches."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, scope.parameters)
        yield _batches(cursor)


def _batches(cursor: CursorWrapper) -> Iterator[list[tuple[Any, ...]]]:
    while batch := cursor.fetchmany(BATCH):
        yield batch
        if len(batch) < BATCH:  # the last one: no question for nothing
            return


def flow(sql: str, scope: Scope, *, raw: bool = False) -> Iterator[tuple[Any, ...]]:
    """Will run a query and give its rows while the server makes the next ones; `raw`: a text as its bytes, in UTF-8.

    To be read to the end: until then the connection takes no other question.
    """
    with psycopg.Cursor(connection.connection) as cursor:
        if raw:
            cursor.adapters.register_loader("text", ByteaBinaryLoader)
        yield from cursor.stream(sql, scope.parameters, binary=True, size=FLOWING)


def tell(report: Report, faults: str, scope: Scope) -> None:
    """Will note what a query finds: the code of a fault, its chain or its place, its rank if it has one."""
    with connection.cursor() as cursor:
        cursor.execute(faults, scope.parameters)
        for code, place, rank in cursor:
            report.add(code, place, rank)
