"""A house to attack: a dossier in each compartment, a secret in each of its tables, people in each unit.

Made by the real actions wherever an action exists; the rest is written as the owner, so that no table is empty.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.cache import cache
from django.test import Client

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier, NumberCounter
from egide.kernel.gate.models import Conflict, Grant
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.kernel.mandates.actions import entrust, give_mandate
from egide.kernel.records.holds import place_hold
from egide.kernel.search.vocabulary import count_again
from egide.law import roles
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request, RequestFile
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import Membership, Site, Unit, User
from egide.platform.accounts.second_factor import SHOWN_BY
from egide.platform.journal.append import access_chain, append
from egide.platform.storage.models import StoredObject
from tests.cast import LONG_AGO, NOW, PASSWORD, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.walls.planted import CLOCK, FIRST, HELD, PLACES, word
from tests.walls.planting_consulting import plant_consulting
from tests.walls.planting_dossier import plant_documents, plant_everyday, plant_exchanges, plant_letter
from tests.walls.planting_mail import plant_mail
from tests.walls.planting_modules import plant_report, plant_typed
from tests.walls.planting_records import (
    plant_disposals,
    plant_on_its_way,
    plant_record,
    plant_taken_out,
    plant_words,
)
from tests.walls.planting_watched import plant_watched


@dataclass(frozen=True)
class Plant:
    """What was planted in one compartment."""

    code: str
    dossier: Dossier
    reference: str
    insider: User

    @property
    def number(self) -> str:
        return self.dossier.number


@dataclass
class House:
    """The cast, one plant for each compartment, and two outsiders."""

    cast: Cast
    plants: dict[str, Plant] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """Will return someone of the cast, or « office's insider » by the name of a compartment."""
        return self.plants[name].insider if name in self.plants else self.cast.user(name)

    def actor(self, name: str) -> Actor:
        """Will return the actor that this account is."""
        return actor_for_user(self.user(name), on=TODAY)

    def compartments_of(self, name: str) -> set[str]:
        """Will return the compartments in which this person works."""
        return {held.compartment_code for held in self.actor(name).roles}


def build() -> House:
    """Will build the whole house in the current clone; commits."""
    cast = seed_office()
    cache.clear()
    house = House(cast)
    for code in PLACES:
        house.plants[code] = _plant(cast, code)
    with as_owner():
        count_again()  # as each night: what spellings are proposed from
    with as_owner():
        inactive = User.objects.create_user(
            "parti@office.example", PASSWORD, full_name="Ancien Employé", demo=True
        )
        cast.users["inactive"] = inactive
    return house


def client_of(user: User | None, *, csrf: bool = False) -> Client:
    """Will return a client signed in as this account, second factor shown; nobody's without an account."""
    client = Client(HTTP_USER_AGENT="Attaque/1.0", enforce_csrf_checks=csrf, raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="egide.platform.accounts.backends.AccountBackend")
        session = client.session
        session[SHOWN_BY] = user.pk
        session.save()
    return client


def elevated_client(house: House, name: str) -> Client:
    """Will return the browser of someone who administers the Office, an elevation running."""
    user = house.user(name)
    with as_owner():
        Membership.objects.get_or_create(
            user=user,
            unit=Unit.objects.get(code="technology"),
            role=roles.ADMINISTRATOR.code,
            defaults={"since": LONG_AGO},
        )
    actor = actor_for_user(user, on=TODAY)
    with acting_as(actor):
        period = elevations.start(actor=actor, user=user, reason="Essai", minutes=30, now=CLOCK)
    client = client_of(user)
    session = client.session
    elevations.carry(session, period)
    session.save()
    return client


def _plant(cast: Cast, code: str) -> Plant:
    unit = Unit.objects.select_related("compartment", "site").get(code=PLACES[code])
    insider = _insider(unit)
    with as_owner():
        year = NOW.year
        NumberCounter.objects.create(
            compartment=unit.compartment, prefix="INT", year=year, last=FIRST[code] - 1
        )
    actor = actor_for_user(insider, on=TODAY)
    with acting_as(actor):
        dossier = _opened(cast, unit, actor, word(code))
        assign(dossier=dossier, to=insider, now=NOW)
        plant_documents(dossier, actor, word(code))
        plant_letter(dossier, actor, word(code))
        run(actor=actor, dossier=dossier, code="start_triage", answers={}, now=NOW + timedelta(hours=1))
        answers = {"outcome": _first_ground(dossier), "destination": word(code), "motive": word(code)}
        run(
            actor=actor,
            dossier=dossier,
            code="declare_not_admissible",
            answers=answers,
            now=NOW + timedelta(hours=2),
        )
        plant_everyday(dossier, actor, word(code))
        plant_exchanges(dossier, actor, word(code))
        give_mandate(dossier=dossier, role=roles.ANALYST, purpose=word(code), now=NOW)
        entrust(dossier=dossier, to=insider, instruction=f"{word(code)} mandat", due_on=None, now=NOW)
        place_hold(dossier=dossier, reason=word(code), actor_code=actor.code, now=NOW)
        append(
            chain=access_chain(code, NOW),
            compartment_id=unit.compartment_id,
            code="access.refused",
            data={"action": "read"},
            notes={"reason": word(code)},
            at=NOW,
        )
    reference = _surroundings(cast, dossier, code)
    with as_owner():
        plant_disposals(dossier, insider, word(code))
        plant_words(dossier, insider, word(code))
    return Plant(code, dossier, reference, insider)


def _insider(unit: Unit) -> User:
    with as_owner():
        user = User.objects.create_user(
            f"interne-{unit.code}@office.example",
            PASSWORD,
            full_name=f"Interne {unit.name}",
            job_title="Interne",
            demo=True,
        )
        for role in HELD:
            Membership.objects.create(user=user, unit=unit, role=role.code, since=LONG_AGO)
    return user


def _opened(cast: Cast, unit: Unit, actor: Actor, planted: str) -> Dossier:
    intake = actions.Intake(
        title=f"{planted} titre",
        name=f"{planted} personne",
        received_at=NOW,
        channel="post",
        summary=f"{planted} résumé",
        wish=f"{planted} souhait",
        order=cast.order,
        email=f"{planted}@exemple.example",
        phone=planted[:40],
        address=f"{planted} rue",
        inquiry_requested_about=f"{planted} vers mars",
    )
    return actions.open_intervention(
        actor=actor, intake=intake, unit=unit, site=Site.objects.get(code="quebec"), now=NOW
    )


def _first_ground(dossier: Dossier) -> str:
    asked = lifecycle_of(dossier).transition("declare_not_admissible").fields[0]
    return asked.choices[0][0]


def _surroundings(cast: Cast, dossier: Dossier, code: str) -> str:
    """A request waiting with its file, a conflict and a grant: no action makes them outside the Office."""
    place = {"compartment_id": dossier.compartment_id}
    with as_owner():
        request = Request.objects.create(
            **place,
            reference=f"REC-{NOW.year}-{FIRST[code]}",
            received_at=NOW,
            name=f"{word(code)} personne",
            order=cast.order,
            form_version="2026-1",
            answers={"title": f"{word(code)} demande", "summary": word(code)},
        )
        Request.objects.create(
            **place,
            reference=f"REC-{NOW.year}-{FIRST[code] + 1}",
            received_at=NOW,
            name=f"{word(code)} personne",
            form_version="2026-1",
            answers={"summary": word(code)},
            dossier=dossier,
        )
        stored = StoredObject.objects.filter(compartment_id=dossier.compartment_id).first()
        assert stored is not None
        RequestFile.objects.create(**place, request=request, stored=stored)
        plant_typed(dossier, code)
        plant_report(dossier, code)
        plant_record(dossier, code)
        plant_taken_out(dossier, code)
        plant_consulting(dossier, word(code), number=FIRST[code])
        plant_watched(dossier, word(code), number=FIRST[code])
        plant_on_its_way(dossier, stored, code)
        plant_mail(dossier, stored, code)
        aside = User.objects.create_user(
            f"recuse-{code}@office.example", PASSWORD, full_name="Récusé", demo=True
        )
        Conflict.objects.create(**place, user=aside, dossier=dossier, declared_at=NOW, declared_by=word(code))
        guest = User.objects.create_user(
            f"invite-{code}@ordre.example", PASSWORD, full_name="Invité", external=True, demo=True
        )
        Grant.objects.create(**place, user=guest, dossier=dossier, granted_at=NOW, granted_by=word(code))
        cast.users[f"aside-{code}"], cast.users[f"guest-{code}"] = aside, guest
        # The one who is in conflict works where the dossier is: only the conflict keeps it away.
        for role in HELD:
            Membership.objects.create(user=aside, unit_id=dossier.unit_id, role=role.code, since=LONG_AGO)
    return request.reference
