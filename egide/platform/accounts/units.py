"""Creating a unit and changing its name, its site, its head; its compartment and its code never change.

Serves the administration of the compartment; content made in a unit carries that wall for ever.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import check_place
from egide.platform.accounts.models import Compartment, Site, Unit, User
from egide.platform.accounts.telling import tell
from egide.platform.errors.failures import Refused


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What may change in a unit."""

    name: str
    site: Site
    head: User | None


def create_unit(*, actor: Actor, code: str, compartment: str, facts: UnitFacts, now: datetime) -> Unit:
    """Will create the unit in the compartment of this code.

    :raises Refused: the code is taken, or the compartment is not the actor's.
    """
    unit = Unit(
        code=code,
        name=facts.name,
        compartment=Compartment.objects.get(code=compartment),
        site=facts.site,
        head=facts.head,
    )
    check_place(actor, unit, now=now)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Refused("Une unité porte déjà ce code.") from error
    _tell("unit.created", unit, now)
    return unit


def change_unit(*, actor: Actor, unit: Unit, facts: UnitFacts, now: datetime) -> None:
    """Will give the unit this name, this site and this head.

    :raises Refused: the compartment is not the actor's.
    """
    check_place(actor, unit, now=now)
    unit.name, unit.site, unit.head = facts.name, facts.site, facts.head
    unit.save(update_fields=["name", "site", "head"])
    _tell("unit.changed", unit, now)


def _tell(code: str, unit: Unit, now: datetime) -> None:
    place = unit.compartment
    tell(
        code,
        places=((place.pk, place.code),),
        now=now,
        notes={"name": unit.name},
        unit=unit.code,
        site=unit.site.code,
        head=unit.head_id,
    )
