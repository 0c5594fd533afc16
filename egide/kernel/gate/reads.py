"""What the gate writes in the journal: reads where the compartment asks for it, and refusals.

A journaled read commits its entry before the page is made, and fails closed; a refusal has its own
transaction because the page's own has been rolled back.
"""

from datetime import datetime

from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.journal.append import access_chain, append


def record_if_asked(*, actor: Actor, number: str, action: str, now: datetime) -> None:
    """Will commit a « read » entry when the dossier's compartment journals its reads.

    :raises NotVisible: the dossier does not exist for the actor.
    :raises Refused: the actor may not read it.
    """
    if not actor.journaled:
        return
    with acting_as(actor):
        dossier = open_dossier(actor=actor, number=number, action=action)
        if dossier.compartment_id in actor.journaled:
            codes = {a.compartment_id: a.compartment_code for a in actor.roles}
            append(
                chain=access_chain(codes[dossier.compartment_id], now),
                compartment_id=dossier.compartment_id,
                dossier_id=dossier.pk,
                code="dossier.read",
                data={"number": dossier.number, "action": action},
                at=now,
            )


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
