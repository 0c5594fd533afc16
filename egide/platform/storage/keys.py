"""The key database: making, opening, re-wrapping and deleting keys, behind the same walls as the documents.

The wall of `default` reads settings of its own transaction, which the key database cannot see. Each operation
here therefore opens a short transaction on `keys` and copies into it, from PostgreSQL and not from Python,
the compartments that the main transaction holds (docs/decisions/0005-keys-apart.md). No actor: no key.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import ProgrammingError, connections, transaction

from egide.platform.accounts.models import Compartment
from egide.platform.storage import wrapping
from egide.platform.storage.errors import KeyUnavailable, Tampered
from egide.platform.storage.master import MasterKeyProblem, load_master_key
from egide.platform.storage.models import CompartmentKey, WrappedKey
from egide.platform.storage.routers import KEYS

_READ = "select coalesce(current_setting('egide.compartments', true), '')"
_WRITE = "select set_config('egide.compartments', %s, true)"
_BEHIND_ANOTHER_WALL = "42501"
# What this thread's connection has under way, see keys_begun.py.
_under_way = threading.local()


def settle_before(settle: Callable[[], None] | None) -> None:
    """Will call `settle` before anything else is asked of the key database by this thread; None: it is settled."""
    _under_way.settle = settle


def compartments_held() -> str:
    """Will return the main transaction's compartments, as PostgreSQL writes them; empty without actor."""
    return _setting("default")


@contextmanager
def key_room(*, compartments: str | None = None) -> Iterator[None]:
    """Will open a transaction on the key database that sees these compartments (by default, those held now).

    :raises KeyUnavailable: a key was written for a compartment outside them.
    """
    held = compartments_held() if compartments is None else compartments
    if settle := getattr(_under_way, "settle", None):
        settle()
    nested = connections[KEYS].in_atomic_block
    try:
        with transaction.atomic(using=KEYS):
            before = _setting(KEYS) if nested else ""
            _set(held)
            yield
            if nested:  # the outermost transaction forgets by itself, a rollback too
                _set(before)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", None) == _BEHIND_ANOTHER_WALL:
            raise KeyUnavailable from error
        raise


def keep_object_key(*, object_id: UUID, key: bytes, compartment: Compartment, now: datetime) -> None:
    """Will wrap a new object's key with its compartment's key, made on first use, and commit it.

    :raises KeyUnavailable: the compartment is not among those held.
    """
    keep_object_keys(keys={object_id: key}, compartment=compartment, now=now)


def keep_object_keys(*, keys: Mapping[UUID, bytes], compartment: Compartment, now: datetime) -> None:
    """Will wrap and commit the keys of several new objects of one compartment, in one statement.

    :raises KeyUnavailable: the compartment is not among those held.
    """
    with key_room():
        under = _compartment_key(compartment=compartment, now=now)
        rows = [
            WrappedKey(
                object_id=object_id,
                compartment_id=compartment.pk,
                wrapped=wrapping.wrap(
                    key, under=under, bound_to=wrapping.object_bond(object_id, compartment.pk)
                ),
                made_at=now,
            )
            for object_id, key in keys.items()
        ]
        WrappedKey.objects.bulk_create(rows)


def open_object_key(*, object_id: UUID, compartment_id: int) -> bytes:
    """Will return an object's key.

    :raises KeyUnavailable: destroyed, or behind another wall. :raises Tampered: the wrapping was changed.
    """
    found = open_object_keys(object_ids=[object_id], compartment_id=compartment_id)
    if object_id not in found:
        raise KeyUnavailable
    return found[object_id]


def open_object_keys(*, object_ids: Sequence[UUID], compartment_id: int) -> dict[UUID, bytes]:
    """Will return the keys of several objects of one compartment; those that are destroyed or hidden are left out.

    :raises Tampered: a wrapping was changed.
    """
    with key_room():
        rows = list(WrappedKey.objects.filter(object_id__in=object_ids, compartment_id=compartment_id))
        holder = CompartmentKey.objects.filter(compartment_id=compartment_id).first()
    if holder is None or not rows:
        return {}
    under = opened(holder)
    return {
        row.object_id: wrapping.unwrap(
            bytes(row.wrapped), under=under, bound_to=wrapping.object_bond(row.object_id, compartment_id)
        )
        for row in rows
    }


def rotate_master_key(*, old: bytes, new: bytes, progress: Callable[[str], None] | None = None) -> int:
    """Will wrap every compartment's key again under `new` and return how many; all or nothing.

    Run as the owner (EGIDE_ROLE=owner), the services stopped; then install `new` as the master key. Objects
    and their keys are not touched.

    :raises MasterKeyProblem: a compartment's key is not under `old`; nothing is changed.
    :raises django.db.ProgrammingError: the connected role would not see every compartment.
    """
    with transaction.atomic(using=KEYS):
        with connections[KEYS].cursor() as cursor:
            cursor.execute("set local row_security = off")  # an error rather than a silent selection
            cursor.execute("lock table storage_compartmentkey in exclusive mode")
        holders = list(CompartmentKey.objects.order_by("compartment_id"))
        for holder in holders:
            bond = wrapping.compartment_bond(holder.compartment_code)
            key = opened(holder, master=old)
            holder.wrapped = wrapping.wrap(key, under=new, bound_to=bond)
            holder.master_mark = wrapping.mark(new)
            holder.save(update_fields=["wrapped", "master_mark"])
            if progress:
                progress(holder.compartment_code)
        with connections[KEYS].cursor() as cursor:
            cursor.execute("set local row_security = on")
    return len(holders)


def _compartment_key(*, compartment: Compartment, now: datetime) -> bytes:
    holder = CompartmentKey.objects.filter(compartment_id=compartment.pk).first()
    if holder is None:
        master = load_master_key()
        wrapped = wrapping.wrap(
            wrapping.new_key(), under=master, bound_to=wrapping.compartment_bond(compartment.code)
        )
        # Two first uses at once: the second waits for the first, ignores its own key and reads the other's.
        CompartmentKey.objects.bulk_create(
            [
                CompartmentKey(
                    compartment_id=compartment.pk,
                    compartment_code=compartment.code,
                    wrapped=wrapped,
                    master_mark=wrapping.mark(master),
                    made_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        holder = CompartmentKey.objects.filter(compartment_id=compartment.pk).first()
        if holder is None:
            raise KeyUnavailable
    return opened(holder)


def opened(holder: CompartmentKey, *, master: bytes | None = None) -> bytes:
    """Will return a compartment's key.

    :raises MasterKeyProblem: it is under another master key. :raises Tampered: its wrapping was changed.
    """
    master = load_master_key() if master is None else master
    try:
        return wrapping.unwrap(
            bytes(holder.wrapped), under=master, bound_to=wrapping.compartment_bond(holder.compartment_code)
        )
    except Tampered as error:
        if wrapping.mark(master) == holder.master_mark:
            raise
        raise MasterKeyProblem(
            "La clé maîtresse chargée n’est pas celle qui protège le compartiment "
            f"« {holder.compartment_code} » : "
            f"attendue {holder.master_mark}, chargée {wrapping.mark(master)}."
        ) from error


def _setting(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(_READ)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _set(held: str) -> None:
    with connections[KEYS].cursor() as cursor:
        cursor.execute(_WRITE, [held])
