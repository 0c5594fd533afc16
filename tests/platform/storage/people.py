"""Who acts in the store's tests: named services, narrowed to one compartment or holding all of them."""

from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment


def in_compartment(code: str) -> Actor:
    """Will return an actor who holds this compartment only."""
    return service("mail_intake", compartment_id=Compartment.objects.get(code=code).pk)


def everywhere() -> Actor:
    """Will return the scheduler, who holds every compartment."""
    return service("scheduler")
