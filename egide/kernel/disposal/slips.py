"""The transfer to the archives: the slip with the regulation’s fields, its boxes, the acknowledgment.

Sources: Archives Act (c. A-21.1), its regulation (r. 2, ss. 6 and 7); Access Act ss. 18-22, 27, 30-32, 35-41 for
the periods during which a document stays closed. Once acknowledged, the local copy is a dossier transferred.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from egide.kernel.disposal.journaling import journal
from egide.kernel.disposal.lists import locked
from egide.kernel.disposal.models import DispositionList, ListItem, ListState, Outcome, Slip
from egide.kernel.disposal.rights import require_preparer
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.records.models import Disposed, DisposedAs
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.ui import formats

PREFIX = "BV"
MOST_BOXES = 500
LONGEST_YEARS = 150
RESTRICTIONS = "Loi sur l’accès, articles 18 à 22, 27, 30 à 32 et 35 à 41"


@dataclass(frozen=True, kw_only=True)
class About:
    """What the slip says: its facts, then a row for each dossier."""

    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


def chosen(listed: DispositionList) -> list[ListItem]:
    """Will list the dossiers of the list that go to the archives, in the order of the plan."""
    rows = ListItem.objects.filter(disposition_list=listed, outcome__in=(Outcome.CHOSEN, Outcome.TRANSFERRED))
    return list(rows.select_related("dossier__unit").order_by("dossier__class_code", "dossier__number"))


def make_slip(
    *,
    actor: Actor,
    listed: DispositionList,
    boxes: int,
    media: str,
    restrictions: str,
    years: int,
    now: datetime,
) -> Slip:
    """Will number and sign the slip of a list under execution.

    :raises Refused: not a preparer, nothing to transfer, a slip exists, or numbers out of bounds.
    """
    listed = locked(listed)
    require_preparer(actor, listed.compartment_id)
    if listed.state != ListState.RUNNING or not chosen(listed):
        raise Refused("Cette liste n’a pas de dossiers à verser pour le moment.")
    if Slip.objects.filter(disposition_list=listed).exists():
        raise Refused("Le bordereau de cette liste existe déjà.")
    if not 1 <= boxes <= MOST_BOXES or not 0 <= years <= LONGEST_YEARS:
        raise Refused(f"De 1 à {MOST_BOXES} boîtes, et de 0 à {LONGEST_YEARS} ans d’inaccessibilité.")
    today = timezone.localtime(now).date()
    slip = Slip.objects.create(
        compartment_id=listed.compartment_id,
        disposition_list=listed,
        number=take_number(compartment=listed.compartment, prefix=PREFIX, year=today.year),
        media=media[:80],
        boxes=boxes,
        restrictions=restrictions[:300],
        restricted_years=years,
        made_at=now,
        made_by_id=actor.user_id or 0,
        signed_on=today,
    )
    journal(listed, "slip_made", now, slip=slip.number, dossiers=len(chosen(listed)), boxes=boxes)
    return slip


def acknowledge(*, actor: Actor, slip: Slip, received_by: str, reference: str, now: datetime) -> None:
    """Will note that the archives received what the slip names; each dossier is then transferred.

    :raises Refused: not a preparer, already acknowledged, or no name.
    """
    listed = locked(slip.disposition_list)
    require_preparer(actor, listed.compartment_id)
    row = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk)
    if row.acknowledged_on is not None:
        raise Refused("Ce versement est déjà reconnu.")
    if not received_by.strip():
        raise Refused("Dites qui, aux archives, a reconnu le versement.")
    row.acknowledged_on, row.acknowledged_by_id = timezone.localtime(now).date(), actor.user_id
    row.acknowledged_as = ", ".join(filter(None, (received_by.strip(), reference.strip())))[:200]
    row.save(update_fields=["acknowledged_on", "acknowledged_by", "acknowledged_as"])
    journal(listed, "acknowledged", now, slip=row.number, notes={"received_by": row.acknowledged_as})
    for item in [one for one in chosen(listed) if one.outcome == Outcome.CHOSEN]:
        _transferred(item, listed, row.number, now)
    listed.state, listed.ended_at = ListState.CLOSED, now
    listed.save(update_fields=["state", "ended_at"])
    journal(listed, "closed", now)


def about(slip: Slip) -> About:
    """Will gather the fields of the regulation."""
    listed, items = slip.disposition_list, chosen(slip.disposition_list)
    places = _places(items, slip.boxes)
    counts = _counts(items)
    opened = [item.dossier.received_on for item in items]
    closed = [item.dossier.closed_on for item in items if item.dossier.closed_on]
    quantity = f"{formats.count(len(items), 'dossier')}, {formats.count(sum(counts.values()), 'fichier')}"
    classes = sorted({item.dossier.class_code for item in items if item.dossier.class_code})
    restricted = (
        f"{formats.count(slip.restricted_years, 'an')}\u00a0: {slip.restrictions}"
        if slip.restricted_years
        else "Aucune"
    )
    return About(
        facts=(
            ("Organisme", "Office des professions du Québec"),
            ("Unité administrative", listed.unit.name),
            ("Quantité", f"{quantity}, {formats.count(slip.boxes, 'boîte')}"),
            ("Titre", listed.rule_title),
            ("Code de classification", ", ".join(classes) or "non classé"),
            ("Règle de conservation", listed.rule),
            ("Support", slip.media),
            ("Date la plus ancienne", formats.day(min(opened)) if opened else "—"),
            ("Date la plus récente", formats.day(max(closed)) if closed else "—"),
            ("Inaccessibilité", restricted),
            ("Numéro des boîtes", f"1 à {slip.boxes}" if slip.boxes > 1 else "1"),
            ("Numéro du bordereau", slip.number),
            ("Date", formats.day(slip.signed_on)),
            ("Reconnu par", _received(slip)),
        ),
        rows=tuple(
            (
                str(places[item.pk]), item.dossier.number, item.dossier.class_code or "—",
                formats.day(item.dossier.received_on),
                formats.day(item.dossier.closed_on) if item.dossier.closed_on else "—",
                str(counts.get(item.dossier_id, 0)),
            )
            for item in items
        ),
    )  # fmt: skip


def _received(slip: Slip) -> str:
    return f"{slip.acknowledged_as}, le {formats.day(slip.acknowledged_on)}" if slip.acknowledged_on else "—"


def boxes_of(slip: Slip) -> list[tuple[str, str]]:
    """Will name each box, with its first and last dossier."""
    items = chosen(slip.disposition_list)
    places = _places(items, slip.boxes)
    named = []
    for box in range(1, slip.boxes + 1):
        numbers = [item.dossier.number for item in items if places[item.pk] == box]
        words = f"{numbers[0]} à {numbers[-1]}" if len(numbers) > 1 else (numbers[0] if numbers else "vide")
        named.append((f"{box} de {slip.boxes}", words))
    return named


def _places(items: list[ListItem], boxes: int) -> dict[int, int]:
    share = max(1, -(-len(items) // boxes))
    return {item.pk: min(boxes, place // share + 1) for place, item in enumerate(items)}


def _counts(items: list[ListItem]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = DocumentVersion.objects.filter(dossier_id__in=[item.dossier_id for item in items])
    for key in rows.values_list("dossier_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def _transferred(item: ListItem, listed: DispositionList, slip: str, now: datetime) -> None:
    item.outcome, item.words, item.open, item.settled_at = (
        Outcome.TRANSFERRED,
        f"Versé, bordereau {slip}.",
        False,
        now,
    )
    item.save(update_fields=["outcome", "words", "open", "settled_at"])
    Disposed.objects.create(
        dossier_id=item.dossier_id, compartment_id=item.compartment_id, fate=DisposedAs.TRANSFERRED,
        decision=listed.number, certificate=slip, rule=listed.rule, disposed_at=now,
    )  # fmt: skip
    append(
        chain=dossier_chain(item.dossier_id), compartment_id=item.compartment_id, dossier_id=item.dossier_id,
        code="disposal.transferred", data={"decision": listed.number, "slip": slip}, at=now,
    )  # fmt: skip
