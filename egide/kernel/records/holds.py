"""Holds: placing and lifting what forbids the disposition of a dossier, each with its journal entry.

Several holds may stand for one reason (two litigations): each is lifted by itself, by its rank. The database
enforces them (guarding.py), and so does the key database, by a mirror of what is held (mirroring.py).
"""

from collections.abc import Iterable
from datetime import datetime

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.mirroring import hold_keys, release_keys
from egide.kernel.records.models import Disposed, DisposedAs, Hold, HoldKind
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LONGEST_REASON = 1_000  # characters
_WORDS = (
    ("accès", HoldKind.ACCESS),
    ("acces", HoldKind.ACCESS),
    ("protecteur", HoldKind.OMBUDSMAN),
    ("ombudsman", HoldKind.OMBUDSMAN),
    ("incident", HoldKind.INCIDENT),
    ("audit", HoldKind.AUDIT),
    ("vérification", HoldKind.AUDIT),
)
HELD = "L’élimination est suspendue pour ce dossier\u00a0: rien n’y peut être détruit avant que le gel soit levé."


def kind_for(reason: str) -> HoldKind:
    """Will return the kind that a module's word stands for; a litigation when it says nothing else."""
    told = reason.casefold()
    return next((kind for word, kind in _WORDS if word in told), HoldKind.LEGAL)


def place_hold(
    *,
    dossier: Dossier,
    reason: str,
    actor_code: str,
    now: datetime,
    kind: HoldKind | None = None,
    why: str = "",
    document: Document | None = None,
) -> Hold:
    """Will forbid the disposition of the dossier, or of one document, for this reason.

    `reason` is a short word; `why`, the sentence that the journal keeps among its notes.

    :raises Refused: the dossier was destroyed already.
    """
    if Disposed.objects.filter(dossier_id=dossier.pk, fate=DisposedAs.DESTROYED).exists():
        raise Refused("Ce dossier est détruit\u00a0: il n’y reste rien à geler.")
    hold = Hold.objects.create(
        **ranked(Hold, dossier),
        kind=kind or kind_for(reason),
        document=document,
        reason=reason[:60],
        placed_at=now,
        placed_by=actor_code,
        kept_by=actor_code,
    )
    hold_keys(hold, now=now)
    _journal(
        dossier,
        hold,
        "hold.placed",
        now,
        notes={"reason": why} if why else {},
        kind=hold.kind,
        document=document.rank if document else None,
    )
    return hold


def hold_what_is_touched(
    *,
    dossiers: Iterable[Dossier],
    kind: HoldKind,
    by_dossier: Dossier,
    actor_code: str,
    why: str,
    now: datetime,
) -> tuple[Hold, ...]:
    """Will hold each of these dossiers because of another one (an access request, an appeal, a file of the
    Protecteur du citoyen), once for each; the number of the other is the word by which they are lifted.

    The caller gives the dossiers touched and those linked to them, each locked, as its reader sees them.
    """
    asked = {one.pk: one for one in (*dossiers, by_dossier)}
    gone = Disposed.objects.filter(dossier_id__in=asked, fate=DisposedAs.DESTROYED).values_list(
        "dossier_id", flat=True
    )
    wanted = {key: one for key, one in asked.items() if key not in set(gone)}
    known = Hold.objects.filter(
        dossier_id__in=wanted, reason=by_dossier.number, kind=kind, lifted_at=None
    ).values_list("dossier_id", flat=True)
    missing = sorted(set(wanted) - set(known))
    return tuple(
        place_hold(
            dossier=wanted[key], reason=by_dossier.number, kind=kind, why=why, actor_code=actor_code, now=now
        )
        for key in missing
    )


def lift_what_was_touched(
    *, dossiers: Iterable[Dossier], by_dossier: Dossier, actor_code: str, why: str, now: datetime
) -> None:
    """Will end, on these dossiers and on the one that asked, the holds that it had placed."""
    for dossier in {one.pk: one for one in (*dossiers, by_dossier)}.values():
        ranks = standing(dossier, by_dossier.number)
        lift_holds(dossier=dossier, ranks=ranks, actor_code=actor_code, why=why, now=now)


def standing(dossier: Dossier, reason: str) -> tuple[int, ...]:
    """Will return the ranks of the holds that stand for this reason."""
    rows = Hold.objects.filter(dossier_id=dossier.pk, reason=reason, lifted_at=None)
    return tuple(rows.order_by("rank").values_list("rank", flat=True))


def is_held(dossier: Dossier) -> bool:
    """Will tell whether a hold stands on the dossier or on one of its documents."""
    return Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).exists()


def lift_holds(
    *, dossier: Dossier, ranks: Iterable[int], actor_code: str, now: datetime, why: str = ""
) -> None:
    """Will end the holds of these ranks that still stand; the database wants the journal's entry with it."""
    for hold in _of_ranks(dossier, ranks):
        if hold.lifted_at is None:
            told = _journal(dossier, hold, "hold.lifted", now, notes={"reason": why} if why else {})
            hold.lifted_at, hold.lifted_by = now, actor_code
            hold.save(update_fields=["lifted_at", "lifted_by"])
            release_keys(hold, entry=told, now=now)


def keep_holds(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> None:
    """Will put back the holds that an undone step had lifted."""
    for hold in _of_ranks(dossier, ranks):
        hold.lifted_at, hold.lifted_by = None, ""
        hold.save(update_fields=["lifted_at", "lifted_by"])
        hold_keys(hold, now=now)
        _journal(dossier, hold, "hold.kept", now)


def entrust_hold(*, hold: Hold, to_code: str, now: datetime) -> None:
    """Will give another person the care of a hold that still stands: whoever placed it is leaving."""
    hold.kept_by = to_code
    hold.save(update_fields=["kept_by"])
    _journal(hold.dossier, hold, "hold.entrusted", now, to=to_code)


def _of_ranks(dossier: Dossier, ranks: Iterable[int]) -> tuple[Hold, ...]:
    return tuple(Hold.objects.filter(dossier_id=dossier.pk, rank__in=list(ranks)).order_by("rank"))


def _journal(
    dossier: Dossier,
    hold: Hold,
    code: str,
    now: datetime,
    *,
    notes: dict[str, str] | None = None,
    **data: str | int | None,
) -> str:
    entry = append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": hold.rank, **{name: value for name, value in data.items() if value is not None}},
        notes=notes or {},
        at=now,
    )
    return entry.hash
