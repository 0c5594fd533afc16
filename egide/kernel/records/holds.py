"""Holds: placing and lifting what forbids the disposition of a dossier, each with its journal entry.

Several holds may stand for one reason (two litigations): each is lifted by itself, by its rank.
"""

from collections.abc import Iterable
from datetime import datetime

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Hold
from egide.platform.journal.append import append, dossier_chain


def place_hold(*, dossier: Dossier, reason: str, actor_code: str, now: datetime) -> Hold:
    """Will forbid the disposition of the dossier for this reason."""
    hold = Hold.objects.create(
        **ranked(Hold, dossier), reason=reason, placed_at=now, placed_by=actor_code, kept_by=actor_code
    )
    _journal(dossier, hold, "hold.placed", now)
    return hold


def standing(dossier: Dossier, reason: str) -> tuple[int, ...]:
    """Will return the ranks of the holds that stand for this reason."""
    rows = Hold.objects.filter(dossier_id=dossier.pk, reason=reason, lifted_at=None)
    return tuple(rows.order_by("rank").values_list("rank", flat=True))


def lift_holds(*, dossier: Dossier, ranks: Iterable[int], actor_code: str, now: datetime) -> None:
    """Will end the holds of these ranks that still stand."""
    for hold in _of_ranks(dossier, ranks):
        if hold.lifted_at is None:
            hold.lifted_at, hold.lifted_by = now, actor_code
            hold.save(update_fields=["lifted_at", "lifted_by"])
            _journal(dossier, hold, "hold.lifted", now)


def keep_holds(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> None:
    """Will put back the holds that an undone step had lifted."""
    for hold in _of_ranks(dossier, ranks):
        hold.lifted_at, hold.lifted_by = None, ""
        hold.save(update_fields=["lifted_at", "lifted_by"])
        _journal(dossier, hold, "hold.kept", now)


def entrust_hold(*, hold: Hold, to_code: str, now: datetime) -> None:
    """Will give another person the care of a hold that still stands: whoever placed it is leaving."""
    hold.kept_by = to_code
    hold.save(update_fields=["kept_by"])
    _journal(hold.dossier, hold, "hold.entrusted", now, to=to_code)


def _of_ranks(dossier: Dossier, ranks: Iterable[int]) -> tuple[Hold, ...]:
    return tuple(Hold.objects.filter(dossier_id=dossier.pk, rank__in=list(ranks)).order_by("rank"))


def _journal(dossier: Dossier, hold: Hold, code: str, now: datetime, **data: str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": hold.rank, **data},
        at=now,
    )
