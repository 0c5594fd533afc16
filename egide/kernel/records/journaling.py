"""What is done to the scheme and the schedule, in the day's chain of the archivist's compartment.

These documents belong to no dossier; codes and version numbers only.
"""

from datetime import datetime

from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue


def journal(actor: Actor, code: str, now: datetime, **data: JsonValue) -> None:
    """Will write the entry where the actor works, in the Office's compartment when they work there.

    :raises Refused: the actor works nowhere.
    """
    places = sorted(
        {(a.compartment_code != roles.OFFICE.code, a.compartment_code, a.compartment_id) for a in actor.roles}
    )
    if not places:
        raise Refused("Vous n’avez pas de fonction qui permette de le faire.")
    _, compartment, identifier = places[0]
    append(
        chain=access_chain(compartment, now),
        compartment_id=identifier,
        code=code,
        data={"actor": actor.code, **data},
        at=now,
    )
