"""Starting, settling, extending and cancelling the deadlines of a dossier, each with its journal entry.

The dates come from law/; here they are stored with the calendar version and every step of the proof.
"""

import json
from datetime import date, datetime

from django.db.models import Min

from egide.kernel import registry
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion, DueDate, FactRecord, Status
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.law.deadlines import Computation, Deadline, compute, occurrences
from egide.platform.journal.append import append, dossier_chain


def rule_code(dossier: Dossier, deadline: Deadline) -> str:
    """Will return the full code of a rule: module, dot, deadline (« interventions.acknowledgment »)."""
    return f"{registry.module_of_kind(dossier.kind).code}.{deadline.code}"


def start(*, dossier: Dossier, deadline: Deadline, fact: FactRecord, now: datetime) -> DueDate:
    """Will compute the deadline with the law of the fact's day and the newest calendar, and store its proof."""
    version = calendars.newest(deadline.calendar)
    computation = compute(
        deadline,
        start=fact.occurred_on,
        calendar=calendars.read(version),
        site=dossier.site.code,
        rule=rule_code(dossier, deadline),
    )
    return _store(dossier, deadline, fact, version, computation, now)


def settle(*, dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> None:
    """Will mark the open deadline of this rule as met, in time or late, and start the next of a series.

    Something that happened before the deadline started does not meet it.
    """
    due = _open_of_rule(dossier, deadline)
    if due is None or on < due.starts_on:
        return
    due.status = Status.MET if on <= due.measured_on else Status.LATE
    due.settled_on = on
    due.save(update_fields=["status", "settled_on"])
    _journal(dossier, "deadline.settled", due, now, on=on)
    if deadline.recurs is not None:
        _start_next(dossier, deadline, due, now)


def cancel(*, dossier: Dossier, deadline: Deadline, now: datetime) -> None:
    """Will cancel the open or suspended deadline of this rule: it no longer has an object."""
    for due in DueDate.objects.filter(
        dossier_id=dossier.pk, rule=rule_code(dossier, deadline), status__in=[Status.OPEN, Status.SUSPENDED]
    ):
        due.status = Status.CANCELLED
        due.save(update_fields=["status"])
        _journal(dossier, "deadline.cancelled", due, now)
    refresh_next(dossier)


def suspend(*, dossier: Dossier, deadline: Deadline, now: datetime) -> None:
    """Will suspend the open deadline of this rule; only a rule whose source says so declares this effect."""
    due = _open_of_rule(dossier, deadline)
    if due is not None:
        due.status = Status.SUSPENDED
        due.save(update_fields=["status"])
        _journal(dossier, "deadline.suspended", due, now)
    refresh_next(dossier)


def extend(*, dossier: Dossier, deadline: Deadline, now: datetime) -> None:
    """Will give the open deadline the extension of its rule, counted from the raw date.

    :raises NotExtendable: the rule has no extension.
    """
    due = _open_of_rule(dossier, deadline)
    if due is None or due.extended:
        return
    calendar = calendars.read(due.calendar)
    computation = compute(
        deadline, start=due.starts_on, calendar=calendar, site=dossier.site.code, extended=True, rule=due.rule
    )
    _copy_dates(due, computation)
    due.extended = True
    due.save()
    _journal(dossier, "deadline.extended", due, now)
    refresh_next(dossier)


def refresh_next(dossier: Dossier) -> None:
    """Will keep on the dossier the date that lists sort by: the earliest open deadline of the Office."""
    own = DueDate.objects.filter(dossier_id=dossier.pk, status=Status.OPEN, runs_against_other=False)
    earliest = own.aggregate(first=Min("measured_on"))["first"]
    label = own.filter(measured_on=earliest).values_list("label", flat=True).first() if earliest else ""
    dossier.next_due_on, dossier.next_due_label = earliest, (label or "")[:120]
    dossier.save(update_fields=["next_due_on", "next_due_label"])


def recompute(due: DueDate, deadline: Deadline) -> Computation:
    """Will compute the deadline again with its stored calendar version: verification compares the two."""
    site = json.loads(due.proof)["site"]
    calendar = calendars.read(due.calendar)
    if due.occurrence == 1:
        return compute(
            deadline, start=due.starts_on, calendar=calendar, site=site, extended=due.extended, rule=due.rule
        )
    return occurrences(
        deadline, start=due.starts_on, calendar=calendar, count=due.occurrence, site=site, rule=due.rule
    )[-1]


def _open_of_rule(dossier: Dossier, deadline: Deadline) -> DueDate | None:
    rows = DueDate.objects.filter(
        dossier_id=dossier.pk, rule=rule_code(dossier, deadline), status=Status.OPEN
    )
    return rows.order_by("occurrence").first()


def _start_next(dossier: Dossier, deadline: Deadline, due: DueDate, now: datetime) -> None:
    series = occurrences(
        deadline,
        start=due.starts_on,
        calendar=calendars.read(due.calendar),
        count=due.occurrence + 1,
        site=dossier.site.code,
        rule=due.rule,
    )
    _store(dossier, deadline, due.fact, due.calendar, series[-1], now)


def _store(
    dossier: Dossier,
    deadline: Deadline,
    fact: FactRecord,
    version: CalendarVersion,
    computation: Computation,
    now: datetime,
) -> DueDate:
    due = DueDate(
        **ranked(DueDate, dossier),
        rule=computation.rule,
        label=deadline.label,
        occurrence=computation.occurrence,
        fact=fact,
        starts_on=computation.start,
        calendar=version,
        runs_against_other=deadline.runs_against is not None,
    )
    _copy_dates(due, computation)
    due.save()
    _journal(dossier, "deadline.started", due, now)
    return due


def _copy_dates(due: DueDate, computation: Computation) -> None:
    due.raw_date, due.due_date = computation.raw_date, computation.due_date
    due.internal_target, due.measured_on = computation.internal_target, computation.measured_on
    due.proof = json.dumps(computation.to_json(), ensure_ascii=False, sort_keys=True)


def _journal(dossier: Dossier, code: str, due: DueDate, now: datetime, *, on: date | None = None) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={
            "rule": due.rule,
            "occurrence": due.occurrence,
            "raw": due.raw_date.isoformat(),
            "due": due.due_date.isoformat(),
            "status": str(due.status),
            "on": on.isoformat() if on else None,
        },
        at=now,
    )
