"""The subjects by which a delegate reaches a respondent: added, renamed, ended on a day; each team has its own.

A subject is never deleted: exchanges keep the name under which they came, the network keeps all names.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.text import slugify

from egide.law.dates_fr import plain_date
from egide.modules.ombudsman.models import NetworkSubject
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST = 80
_CODE = 20
GONE = "Ce sujet n’est pas proposé ce jour-là\u00a0: choisissez-en un autre."


def subjects_on(day: date, *, compartment_id: int) -> "QuerySet[NetworkSubject]":
    """Will return the subjects offered that day, by name."""
    rows = NetworkSubject.objects.filter(
        Q(until=None) | Q(until__gt=day), compartment_id=compartment_id, since__lte=day
    )
    return rows.order_by("name", "code")


def history(*, compartment_id: int) -> dict[str, list[NetworkSubject]]:
    """Will return every subject with its names, the newest first."""
    found: dict[str, list[NetworkSubject]] = {}
    for row in NetworkSubject.objects.filter(compartment_id=compartment_id).order_by("code", "-since"):
        found.setdefault(row.code, []).append(row)
    return found


def subject_on(code: str, *, day: date, compartment_id: int) -> NetworkSubject:
    """Will return one subject as it is named that day.

    :raises Refused: it is not offered that day.
    """
    found = subjects_on(day, compartment_id=compartment_id).filter(code=code).first()
    if found is None:
        raise Refused(GONE)
    return found


def add_subject(*, compartment: Compartment, name: str, since: date, now: datetime) -> NetworkSubject:
    """Will offer a new subject from that day on.

    :raises Refused: no name, or another subject has it.
    """
    said = _checked(compartment, name)
    code = _code(compartment, said)
    made = NetworkSubject.objects.create(compartment=compartment, code=code, name=said, since=since)
    _journal(compartment, "ombudsman.subject_added", code, now, {"name": said}, on=since)
    return made


def rename_subject(
    *, compartment: Compartment, code: str, name: str, on: date, now: datetime
) -> NetworkSubject:
    """Will give the subject another name from that day on; what came before keeps the former one.

    :raises Refused: it ended, the name is missing or taken, or another change comes later.
    """
    said = _checked(compartment, name, but=code)
    current = _current(compartment, code)
    if on < current.since:
        raise Refused("Ce sujet a déjà été renommé plus tard que ce jour-là.")
    before = current.name
    if on == current.since:
        current.name = said  # corrected the same day: the former name was never offered a whole day
        current.save(update_fields=["name"])
    else:
        current.until = on
        current.save(update_fields=["until"])
        current = NetworkSubject.objects.create(compartment=compartment, code=code, name=said, since=on)
    _journal(compartment, "ombudsman.subject_renamed", code, now, {"name": said, "before": before}, on=on)
    return current


def end_subject(*, compartment: Compartment, code: str, on: date, now: datetime) -> None:
    """Will end it: `on` is the first day when it is no longer offered; its exchanges stay as they are.

    :raises Refused: already ended, before it began, or it is the last one.
    """
    _lock(compartment)
    current = _current(compartment, code)
    if on <= current.since:
        first = plain_date(current.since + timedelta(days=1))
        raise Refused(f"La fin vient après le début\u00a0: donnez une date à compter du {first}.")
    others = NetworkSubject.objects.filter(compartment=compartment, until=None).exclude(code=code)
    if not others.exists():
        raise Refused("C’est le dernier sujet\u00a0: une demande doit pouvoir en avoir un.")
    current.until = on
    current.save(update_fields=["until"])
    _journal(compartment, "ombudsman.subject_ended", code, now, {"name": current.name}, on=on)


def check_offered(codes: Sequence[str], *, day: date, compartment_id: int) -> list[str]:
    """Will return the codes, once each.

    :raises Refused: one of them is not offered that day.
    """
    wanted = list(dict.fromkeys(codes))
    known = set(subjects_on(day, compartment_id=compartment_id).values_list("code", flat=True))
    if not known.issuperset(wanted):
        raise Refused(GONE)
    return wanted


def _checked(compartment: Compartment, name: str, *, but: str = "") -> str:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST:
        raise Refused(f"Nommez le sujet en {LONGEST} caractères au plus.")
    _lock(compartment)
    others = NetworkSubject.objects.filter(compartment=compartment, until=None).exclude(code=but)
    if said.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise Refused("Un autre sujet porte déjà ce nom.")
    return said


def _current(compartment: Compartment, code: str) -> NetworkSubject:
    found = NetworkSubject.objects.filter(compartment=compartment, code=code, until=None).first()
    if found is None:
        raise Refused("Ce sujet a pris fin\u00a0: ajoutez-en un autre.")
    return found


def _code(compartment: Compartment, name: str) -> str:
    root = slugify(name)[: _CODE - 3].strip("-") or "sujet"
    taken = set(NetworkSubject.objects.filter(compartment=compartment).values_list("code", flat=True))
    return next(one for one in (root, *(f"{root}-{n}" for n in range(2, 99))) if one not in taken)


def _lock(compartment: Compartment) -> None:
    # One at a time: the compartment's row is the lock of its small registers.
    Compartment.objects.select_for_update().get(pk=compartment.pk)


def _journal(
    compartment: Compartment, code: str, subject: str, now: datetime, notes: dict[str, str], *, on: date
) -> None:
    append(
        chain=access_chain(compartment.code, now),
        compartment_id=compartment.pk,
        code=code,
        data={"subject": subject, "on": on.isoformat()},
        notes=notes,
        at=now,
    )
