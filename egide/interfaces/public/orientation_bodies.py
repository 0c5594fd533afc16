"""The other bodies: who to turn to about somebody who is a member of no order.

Read from the list kept at /administration/organismes/; a line says « à valider » until someone has checked it.
"""

from dataclasses import dataclass

from django.utils import timezone

from egide.kernel.bodies.actions import standing_bodies


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body, what it deals with, and how to reach it."""

    name: str
    acronym: str
    matters: str
    url: str
    phone: str = ""
    to_validate: bool = True


def bodies() -> tuple[Body, ...]:
    """Will return the list of today, by name."""
    return tuple(
        Body(
            name=row.name,
            acronym=row.acronym,
            matters=row.receives,
            url=row.url,
            phone=row.phone,
            to_validate=row.checked_on is None,
        )
        for row in standing_bodies(on=timezone.localdate())
    )
