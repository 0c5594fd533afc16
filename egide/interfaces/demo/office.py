"""The small Office of the demonstration: sites, units, people, the orders and their professions, calendars.

Orders come from data/orders.csv and data/orders_extra.csv; what is uncertain there stays marked « à valider ».
"""

import csv
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from egide.interfaces.demo.people import EMAIL, PASSWORD, PEOPLE, SITES, UNITS, Person
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import ClosureDay
from egide.kernel.parties.models import Exercise, Profession, ProfessionalOrder
from egide.law.holidays import BUILDERS
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User

DATA = Path(__file__).parent / "data"
SINCE = date(2020, 1, 1)
EXERCISE = {"exclusif": Exercise.EXCLUSIVE, "réservé": Exercise.RESERVED_TITLE}


def make_office(*, now: datetime) -> None:
    """Will create the Office, once, in one transaction."""
    with transaction.atomic():
        sites = {
            code: Site.objects.create(code=code, name=name, address=address, phone=phone, email=EMAIL)
            for code, name, address, phone in SITES
        }
        places = {place.code: place for place in Compartment.objects.all()}
        units = {
            code: Unit.objects.create(code=code, name=name, compartment=places[place], site=sites[site])
            for code, name, place, site in UNITS
        }
        for person in PEOPLE:
            _enter(person, units)
        make_orders()
        # A storm closed one site only: closures carry a site.
        ClosureDay.objects.create(
            calendar="public_service",
            day=date(now.year, 2, 13),
            name="Tempête (bureau fermé)",
            site=sites["quebec"],
        )
        for code in BUILDERS:
            calendars.publish(code=code, version=f"{now.year}-1", now=now)


def make_orders() -> None:
    """Will create the orders and their professions from the CSV files."""
    extra = {row["code"]: row for row in _rows("orders_extra.csv")}
    for row in _rows("orders.csv"):
        more = extra.get(row["code"], {})
        order = ProfessionalOrder.objects.create(
            slug=row["code"].lower(),
            name=row["name_fr"],
            name_en=row["name_en"],
            acronym=more.get("sigle", ""),
            exercise=EXERCISE[row["exercise"]],
            sector=more.get("secteur", ""),
            statute=more.get("loi_chapitre", ""),
            note=more.get("note", ""),
            email=f"protection-public@{row['code'].lower()}.example",
        )
        for name in row["professions"].split(";"):
            Profession.objects.create(order=order, name=name.strip())


def _enter(person: Person, units: dict[str, Unit]) -> None:
    user = User.objects.create_user(
        person.email,
        PASSWORD,
        full_name=person.name,
        job_title=person.title,
        external=person.external,
        demo=True,
    )
    for unit, role in person.held:
        Membership.objects.create(user=user, unit=units[unit], role=role.code, since=SINCE)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
