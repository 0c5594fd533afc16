"""The monthly certificate of who opened what in the Commissioner's compartment: counted in the journal, sealed there.

The journal of reads already holds everything; here is what the Commissioner, and no one else, reads of it.
"""

import hashlib
from collections import Counter
from datetime import date, datetime, timedelta
from io import BytesIO

from egide.modules.admission_work.models import OpeningsCertificate
from egide.modules.admission_work.openings_printing import Administered, Opened, certificate_pdf
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, User
from egide.platform.errors.failures import NotVisible
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event, Note
from egide.platform.storage import store

READS = ("dossier.read", "document.read")
BREAK_GLASS = "access.elevation_started"


def month_before(day: date) -> date:
    """Will return the first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def opened_in(*, compartment: Compartment, month: date) -> tuple[list[Opened], list[Administered]]:
    """Will count the month's entries of the journal of reads, and list the periods of administration."""
    chains = {access_chain(compartment.code, day): day for day in _days(month)}
    events = Event.objects.filter(
        chain__in=list(chains), code__in=(*READS, BREAK_GLASS), compartment_id=compartment.pk
    ).order_by("chain", "seq")
    rows = list(events.values_list("pk", "chain", "code", "actor", "body"))
    names = _names({actor for *_, actor, _ in rows})
    counted = Counter(
        (chains[chain], names.get(actor, actor), str(data_of(body).get("number", "")))
        for _, chain, code, actor, body in rows
        if code in READS
    )
    notes = dict(
        Note.objects.filter(
            event_id__in=[pk for pk, _, code, *_ in rows if code == BREAK_GLASS], key="reason"
        ).values_list("event_id", "text")
    )
    administered = [
        Administered(day=chains[chain], person=names.get(actor, actor), reason=notes.get(pk) or "")
        for pk, chain, code, actor, _ in rows
        if code == BREAK_GLASS
    ]
    opened = [
        Opened(day=day, person=person, number=number, times=times)
        for (day, person, number), times in sorted(counted.items())
    ]
    return opened, administered


def seal_month(*, actor: Actor, compartment: Compartment, month: date, now: datetime) -> OpeningsCertificate:
    """Will print the month's certificate, keep its bytes behind the wall and write their hash in the journal.

    A month is certified once: asked again, the same certificate is returned.
    """
    month = month.replace(day=1)
    known = OpeningsCertificate.objects.filter(compartment=compartment, month=month).first()
    if known is not None:
        return known
    opened, administered = opened_in(compartment=compartment, month=month)
    pdf = certificate_pdf(compartment, month, opened, administered, now)
    digest = hashlib.sha256(pdf).hexdigest()
    stored = store.put(
        stream=BytesIO(pdf),
        file_name=f"consultations-{month:%Y-%m}.pdf",
        compartment=compartment,
        actor_code=actor.code,
        now=now,
    )
    made = OpeningsCertificate.objects.create(
        compartment=compartment,
        month=month,
        stored=stored,
        sha256=digest,
        openings=sum(one.times for one in opened),
        people=len({one.person for one in opened}),
        made_at=now,
    )
    _journal(made, "openings.sealed", now)
    return made


def certificates() -> list[OpeningsCertificate]:
    """Will return the certificates, newest month first."""
    return list(OpeningsCertificate.objects.order_by("-month"))


def read_certificate(*, month: date, now: datetime) -> tuple[OpeningsCertificate, bytes]:
    """Will return a month's certificate with its bytes, and journal that it was opened.

    :raises NotVisible: that month has none.
    """
    found = OpeningsCertificate.objects.select_related("stored", "compartment").filter(month=month).first()
    if found is None:
        raise NotVisible
    pdf = store.read_all(stored=found.stored)
    _journal(found, "openings.read", now)
    return found, pdf


def _days(month: date) -> list[date]:
    first = month.replace(day=1)
    return [day for day in (first + timedelta(days=n) for n in range(31)) if day.month == first.month]


def _names(codes: set[str]) -> dict[str, str]:
    ids = {code: int(code.partition(":")[2]) for code in codes if code.startswith("staff:")}
    known = dict(User.objects.filter(pk__in=ids.values()).values_list("pk", "full_name"))
    return {code: known[key] for code, key in ids.items() if key in known}


def _journal(made: OpeningsCertificate, code: str, now: datetime) -> None:
    append(
        chain=access_chain(made.compartment.code, now),
        compartment_id=made.compartment_id,
        code=code,
        data={"month": f"{made.month:%Y-%m}", "sha256": made.sha256},
        at=now,
    )
