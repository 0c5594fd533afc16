"""What an exchange held is free again when it ends, and held again when it goes on; each with its journal entry.

The service does it, not whoever closes: she may not see the complaint concerned. What something else holds stays held.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import hold_what_is_touched, lift_what_was_touched
from egide.kernel.records.models import Hold, HoldKind
from egide.modules.ombudsman.access import KIND
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service

ENDED = "L’échange avec le Protecteur du citoyen a pris fin."
GOES_ON = "L’échange avec le Protecteur du citoyen a repris."


def follow_move(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will release or hold again after a step, or after one was taken back; the exchange’s row is locked."""
    if dossier.kind != KIND:
        return
    with acting_as(service("scheduler")) as actor:
        if dossier.closed_on is not None:
            release_held(dossier=dossier, actor_code=actor.code, now=now)
        else:
            _hold_again(dossier, actor.code, now)


def release_held(*, dossier: Dossier, actor_code: str, now: datetime) -> int:
    """Will lift every hold that this exchange placed and that still stands; how many other dossiers are free of it."""
    standing = _placed(dossier).filter(lifted_at=None)
    keys = sorted(set(standing.values_list("dossier_id", flat=True)))
    others = [one for one in keys if one != dossier.pk]
    if keys:
        lift_what_was_touched(
            dossiers=_locked(others), by_dossier=dossier, actor_code=actor_code, why=ENDED, now=now
        )
    return len(others)


def _hold_again(dossier: Dossier, actor_code: str, now: datetime) -> None:
    """What the end of the exchange released, at the same instant for all, is held as before."""
    placed = _placed(dossier)
    if placed.filter(lifted_at=None).exists():
        return
    last = (
        placed.filter(dossier_id=dossier.pk)
        .order_by("-lifted_at")
        .values_list("lifted_at", flat=True)
        .first()
    )
    if last is None:
        return
    keys = set(placed.filter(lifted_at=last).values_list("dossier_id", flat=True)) - {dossier.pk}
    hold_what_is_touched(
        dossiers=_locked(sorted(keys)),
        kind=HoldKind.OMBUDSMAN,
        by_dossier=dossier,
        actor_code=actor_code,
        why=GOES_ON,
        now=now,
    )


def _placed(dossier: Dossier) -> Any:
    return Hold.objects.filter(kind=HoldKind.OMBUDSMAN, reason=dossier.number)


def _locked(keys: list[int]) -> list[Dossier]:
    return list(Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
