"""Opening a pass: the secret against its row, then the row again at each page; refusals are journaled, then told.

The desk (`pass_desk`) looks the secret up; the bearer then acts with no more than its pass.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from egide.kernel.passes.journaling import journal
from egide.kernel.passes.models import Pass, Purpose
from egide.kernel.passes.secrets import digest, read
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.journal.append import access_chain, append

DESK = "pass_desk"


class Why(StrEnum):
    """Why a pass does not open."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"


class NotOpened(Exception):
    """The pass does not open; `row` is the pass that ended, when there was one."""

    def __init__(self, *, why: Why, row: Pass | None = None) -> None:
        super().__init__(str(why))
        self.why, self.row = why, row


def exchange(secret: str, *, now: datetime, purposes: tuple[Purpose, ...], number: str | None = None) -> Pass:
    """Will return the live pass of this secret and journal its opening; commits on its own.

    `number`: the dossier's or the request's number, when it was typed with the code; it must be the pass's own.

    :raises NotOpened: unknown, expired, revoked, or an answer already given; the refusal is journaled.
    """
    desk, typed = service(DESK), read(secret)
    with acting_as(desk):
        row = _find(typed, purposes, number) if typed else None
        why = _closed(row, now)
        if why is None:
            assert row is not None
            row.last_seen_at = now
            row.save(update_fields=["last_seen_at"])
            journal(row, "pass.exchanged", now)
            return row
        _journal_refusal(desk, row, why, now)
    raise NotOpened(why=why, row=row)


def bearer(public_id: UUID, *, now: datetime, purposes: tuple[Purpose, ...]) -> Pass:
    """Will return the pass that a browser bears, if it is still live.

    :raises NotOpened: it no longer is.
    """
    with acting_as(service(DESK)):
        row = _rows().filter(public_id=public_id, purpose__in=purposes).first()
        why = _closed(row, now)
    if why is not None:
        raise NotOpened(why=why, row=row)
    assert row is not None
    return row


def note_use(*, row: Pass, what: str, now: datetime) -> None:
    """Will journal one use of a pass, by its bearer, in the current transaction."""
    journal(row, "pass.used", now, what=what)


def mark_seen(*, row: Pass, now: datetime) -> None:
    """Will keep the instant of the last visit; the staff sees it."""
    with acting_as(desk_for(row)):
        Pass.objects.filter(pk=row.pk).update(last_seen_at=now)


def consume(*, row: Pass, now: datetime) -> bool:
    """Will mark a one-use pass as used, once; of two at the same time the second gets False."""
    with acting_as(desk_for(row)):
        return bool(Pass.objects.filter(pk=row.pk, used_at=None, revoked_at=None).update(used_at=now))


def desk_for(row: Pass) -> Actor:
    """Will return the service that writes for the bearer, narrowed to the pass's compartment."""
    return service(DESK, compartment_id=row.compartment_id)


def _find(secret: str, purposes: tuple[Purpose, ...], number: str | None) -> Pass | None:
    row = _rows().filter(secret_sha256=digest(secret), purpose__in=purposes).first()
    if row is None or number is None:
        return row
    own = {row.reference, row.dossier.number if row.dossier else ""} - {""}
    return row if number in own else None


def _rows() -> QuerySet[Pass]:
    return Pass.objects.select_related("dossier", "party", "compartment", "document")


def _closed(row: Pass | None, now: datetime) -> Why | None:
    if row is None:
        return Why.UNKNOWN
    if row.used_at is not None:
        return Why.USED
    if row.revoked_at is not None:
        return Why.REVOKED
    return Why.EXPIRED if row.ends_at <= now else None


def _journal_refusal(desk: Actor, row: Pass | None, why: Why, now: datetime) -> None:
    if row is not None:
        journal(row, "pass.refused", now, why=why)
        return
    # Nobody's pass: the refusal is told where the public's forms are received.
    place = next(held for held in desk.roles if held.compartment_code == "office")
    append(
        chain=access_chain(place.compartment_code, now),
        compartment_id=place.compartment_id,
        code="pass.refused",
        data={"why": str(why)},
        at=now,
    )
