"""From the code that a job carries back to an actor, with the roles of the day it runs.

Serves the worker: someone who lost a role since the request no longer acts with it.
"""

from datetime import date

from egide.platform.accounts.actors import Actor, ActorKind, actor_for_user, service
from egide.platform.accounts.models import User


def actor_from_code(code: str, *, on: date, compartment_id: int | None = None) -> Actor:
    """Will return the actor of a code such as « staff:12 » or « service:sealer », on that day.

    :raises LookupError: the code is unknown; the person or the service is gone.
    """
    kind, _, name = code.partition(":")
    if kind == ActorKind.SERVICE:
        return service(name, compartment_id=compartment_id)
    if kind in (ActorKind.STAFF, ActorKind.EXTERNAL) and name.isdecimal():
        user = User.objects.filter(pk=int(name)).first()
        if user is not None:
            actor = actor_for_user(user, on=on, compartment_id=compartment_id)
            if actor.code == code:
                return actor
    raise LookupError(f"Aucun acteur ne porte le code «\u00a0{code}\u00a0».")
