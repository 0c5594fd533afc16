"""The fixed cast of the tests: who they are, where they work; Office, presidency, Commissioner, discipline.

Amélie answers for access, Bruno is the secretariat, Nadia analyses, Marc approves, Claire is the Commissioner,
Denis answers for an order, Élise is a citizen, Farid a stranger in another unit.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from egide.kernel.deadlines import calendars
from egide.kernel.parties.models import Exercise, ProfessionalOrder
from egide.law import roles
from egide.law.access import Role
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User
from tests.database import as_owner

LONG_AGO = date(2015, 1, 1)
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "une phrase de passe assez longue"

SITES = (("quebec", "Québec"), ("montreal", "Montréal"))
UNITS = (
    ("secretariat", "Secrétariat", "office", "quebec"),
    ("interventions", "Direction des interventions", "office", "quebec"),
    ("executive", "Direction générale", "office", "quebec"),
    ("technology", "Ressources informationnelles", "office", "quebec"),
    ("records", "Gestion documentaire", "office", "quebec"),
    ("presidency", "Bureau de la présidence", "presidency", "quebec"),
    ("commission", "Bureau du Commissaire", "commissioner", "montreal"),
    ("registry", "Greffe", "discipline", "montreal"),
    ("designated", "Personne désignée", "integrity", "quebec"),
    ("access", "Accès à l’information", "access", "quebec"),
    ("ombudsman", "Équipe des plaintes", "ombudsman", "quebec"),
)
PEOPLE: tuple[tuple[str, str, str, tuple[tuple[str, Role], ...]], ...] = (
    (
        "amelie",
        "Amélie Roy",
        "Responsable de l’accès",
        (("secretariat", roles.ACCESS_OFFICER), ("access", roles.ACCESS_OFFICER)),
    ),
    ("bruno", "Bruno Lavoie", "Agent de secrétariat", (("secretariat", roles.INTAKE),)),
    ("nadia", "Nadia Bouchard", "Analyste", (("interventions", roles.ANALYST),)),
    ("marc", "Marc Gagnon", "Directeur des interventions", (("interventions", roles.UNIT_HEAD),)),
    (
        "helene",
        "Hélène Fortin",
        "Présidente",
        (("executive", roles.PRESIDENT), ("presidency", roles.PRESIDENT)),
    ),
    ("odile", "Odile Caron", "Adjointe", (("presidency", roles.PRESIDENCY_OFFICE),)),
    ("claire", "Claire Morin", "Commissaire", (("commission", roles.COMMISSIONER),)),
    ("simon", "Simon Lefebvre", "Analyste", (("commission", roles.ADMISSION_ANALYST),)),
    ("yvette", "Yvette Gauthier", "Agente de secrétariat", (("commission", roles.ADMISSION_INTAKE),)),
    ("pierre", "Pierre Nadeau", "Greffier", (("registry", roles.DISCIPLINE_REGISTRY),)),
    ("irene", "Irène Pelletier", "Administratrice de systèmes", (("technology", roles.IT_ADMINISTRATOR),)),
    ("solange", "Solange Dubé", "Personne désignée", (("designated", roles.DESIGNATED_OFFICER),)),
    ("rene", "René Archambault", "Archiviste", (("records", roles.RECORDS_MANAGER),)),
    ("lise", "Lise Bernier", "Technicienne", (("access", roles.ACCESS_ANALYST),)),
    ("paule", "Paule Ménard", "Conseillère", (("access", roles.PRIVACY_OFFICER),)),
    ("luc", "Luc Fournier", "Coordonnateur", (("ombudsman", roles.OMBUDSMAN_COORDINATOR),)),
    ("mona", "Mona Khalil", "Répondante", (("ombudsman", roles.OMBUDSMAN_RESPONDENT),)),
    ("farid", "Farid Haddad", "Technicien", (("technology", roles.STOREKEEPER),)),
)


@dataclass(frozen=True)
class Cast:
    """The people, by first name, and the orders."""

    users: dict[str, User]
    order: ProfessionalOrder

    def user(self, name: str) -> User:
        """Will return the account."""
        return self.users[name]

    def actor(self, name: str) -> Actor:
        """Will return the actor that this account is on the day of the tests."""
        return actor_for_user(self.users[name], on=TODAY)


def seed_office() -> Cast:
    """Will create the small Office: sites, units, people, an order, a published calendar.

    A thousand tests begin here: each kind of row goes in at once.
    """
    with as_owner():
        sites = {site.code: site for site in Site.objects.bulk_create(_site(*each) for each in SITES)}
        places = {c.code: c for c in Compartment.objects.all()}
        made = Unit.objects.bulk_create(
            Unit(code=code, name=name, compartment=places[place], site=sites[site])
            for code, name, place, site in UNITS
        )
        users = _people({unit.code: unit for unit in made})
        users["denis"] = User.objects.create_user(
            "denis@ordre.example", PASSWORD, full_name="Denis Savard", external=True, demo=True
        )
        order = ProfessionalOrder.objects.create(
            slug="dentistes",
            name="Ordre des dentistes du Québec",
            exercise=Exercise.EXCLUSIVE,
            email="ordre@ordre.example",
        )
        calendars.publish(code="public_service", version="2026-1", now=NOW)
    return Cast(users, order)


def _site(code: str, name: str) -> Site:
    address = f"800, place D’Youville, 10e étage\n{name} (Québec)  G1R 5Z3"
    return Site(code=code, name=name, address=address, phone="418 643-6912", email="info@office.example")


def _people(units: dict[str, Unit]) -> dict[str, User]:
    """What `create_user` makes of each of them: an account, its verified address, its roles."""
    users = {
        first: User(
            email=f"{first}@office.example",
            password=_password(),
            full_name=name,
            job_title=title,
            demo=True,
        )
        for first, name, title, _ in PEOPLE
    }
    User.objects.bulk_create(users.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users.values()
    )
    Membership.objects.bulk_create(
        Membership(user=users[first], unit=units[unit], role=role.code, since=LONG_AGO)
        for first, _, _, held in PEOPLE
        for unit, role in held
    )
    return users


@cache
def _password() -> str:
    return make_password(PASSWORD)
