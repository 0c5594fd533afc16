"""Opening a dossier documentaire in one's unit, and telling it the events that its rule waits for.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.records.plan import ClassInForce, class_in_force
from egide.law.facts import Fact
from egide.law.retention_events import BY_CODE as EVENTS
from egide.modules.records_office.access import KIND, WORKERS
from egide.modules.records_office.law import OPENED, UNRULED
from egide.modules.records_office.models import DocumentaryFile
from egide.modules.records_office.starters import BY_CODE as STARTERS
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

OPENERS = frozenset({*(role.code for role in WORKERS), "records_manager"})


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """What is known of the file when it is opened."""

    unit: Unit
    class_code: str
    title: str
    starter: str = "plain"
    description: str = ""


def units_of(actor: Actor) -> list[Unit]:
    """Will return the units in which the actor may open a file."""
    held = {a.unit_id for a in actor.roles if a.role in OPENERS}
    return list(Unit.objects.select_related("compartment", "site").filter(pk__in=held).order_by("name"))


def open_file(*, actor: Actor, file: NewFile, now: datetime) -> Dossier:
    """Will open the file in its class, with the confidentiality and the retention rule of that class.

    :raises Refused: the actor does not work in the unit, the class is not of the scheme in force, or its creation
        is reserved to other units.
    """
    if file.unit.pk not in {unit.pk for unit in units_of(actor)}:
        raise Refused("Vous ouvrez des dossiers dans votre unité.")
    today = timezone.localtime(now).date()
    found = class_in_force(file.class_code, on=today)
    if found is None:
        raise Refused("Cette classe n’est pas au plan de classification en vigueur.")
    if not found.open_to(file.unit.code):
        raise Refused(
            f"L’unité «\u00a0{file.unit.name}\u00a0» n’ouvre pas de dossier dans la classe {found.code}. "
            "Choisissez une autre classe, ou écrivez à la gestion documentaire."
        )
    return write_file(actor=actor, file=file, found=found, now=now)


def write_file(
    *,
    actor: Actor,
    file: NewFile,
    found: ClassInForce,
    now: datetime,
    received_at: datetime | None = None,
    confidentiality: str = "",
    origin: str = "",
) -> Dossier:
    """Will write the file down; whoever calls has judged the unit and the class.

    `origin`: where a file of another system comes from; it belongs to nobody yet, and keeps its day of receipt.
    """
    opening = Opening(
        kind=KIND,
        title=file.title.strip()[:200],
        unit=file.unit,
        site=file.unit.site,
        received_at=received_at or now,
        channel=Channel.FORM,
        confidentiality=confidentiality or found.confidentiality,
        class_code=found.code,
        series=_series(found),
        origin=origin,
    )
    dossier = open_dossier(opening=opening, now=now)
    if actor.user_id is not None and not origin:
        dossier.assignee = User.objects.get(pk=actor.user_id)
        dossier.save(update_fields=["assignee"])
    DocumentaryFile.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        starter=file.starter if file.starter in STARTERS else "plain",
        description=file.description.strip(),
    )
    record_fact(dossier=dossier, fact=OPENED, occurred_on=dossier.received_on, actor_code=actor.code, now=now)
    return dossier


def tell_event(*, actor: Actor, dossier: Dossier, event: str, occurred_on: date, now: datetime) -> None:
    """Will write down that an event of the schedule happened; a closed file that waits for it is dated at once.

    :raises Refused: an unknown event, or a day in the future.
    """
    known = EVENTS.get(event)
    if known is None or not known.facts:
        raise Refused("Choisissez l’événement qui est arrivé.")
    if occurred_on > timezone.localtime(now).date():
        raise Refused("L’événement est arrivé au plus tard aujourd’hui.")
    fact = Fact(known.facts[0], known.label)
    record_fact(dossier=dossier, fact=fact, occurred_on=occurred_on, actor_code=actor.code, now=now)
    touch(dossier)


def _series(found: ClassInForce) -> str:
    return found.series[0] if found.series else UNRULED
