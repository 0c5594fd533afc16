"""The list of other bodies: what stands today, correcting a line, saying that it was checked, retiring it.

A correction made the day that a row began changes that row; later, it opens a new one.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from egide.kernel.bodies.models import OtherBody
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

STALE_AFTER = 365  # days without a check: the list asks to look again


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """What is known of a body."""

    name: str
    acronym: str
    receives: str
    address: str
    phone: str
    url: str
    source: str


def standing_bodies(*, on: date) -> list[OtherBody]:
    """Will return the bodies of that day, by name."""
    known = OtherBody.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    return list(known.order_by("name"))


def body_of(code: str) -> OtherBody | None:
    """Will return the standing row of a body."""
    return OtherBody.objects.filter(code=code, until=None).first()


def history_of(code: str) -> list[OtherBody]:
    """Will return what was known before, newest first."""
    return list(OtherBody.objects.filter(code=code).exclude(until=None).order_by("-since", "-pk"))


def reach(body: OtherBody) -> str:
    """Will write the body with its telephone and its site, as a letter or a card names it."""
    name = f"{body.name} ({body.acronym})" if body.acronym else body.name
    return ", ".join(filter(None, (name, body.phone, body.url)))


def add_body(*, actor: Actor, code: str, facts: BodyFacts, now: datetime) -> OtherBody:
    """Will add a body, checked today.

    :raises Refused: the code was given already.
    """
    if OtherBody.objects.filter(code=code).exists():
        raise Refused("Un organisme porte déjà ce code.")
    today = timezone.localtime(now).date()
    made = OtherBody.objects.create(code=code, **asdict(facts), checked_on=today, since=today)
    _journal(actor, "body.kept", code, now)
    return made


def correct_body(*, actor: Actor, code: str, facts: BodyFacts, now: datetime) -> OtherBody:
    """Will keep what is now known, checked today; what was known before stays with its period.

    :raises Refused: the body is not in the list.
    """
    held, today = _held(code), timezone.localtime(now).date()
    if held.since == today:
        for name, value in asdict(facts).items():
            setattr(held, name, value)
        held.checked_on = today
        held.save()
    else:
        _close(held, today)
        held = OtherBody.objects.create(code=code, **asdict(facts), checked_on=today, since=today)
    _journal(actor, "body.kept", code, now)
    return held


def check_body(*, actor: Actor, code: str, now: datetime) -> None:
    """Will say that someone looked today and nothing changed.

    :raises Refused: the body is not in the list.
    """
    held = _held(code)
    held.checked_on = timezone.localtime(now).date()
    held.save(update_fields=["checked_on"])
    _journal(actor, "body.checked", code, now)


def retire_body(*, actor: Actor, code: str, now: datetime) -> None:
    """Will take the body off the list from today on.

    :raises Refused: the body is not in the list.
    """
    _close(_held(code), timezone.localtime(now).date())
    _journal(actor, "body.retired", code, now)


def _held(code: str) -> OtherBody:
    held = OtherBody.objects.select_for_update().filter(code=code, until=None).first()
    if held is None:
        raise Refused("Cet organisme n’est plus dans la liste.")
    return held


def _close(held: OtherBody, today: date) -> None:
    held.until = max(today, held.since)
    held.save(update_fields=["until"])


def _journal(actor: Actor, code: str, body: str, now: datetime) -> None:
    held = sorted({(a.compartment_id, a.compartment_code) for a in actor.roles})
    if not held:
        raise Refused("Seule une personne de l’Office tient cette liste.")
    place, where = held[0]
    append(chain=access_chain(where, now), compartment_id=place, code=code, data={"code": body}, at=now)
