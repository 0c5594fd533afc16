"""Who waits for whom in PostgreSQL: what a test watches instead of letting time pass.

Serves tests of two people at once, and of a process killed at a known place, however fast the machine.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

_WAITS = "select exists (select from pg_locks where pid = %s and not granted)"
_GATE = 20_261_123  # any number: the clone has no other lock of this kind
_WAIT_AT_GATE = """
create function wait_at_gate() returns trigger language plpgsql security definer as $$
begin
  if {once} then perform pg_advisory_xact_lock_shared({gate}); end if;
  return new;
end $$;
create trigger wait_at_gate before {before} for each row execute function wait_at_gate()
"""
_AT_GATE = """
select exists (select from pg_locks where locktype = 'advisory' and not granted
and database = (select oid from pg_database where datname = current_database()))
"""


def waits(connection: "psycopg.Connection[Any]", other: "psycopg.Connection[Any]") -> bool:
    """Will say, by the first of the two, whether the other waits for a lock."""
    return connection.execute(_WAITS, [other.info.backend_pid]).fetchone() == (True,)


@contextmanager
def gate(login: str, *, before: str, once: str) -> Iterator[Callable[[], bool]]:
    """Will make whoever writes wait `before` a row (« insert on table »), as soon as `once` holds (SQL).

    Yields what says whether someone waits there. A process killed meanwhile is gone from PostgreSQL at the end.
    """
    table = sql.Identifier(before.rpartition(" ")[2])
    with psycopg.connect(login, autocommit=True) as keeper:
        keeper.execute("select pg_advisory_lock(%s)", [_GATE])
        keeper.execute(_WAIT_AT_GATE.format(before=before, once=once, gate=_GATE))
        yield lambda: keeper.execute(_AT_GATE).fetchone() == (True,)
        keeper.execute("select pg_advisory_unlock(%s)", [_GATE])
        # It needs the table for itself: whoever waited has ended its transaction, or lost it with its process.
        keeper.execute(sql.SQL("drop trigger wait_at_gate on {}").format(table))
        keeper.execute("drop function wait_at_gate")
