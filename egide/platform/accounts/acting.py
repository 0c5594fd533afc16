"""One transaction, one actor: tells PostgreSQL for whom the statements run, and gives it back on exit.

Serves pages, jobs and commands, which all use this one door; the gate decides, the policies enforce.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

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
# « set transaction read only » in the same statement: one round trip less on every page.
_ENTER_TO_READ = f"{_ENTER}, set_config('transaction_read_only', 'on', true)"
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
        _enter(actor, read_only=read_only and outermost)
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


def _enter(actor: Actor, *, read_only: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTER_TO_READ if read_only else _ENTER,
            [actor.kind.value, actor.id or 0, actor.compartment_id],
        )


def _restore(previous: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, previous)
