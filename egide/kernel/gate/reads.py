"""What the gate writes in the journal: reads where the compartment asks for it, and refusals.

A journaled read commits its entry before the page is made, and fails closed; a refusal has its own
transaction because the page's own has been rolled back. Each page of a dossier is an entry; a document is one
entry for an hour of its pages, images and sound, found in the journal itself: no entry there, no page.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

ONE_READING = timedelta(hours=1)
# How far back in the day's chain an earlier entry is looked for; not found there, another one is written.
LOOKED_AT = 500
LARGEST = 2**31 - 1  # no document has such a number: an address may say more than an entry holds
_NO_PIECE: Mapping[str, int] = {}


def record_if_asked(
    *, actor: Actor, number: str, action: str, now: datetime, piece: Mapping[str, int] = _NO_PIECE
) -> None:
    """Will commit a « read » entry when the dossier's compartment journals its reads.

    `piece` names a document by numbers of its address; the same one is written once an hour for a person.

    :raises NotVisible: the dossier does not exist for the actor.
    :raises Refused: the actor may not read it.
    """
    if not actor.journaled:
        return
    with acting_as(actor):
        dossier = open_dossier(actor=actor, number=number, action=action)
        if dossier.compartment_id in actor.journaled:
            codes = {a.compartment_id: a.compartment_code for a in actor.roles}
            chain = access_chain(codes[dossier.compartment_id], now)
            data: dict[str, JsonValue] = {
                "number": dossier.number,
                "action": action,
                **{name: min(n, LARGEST) for name, n in piece.items()},
            }
            if piece and _written_lately(chain, actor, dossier.pk, data, now):
                return
            append(
                chain=chain,
                compartment_id=dossier.compartment_id,
                dossier_id=dossier.pk,
                code="document.read" if piece else "dossier.read",
                data=data,
                at=now,
            )


def _written_lately(
    chain: str, actor: Actor, dossier_id: int, data: Mapping[str, JsonValue], now: datetime
) -> bool:
    newest = Event.objects.filter(chain=chain).order_by("-seq")[:LOOKED_AT].values("pk")
    bodies = Event.objects.filter(
        pk__in=newest,
        code="document.read",
        actor=actor.code,
        dossier_id=dossier_id,
        recorded_at__gt=now - ONE_READING,
    ).values_list("body", flat=True)
    return any(data_of(body) == data for body in bodies)


def record_refusal(*, actor: Actor, number: str, action: str, reason: str, now: datetime) -> None:
    """Will journal that an action was refused, where the dossier lives, else in the actor's first compartment.

    An outsider's refusal is not journaled: an outsider has no compartment of the house.
    """
    places = {
        a.compartment_id: a.compartment_code for a in sorted(actor.roles, key=lambda a: a.compartment_id)
    }
    if not places:
        return
    with acting_as(actor):
        where = visible(actor).filter(number=number.upper()).values_list("compartment_id", flat=True).first()
        place = where if where in places else next(iter(places))
        append(
            chain=access_chain(places[place], now),
            compartment_id=place,
            code="access.refused",
            data={"action": action},
            notes={"reason": reason},
            at=now,
        )
