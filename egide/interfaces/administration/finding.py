"""From what an address or a form names to one row: a public id, a code.

Serves the views of this folder, which read nothing themselves.
"""

from uuid import UUID

from egide.platform.accounts.models import Site, Unit, User
from egide.platform.errors.failures import NotVisible


def find(person: UUID, *, lock: bool = False) -> User:
    """Will return the staff's account of this public id, its row taken when asked.

    :raises NotVisible: there is none.
    """
    users = User.objects.filter(public_id=person, external=False)
    user = (users.select_for_update() if lock else users).first()
    if user is None:
        raise NotVisible
    return user


def person_of(public_id: str) -> User | None:
    """Will return the person chosen in a form that offered her, or nobody."""
    return User.objects.get(public_id=public_id) if public_id else None


def unit_of(code: str) -> Unit:
    """Will return the unit of this code.

    :raises NotVisible: there is none.
    """
    found = Unit.objects.select_related("compartment", "site", "head").filter(code=code[:40]).first()
    if found is None:
        raise NotVisible
    return found


def site_of(code: str) -> Site | None:
    """Will return the site chosen in a form that offered it, or none."""
    return Site.objects.get(code=code) if code else None
