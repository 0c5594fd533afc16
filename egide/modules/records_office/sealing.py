"""What the records office may know of a sealed compartment: its authority lets dates out, by kind, and takes them back.

The copies are made on the sealed side (the act, then each night): number, class, years and days, never a word.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import places, visible
from egide.kernel.records.models import Disposed
from egide.law import roles
from egide.law.access import Role
from egide.modules.records_office.models import SealedFile, SealedRelease
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import access_chain, append

# Who decides what leaves a sealed compartment.
AUTHORITIES: dict[str, Role] = {roles.COMMISSION.code: roles.COMMISSIONER}
COPIED = (
    "class_code",
    "opened_year",
    "closed_on",
    "active_until",
    "semi_active_until",
    "disposition",
    "fate",
)
PAGE = 100  # files shown at once


@dataclass(frozen=True, kw_only=True)
class Series:
    """One kind of dossiers of the sealed side: how many are closed there, and whether their dates are let out."""

    kind: str
    label: str
    closed: int
    release: SealedRelease | None


def compartment_of(actor: Actor) -> Compartment:
    """Will return the sealed compartment of which the actor is the authority.

    :raises NotVisible: of none.
    """
    mine = [
        code
        for code, role in sorted(AUTHORITIES.items())
        if any(a.role == role.code and a.compartment_code == code for a in actor.roles)
    ]
    if not mine:
        raise NotVisible
    return Compartment.objects.get(code=mine[0])


def series_of(actor: Actor, compartment: Compartment) -> list[Series]:
    """Will return the kinds that have closed dossiers there, or whose dates are let out, by name."""
    standing = {
        one.kind: one for one in SealedRelease.objects.filter(compartment=compartment, withdrawn_at=None)
    }
    found = []
    for module in registry.modules():
        if module.kind is None:
            continue
        closed = _closed(actor, compartment.pk, module.kind.code).count()
        if closed or module.kind.code in standing:
            found.append(
                Series(
                    kind=module.kind.code,
                    label=module.name,
                    closed=closed,
                    release=standing.get(module.kind.code),
                )
            )
    return sorted(found, key=lambda one: one.label)


def release(*, actor: Actor, kind: str, now: datetime) -> int:
    """Will let out the dates of the closed dossiers of a kind, now and each night; returns how many rows.

    :raises NotVisible: not the authority of a sealed compartment.
    :raises Refused: nothing of that kind is closed there, or its dates are let out already.
    """
    compartment = compartment_of(actor)
    if not _closed(actor, compartment.pk, kind).exists():
        raise Refused("Aucun dossier fermé de cette sorte\u00a0: il n’y a rien à communiquer.")
    if SealedRelease.objects.filter(compartment=compartment, kind=kind, withdrawn_at=None).exists():
        raise Refused("Les dates de cette série sont déjà communiquées.")
    SealedRelease.objects.create(compartment=compartment, kind=kind, released_at=now, released_by=actor.code)
    _journal(compartment, "sealed_series.released", kind, now)
    return _copy(actor, compartment.pk, kind, now)


def withdraw(*, actor: Actor, kind: str, now: datetime) -> None:
    """Will take the dates of a kind back: the records office sees none of them any more.

    :raises NotVisible: not the authority of a sealed compartment.
    :raises Refused: they are not let out.
    """
    compartment = compartment_of(actor)
    rows = SealedRelease.objects.filter(compartment=compartment, kind=kind, withdrawn_at=None)
    if not rows.update(withdrawn_at=now):
        raise Refused("Les dates de cette série ne sont pas communiquées.")
    SealedFile.objects.filter(compartment=compartment, kind=kind, withdrawn_at=None).update(withdrawn_at=now)
    _journal(compartment, "sealed_series.withdrawn", kind, now)


def refresh(*, actor: Actor, compartment_id: int, now: datetime) -> int:
    """Will copy again what is let out: dossiers closed since, reopened, destroyed; returns how many rows stand.

    Kinds that the actor does not read are left as they are.
    """
    kinds = SealedRelease.objects.filter(compartment_id=compartment_id, withdrawn_at=None)
    return sum(
        _copy(actor, compartment_id, kind, now)
        for kind in kinds.values_list("kind", flat=True)
        if places(actor, kind=kind)
    )


@dataclass(frozen=True, kw_only=True)
class Files:
    """One page of what the records office may know, and whether other files follow it."""

    rows: tuple[SealedFile, ...]
    more: bool
    total: int


def sealed_files(*, after: str = "") -> Files:
    """Will return what the records office may know, what ends first coming first; the wall does the choosing.

    `after` is the number of the last file already read; one that is not there begins at the first.
    """
    rows = SealedFile.objects.filter(withdrawn_at=None)
    total, last = rows.count(), rows.filter(number=after).first() if after.isprintable() else None
    if last is not None:
        ends, same = last.semi_active_until, Q(semi_active_until=last.semi_active_until)
        later = Q(semi_active_until__gt=ends) | Q(semi_active_until=None) if ends else Q(pk__in=())
        rows = rows.filter(later | (same & Q(number__gt=last.number)))
    # Files whose dates are still to come are the last.
    found = list(rows.order_by(F("semi_active_until").asc(nulls_last=True), "number")[: PAGE + 1])
    return Files(rows=tuple(found[:PAGE]), more=len(found) > PAGE, total=total)


def _closed(actor: Actor, compartment_id: int, kind: str) -> "QuerySet[Dossier]":
    return visible(actor, kind=kind).filter(compartment_id=compartment_id).exclude(closed_on=None)


def _copy(actor: Actor, compartment_id: int, kind: str, now: datetime) -> int:
    closed = list(_closed(actor, compartment_id, kind))
    fates = dict(
        Disposed.objects.filter(dossier__in=[one.pk for one in closed])
        .order_by("disposed_at")
        .values_list("dossier_id", "fate")
    )
    made = [
        SealedFile(
            compartment_id=compartment_id,
            kind=kind,
            number=one.number,
            class_code=one.class_code,
            opened_year=one.received_on.year,
            closed_on=one.closed_on,  # type: ignore[misc]  # only closed dossiers are read
            active_until=one.active_until,
            semi_active_until=one.semi_active_until,
            disposition=one.disposition,
            fate=fates.get(one.pk, ""),
            told_at=now,
        )
        for one in closed
    ]
    SealedFile.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["compartment", "number"],
        update_fields=["kind", *COPIED, "told_at", "withdrawn_at"],
        batch_size=500,
    )
    gone = SealedFile.objects.filter(compartment_id=compartment_id, kind=kind, withdrawn_at=None)
    gone.exclude(number__in=[one.number for one in closed]).update(withdrawn_at=now)
    return len(made)


def _journal(compartment: Compartment, code: str, kind: str, now: datetime) -> None:
    append(
        chain=access_chain(compartment.code, now),
        compartment_id=compartment.pk,
        code=code,
        data={"kind": kind},
        at=now,
    )
