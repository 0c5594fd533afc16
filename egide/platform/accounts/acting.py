"""One transaction, one actor: tells PostgreSQL for whom the statements run, and gives it back on exit.

Serves pages, jobs and commands, which all use this one door; the gate decides, the policies enforce.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from psycopg import errors
from psycopg.pq import ExecStatus

from egide.platform.accounts.actors import ANONYMOUS, Actor

SETTINGS = (
    "egide.actor",
    "egide.compartments",
    "egide.conflicts",
    "egide.external",
    "egide.grants",
    "egide.pass",
    "egide.pass_versions",
)
_READ = "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
_ENTER = "select egide_enter(%s, %s, %s::int)"
# What a page reads by kept statements has one plan each: left to itself, PostgreSQL would plan some of them at each
# reading, for longer than it reads.
_TO_READ = "begin read only; set local plan_cache_mode = force_generic_plan"
_RESTORE = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)

_current: ContextVar[Actor] = ContextVar("egide_actor", default=ANONYMOUS)


def current_actor() -> Actor:
    """Will return the actor of the innermost `acting_as`, or ANONYMOUS outside of any."""
    return _current.get()


@contextmanager
def acting_as(actor: Actor, *, read_only: bool = False) -> Iterator[Actor]:
    """Will run the block in a transaction as this actor, and restore the previous one on exit.

    `read_only` makes PostgreSQL refuse writes, when this block opens the outermost transaction.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        # The settings live as long as their transaction: one that begins here has none to give back.
        previous = () if outermost else _read()
        if outermost:
            _begin(actor, read_only=read_only)
        else:
            _enter(actor)
        token = _current.set(actor)
        try:
            yield actor
        finally:
            _current.reset(token)
        # Only a clean exit restores by hand: a rollback, even to a savepoint, gives the old settings back.
        if not outermost and not connection.needs_rollback:
            _restore(previous)


def _read() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return tuple(cursor.fetchone() or ())


def _begin(actor: Actor, *, read_only: bool) -> None:
    """Will begin the transaction and enter in one round trip: every page does both."""
    place = "null" if actor.compartment_id is None else int(actor.compartment_id)
    # No value of anyone's: a word of ours and two numbers.
    sent = f"select egide_enter('{actor.kind.value}', {int(actor.id or 0)}, {place}::int)"
    began = _TO_READ if read_only else "begin"
    with connection.cursor() as cursor:
        if (
            cursor.db.connection.pgconn.transaction_status
        ):  # a transaction that Django does not know: as usual
            cursor.execute(sent)
            return
        cursor.cursor = _Straight(cursor.db.connection)
        cursor.execute(f"{began}; {sent}")


class _Straight:
    """Sends two statements at once; the driver would have begun the transaction by a round trip of its own."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def execute(self, sql: str, params: None = None) -> None:
        """Will send them.

        :raises psycopg.Error: the server refused one of them.
        """
        found = self._server.pgconn.exec_(sql.encode())
        if found.status != ExecStatus.TUPLES_OK:
            raise errors.error_from_result(found)

    def close(self) -> None:
        """Will let it go: it holds nothing."""


def _enter(actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [actor.kind.value, actor.id or 0, actor.compartment_id])


def _restore(previous: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, previous)
