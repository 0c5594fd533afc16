"""Who acts: a frozen picture of a person, a service or nobody, taken once per transaction.

Serves the gate and the journal; it grants nothing by itself, PostgreSQL recomputes the walls.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from egide.platform.accounts.models import Elevation, ServiceActor, User


class ActorKind(StrEnum):
    """The four kinds known to `egide_enter` in the database."""

    STAFF = "staff"
    SERVICE = "service"
    EXTERNAL = "external"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held today, in one unit (id 0 and no code for a service) of one compartment."""

    role: str
    unit_id: int
    unit_code: str
    compartment_id: int
    compartment_code: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `compartment_id` narrows someone of several compartments to the active one."""

    kind: ActorKind
    id: int | None
    code: str
    name: str
    roles: frozenset[Assignment] = frozenset()
    user_id: int | None = None
    elevated_until: datetime | None = None
    compartment_id: int | None = None

    @property
    def is_anonymous(self) -> bool:
        """Will tell whether nobody is known to act."""
        return self.kind is ActorKind.ANONYMOUS

    @property
    def compartment_ids(self) -> frozenset[int]:
        """Will return the compartments where a role is held, narrowed to the active one if any."""
        held = frozenset(assignment.compartment_id for assignment in self.roles)
        return held if self.compartment_id is None else held & {self.compartment_id}

    def holds(self, role: str, *, unit_id: int | None = None, compartment_id: int | None = None) -> bool:
        """Will tell whether the role is held, in this unit and this compartment when they are given."""
        return any(
            assignment.role == role
            and unit_id in (None, assignment.unit_id)
            and compartment_id in (None, assignment.compartment_id)
            for assignment in self.roles
        )

    def is_elevated(self, *, now: datetime) -> bool:
        """Will tell whether the administration period still runs at `now` (aware)."""
        return self.elevated_until is not None and now < self.elevated_until


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, id=0, code="anonymous:0", name="Personne non identifiée")

# The services that exist from the first migration on; the names stand in journals.
SERVICE = MappingProxyType(
    {
        "public_intake": "Réception des formulaires publics",
        "mail_intake": "Réception du courrier",
        "scheduler": "Planificateur",
        "sealer": "Scellement du journal",
        "key_service": "Service des clés",
        "sign_in": "Porte d’entrée",
    }
)


def actor_for_user(
    user: User, *, on: date, elevation_id: int | None = None, compartment_id: int | None = None
) -> Actor:
    """Will return the person with the roles held on that day (Office's zone), in one query.

    `elevation_id` is the administration period that this browser session opened; without it, no elevation.
    An inactive account holds no role.
    """
    period = Q(memberships__since__lte=on) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gt=on)
    )
    elevation = Elevation.objects.filter(pk=elevation_id or 0, user=OuterRef("pk"), ended_at__isnull=True)
    rows = (
        User.objects.filter(pk=user.pk)
        .order_by()
        .annotate(
            held=FilteredRelation("memberships", condition=period),
            elevated_until=Subquery(elevation.values("ends_at")),
        )
        .values_list(
            "full_name",
            "external",
            "is_active",
            "elevated_until",
            "held__role",
            "held__unit_id",
            "held__unit__code",
            "held__unit__compartment_id",
            "held__unit__compartment__code",
        )
    )
    found = list(rows)
    if not found:
        return ANONYMOUS
    name, external, active, elevated_until = found[0][:4]
    kind = ActorKind.EXTERNAL if external else ActorKind.STAFF
    return Actor(
        kind=kind,
        id=user.pk,
        code=f"{kind}:{user.pk}",
        name=name,
        roles=frozenset(Assignment(*row[4:]) for row in found if active and row[4] is not None),
        user_id=user.pk,
        elevated_until=elevated_until if active else None,
        compartment_id=compartment_id,
    )


def service(code: str, *, compartment_id: int | None = None) -> Actor:
    """Will return the service, holding the role of its own code in each of its compartments; one query.

    :raises LookupError: no service has this code.
    """
    rows = list(
        ServiceActor.objects.filter(code=code)
        .order_by()
        .values_list("pk", "name", "compartments__pk", "compartments__code")
    )
    if not rows:
        raise LookupError(f"Aucun service ne porte le code «\u00a0{code}\u00a0».")
    identifier, name = rows[0][:2]
    return Actor(
        kind=ActorKind.SERVICE,
        id=identifier,
        code=f"{ActorKind.SERVICE}:{code}",
        name=name,
        roles=frozenset(Assignment(code, 0, "", row[2], row[3]) for row in rows if row[2] is not None),
        compartment_id=compartment_id,
    )
