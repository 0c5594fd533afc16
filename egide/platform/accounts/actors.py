"""Who acts: a frozen picture of a person, a service or nobody, taken once per transaction.

Serves the gate and the journal; it grants nothing by itself, PostgreSQL recomputes the walls.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from egide.platform.accounts.models import Elevation, ServiceActor, User
from egide.platform.accounts.replacing import delegated_roles, replaced_roles
from egide.platform.database.together import ANY, Asked, Prepared, prepare


class ActorKind(StrEnum):
    """The five kinds known to `egide_enter` in the database; a pass is the bearer of a secret link."""

    STAFF = "staff"
    SERVICE = "service"
    EXTERNAL = "external"
    PASS = "pass"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held today, in one unit (id 0 and no code for a service) of one compartment.

    `acting_for` is the name of the absent person whose role is held for a time, `acting_for_id` her account.
    `delegated`: nobody is absent; `acting_for` names who delegated the role, and her dossiers stay hers.
    """

    role: str
    unit_id: int
    unit_code: str
    compartment_id: int
    compartment_code: str
    acting_for: str = ""
    acting_for_id: int | None = None
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `compartment_id` narrows someone of several compartments to the active one.

    `journaled` are those of their compartments where every read is journaled.
    """

    kind: ActorKind
    id: int | None
    code: str
    name: str
    roles: frozenset[Assignment] = frozenset()
    user_id: int | None = None
    elevated_until: datetime | None = None
    compartment_id: int | None = None
    journaled: frozenset[int] = frozenset()

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

    def stands_for(self, *, compartment_id: int | None = None) -> frozenset[int]:
        """Will return the accounts whose dossiers are this person's today: her own, those of whom she replaces."""
        replaced = {
            assignment.acting_for_id
            for assignment in self.roles
            if assignment.acting_for_id is not None and compartment_id in (None, assignment.compartment_id)
        }
        own = () if self.user_id is None else (self.user_id,)
        return frozenset((*own, *replaced))

    def acting_for(self, role: str, *, compartment_id: int | None = None) -> str:
        """Will return the name of the person for whom the role is held, or nothing when it is her own."""
        lent = self.lent(role, compartment_id=compartment_id)
        return lent.acting_for if lent else ""

    def lent(self, role: str, *, compartment_id: int | None = None) -> Assignment | None:
        """Will return by what the role is held when it is not her own: a replacement before a delegation."""
        held = [a for a in self.roles if a.role == role and compartment_id in (None, a.compartment_id)]
        if any(not a.acting_for for a in held):
            return None
        return min(held, key=lambda a: (a.delegated, a.acting_for), default=None)

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
        "pass_desk": "Guichet des liens secrets",
    }
)


def actor_for_user(
    user: User, *, on: date, elevation_id: int | None = None, compartment_id: int | None = None
) -> Actor:
    """Will return the person with the roles held on that day (Office's zone), in one query.

    None when the account has just been read with them, at the beginning of the same request.
    `elevation_id` is the administration period that this browser session opened; without it, no elevation.
    An inactive account holds no role.
    """
    held, user.held_roles = user.held_roles, None  # once: whoever asks again is told of now
    found = held[1] if held and held[0] == on else _written(on).read({ANY: user.pk})[1]
    if not found:
        return ANONYMOUS
    name, external, active, period, elevated_until, replaced, delegated = found[0][:7]
    own = frozenset(Assignment(*row[7:12]) for row in found if active and row[7] is not None)
    kind = ActorKind.EXTERNAL if external else ActorKind.STAFF
    return Actor(
        kind=kind,
        id=user.pk,
        code=f"{kind}:{user.pk}",
        name=name,
        roles=own | _held_for_a_time(own, [*(replaced or ()), *(delegated or ())]),
        user_id=user.pk,
        elevated_until=elevated_until if active and period is not None and period == elevation_id else None,
        compartment_id=compartment_id,
        journaled=frozenset(row[10] for row in found if active and row[12]),
    )


def account_with_roles(user_id: int, *, on: date) -> User | None:
    """Will return the account, the roles held that day beside it for `actor_for_user`; one query for both."""
    return with_roles(*_written(on).read({ANY: user_id}), on=on)


def with_roles(accounts: list[Any], held: list[Any], *, on: date) -> User | None:
    """Will put together what `account_rows` selected."""
    if not accounts:
        return None
    user: User = accounts[0]
    user.held_roles = (on, held)
    return user


@lru_cache(maxsize=8)
def _written(on: date) -> Prepared:
    """Will write, once a day, the statement that every request begins with."""
    return prepare(*account_rows(on=on))


def account_rows(*, on: date) -> tuple[Asked, Asked]:
    """Will select the account ANY, then its roles of that day, for a statement that reads something before."""
    period = Q(memberships__since__lte=on) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gt=on)
    )
    # An account has one open period at most; whether this session opened it is seen by its id.
    elevation = Elevation.objects.filter(user=OuterRef("pk"), ended_at__isnull=True).order_by()
    return (
        User.objects.filter(pk=ANY).order_by(),
        User.objects.filter(pk=ANY)
        .order_by()
        .annotate(
            held=FilteredRelation("memberships", condition=period),
            elevation=Subquery(elevation.values("pk")),
            elevated_until=Subquery(elevation.values("ends_at")),
            replaced=replaced_roles(on=on),
            delegated=delegated_roles(on=on),
        )
        .values_list(
            "full_name",
            "external",
            "is_active",
            "elevation",
            "elevated_until",
            "replaced",
            "delegated",
            "held__role",
            "held__unit_id",
            "held__unit__code",
            "held__unit__compartment_id",
            "held__unit__compartment__code",
            "held__unit__compartment__reads_journaled",
        ),
    )


def _held_for_a_time(own: frozenset[Assignment], replaced: Iterable[dict[str, Any]]) -> frozenset[Assignment]:
    # The walls come from her own memberships: a role in a compartment where she holds none stays behind.
    places = {assignment.compartment_id for assignment in own}
    return frozenset(Assignment(**row) for row in replaced if row["compartment_id"] in places)


def service(code: str, *, compartment_id: int | None = None) -> Actor:
    """Will return the service, holding the role of its own code in each of its compartments; one query.

    :raises LookupError: no service has this code.
    """
    rows = list(
        ServiceActor.objects.filter(code=code)
        .order_by()
        .values_list("pk", "name", "compartments__pk", "compartments__code", "compartments__reads_journaled")
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
        journaled=frozenset(row[2] for row in rows if row[4]),
    )
