"""The people of these tests: Amélie holds a role, Bruno administers, Farid belongs nowhere.

Each maker writes one account and its role; none of them has a second factor yet.
"""

from datetime import date

from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User

PASSWORD = "la neige tombe sur Québec"
HIRED = date(2026, 1, 5)


def unit_of(compartment: str) -> Unit:
    """Will return the one unit of this compartment."""
    site, _ = Site.objects.get_or_create(code="quebec", defaults={"name": "Québec"})
    unit, _ = Unit.objects.get_or_create(
        code=f"unit-{compartment}",
        defaults={
            "name": f"Unité {compartment}",
            "compartment": Compartment.objects.get(code=compartment),
            "site": site,
        },
    )
    return unit


def employee(email: str, full_name: str, *roles: tuple[str, str], **facts: object) -> User:
    """Will open an account with these (role, compartment) pairs."""
    user = User.objects.create_user(email, PASSWORD, full_name=full_name, **facts)
    for role, compartment in roles:
        Membership.objects.create(user=user, unit=unit_of(compartment), role=role, since=HIRED)
    return user


def amelie() -> User:
    """Will open the account of Amélie, access officer of the Office."""
    return employee("amelie.roy@office.example", "Amélie Roy", ("access_officer", "office"))


def bruno() -> User:
    """Will open the account of Bruno, who administers and works for the Commissioner too."""
    roles = (("administrator", "office"), ("secretary", "commissioner"))
    return employee("bruno.cote@office.example", "Bruno Côté", *roles)


def farid() -> User:
    """Will open the account of Farid, who holds no role anywhere."""
    return employee("farid.haddad@office.example", "Farid Haddad")
