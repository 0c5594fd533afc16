"""A key that goes to its database while something else is done: the disk writes it down meanwhile.

Same wall, same rows and same bytes as `keys.keep_object_key`; one exchange to enter, one that nobody waits for until
`settle`. Only outside a transaction of the key database: inside one, the key is kept at once.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg import errors, sql
from psycopg.pq import ExecStatus, TransactionStatus

from egide.platform.accounts.models import Compartment
from egide.platform.storage import wrapping
from egide.platform.storage.errors import KeyUnavailable
from egide.platform.storage.keys import compartments_held, keep_object_key, opened, settle_before
from egide.platform.storage.models import CompartmentKey
from egide.platform.storage.routers import KEYS

_ENTER = """
begin; select set_config('egide.compartments', {held}, true);
select wrapped, master_mark, compartment_code from storage_compartmentkey where compartment_id = {place}
"""
_KEEP = """
insert into storage_wrappedkey (object_id, compartment_id, wrapped, made_at)
values ({id}, {place}, {wrapped}, {at}); commit
"""
_DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class KeyBegun:
    """The key of one object, on its way; `settle` before the row that needs it is committed."""

    def __init__(self, *, object_id: UUID, key: bytes, compartment: Compartment, now: datetime) -> None:
        """Will send it.

        :raises KeyUnavailable: the actor does not hold this compartment.
        """
        self._server: Any = None
        connection = connections[KEYS]
        if not connection.in_atomic_block:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        server = connection.connection
        if connection.in_atomic_block or server.info.transaction_status != TransactionStatus.IDLE:
            keep_object_key(object_id=object_id, key=key, compartment=compartment, now=now)
            return
        with connection.wrap_database_errors:
            holder = _entered(server, compartment)
        if holder is None:  # the first object of the compartment makes its key
            keep_object_key(object_id=object_id, key=key, compartment=compartment, now=now)
            return
        wrapped = wrapping.wrap(
            key, under=opened(holder), bound_to=wrapping.object_bond(object_id, compartment.pk)
        )
        text = _text(server, _KEEP, id=object_id, place=compartment.pk, wrapped=wrapped, at=now)
        self._server = server
        settle_before(self.settle)
        server.pgconn.send_query(text)
        server.pgconn.flush()

    def settle(self) -> None:
        """Will wait until the key is durable; at once when it is.

        :raises KeyUnavailable: the compartment is not among those held.
        """
        server, self._server = self._server, None
        if server is None:
            return
        settle_before(None)
        failed = None
        with connections[KEYS].wrap_database_errors:
            while (found := server.pgconn.get_result()) is not None:
                failed = failed or (None if found.status in _DONE else found)
            if failed is not None:
                _rolled_back(server)
                raise _failure(failed)


def _entered(server: Any, compartment: Compartment) -> CompartmentKey | None:
    found = server.pgconn.exec_(_text(server, _ENTER, held=compartments_held(), place=compartment.pk))
    if found.status != ExecStatus.TUPLES_OK:
        _rolled_back(server)
        raise _failure(found)
    if not found.ntuples:
        _rolled_back(server)
        return None
    wrapped, mark, code = (found.get_value(0, column) for column in range(3))
    return CompartmentKey(
        compartment_id=compartment.pk,
        compartment_code=code.decode(),
        wrapped=bytes.fromhex(wrapped.decode().removeprefix("\\x")),
        master_mark=mark.decode(),
    )


def _text(server: Any, pattern: str, **values: Any) -> bytes:
    told = {name: sql.Literal(value) for name, value in values.items()}
    return sql.SQL(pattern).format(**told).as_bytes(server)


def _rolled_back(server: Any) -> None:
    if server.info.transaction_status != TransactionStatus.IDLE:
        server.pgconn.exec_(b"rollback")


def _failure(found: Any) -> Exception:
    problem = errors.error_from_result(found)
    if problem.sqlstate == "42501":  # behind another wall
        refused = KeyUnavailable()
        refused.__cause__ = problem
        return refused
    return problem
