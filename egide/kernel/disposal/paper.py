"""The paper of a destroyed dossier: what to pull and from where, then who destroyed it, how, before whom.

People destroy paper: the list waits for their word, and the certificate names each part with its box.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from egide.kernel.disposal.journaling import journal
from egide.kernel.disposal.lists import locked
from egide.kernel.disposal.models import DispositionList, ListItem, ListState, Outcome
from egide.kernel.disposal.rights import require_preparer
from egide.kernel.paper.filing import end_part
from egide.kernel.paper.models import Part
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST = 160
WAITS = "Le papier de ces dossiers n’est pas encore consigné comme détruit."


@dataclass(frozen=True, kw_only=True)
class ToPull:
    """One part on paper: its dossier, its rank there, its medium, and where it stands."""

    number: str
    rank: int
    medium: str
    box: str
    where: str
    lent: bool


def parts_left(listed: DispositionList) -> "QuerySet[Part]":
    """Will return the parts on paper that destroyed dossiers of the list still have."""
    gone = ListItem.objects.filter(disposition_list=listed, outcome=Outcome.DESTROYED)
    return Part.objects.filter(dossier_id__in=gone.values("dossier_id"), ended_on=None)


def to_pull(listed: DispositionList) -> tuple[ToPull, ...]:
    """Will say what must be taken out of the shelves, box by box."""
    rows = parts_left(listed).select_related("dossier", "box__place__site", "place__site")
    lent = set(rows.filter(loans__returned_at=None, loans__isnull=False).values_list("pk", flat=True))
    told = [_told(part, lent=part.pk in lent) for part in rows]
    return tuple(sorted(told, key=lambda one: (one.where, one.box, one.number, one.rank)))


def record_destroyed(
    *, actor: Actor, listed: DispositionList, on: date, method: str, witness: str, now: datetime
) -> int:
    """Will note that all of that paper was destroyed, and return how many parts it was; the list may then end.

    :raises Refused: not a preparer, not under execution, nothing left, a day out of place, a part is lent.
    """
    from egide.kernel.disposal.executing import end

    listed = locked(listed)
    require_preparer(actor, listed.compartment_id)
    today = timezone.localtime(now).date()
    began = timezone.localtime(listed.started_at).date() if listed.started_at else today
    if listed.state != ListState.RUNNING:
        raise Refused("Cette liste n’est pas en exécution.")
    if not method.strip() or not witness.strip():
        raise Refused("Dites par quelle méthode, et devant quel témoin.")
    if not began <= on <= today:
        raise Refused("Le jour de la destruction va du début de l’exécution à aujourd’hui.")
    parts = list(parts_left(listed).select_for_update(of=("self",)).order_by("dossier_id", "rank"))
    if not parts:
        raise Refused("Cette liste n’a pas de papier à détruire.")
    for part in parts:
        end_part(part=part, on=on, now=now)
    listed.paper_on, listed.paper_by_id = on, actor.user_id
    listed.paper_method, listed.paper_witness = method.strip()[:LONGEST], witness.strip()[:LONGEST]
    listed.save(update_fields=["paper_on", "paper_by", "paper_method", "paper_witness"])
    journal(
        listed, "paper_destroyed", now, on=on.isoformat(), parts=len(parts),
        notes={"method": listed.paper_method, "witness": listed.paper_witness},
    )  # fmt: skip
    end(list_id=listed.pk, now=now)
    return len(parts)


def told_of(listed: DispositionList, dossier_ids: Iterable[int]) -> dict[int, list[dict[str, object]]]:
    """Will give, for the certificate, the parts of each dossier that this list had destroyed."""
    rows = Part.objects.filter(dossier_id__in=list(dossier_ids), ended_on=listed.paper_on)
    found: dict[int, list[dict[str, object]]] = {}
    if listed.paper_on is None:
        return found
    for part in rows.select_related("box").order_by("dossier_id", "rank"):
        line = {"part": part.rank, "medium": part.medium, "box": part.box.number if part.box else None}
        found.setdefault(part.dossier_id, []).append(line)
    return found


def _told(part: Part, *, lent: bool) -> ToPull:
    place = part.box.place if part.box else part.place
    where = f"{place.site.name}, {place.room}, {place.shelf}" if place else "aucun emplacement"
    return ToPull(
        number=part.dossier.number,
        rank=part.rank,
        medium=str(part.get_medium_display()),
        box=part.box.number if part.box else "hors boîte",
        where=where,
        lent=lent,
    )
