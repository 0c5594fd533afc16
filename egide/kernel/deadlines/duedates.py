"""Starting, settling, extending and cancelling the deadlines of a dossier, each with its journal entry.

The dates come from law/; the caller holds the dossier's row lock. Taking a change back: restoring.py.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min, QuerySet

from egide.kernel import registry
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import DueDate, FactRecord, Status
from egide.kernel.deadlines.storing import Picture, change, copy_dates, journal, picture, store
from egide.kernel.dossiers.models import Dossier
from egide.law.calendars import Calendar
from egide.law.deadlines import Computation, Deadline, aimed, compute, compute_given, occurrences

RUNNING = (Status.OPEN, Status.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a fact or a letter changed: deadlines as they were before, ranks of those that it started."""

    before: tuple[Picture, ...] = ()
    started: tuple[int, ...] = ()


def rule_code(dossier: Dossier, deadline: Deadline) -> str:
    """Will return the full code of a rule: module, dot, deadline (« interventions.acknowledgment »)."""
    return registry.module_of_kind(dossier.kind).rule_code(deadline)


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
    return store(
        dossier=dossier, deadline=deadline, fact=fact, version=version, computation=computation, now=now
    )


def settle(*, dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> Settled:
    """Will mark the running deadline of this rule as met, in time or late, and start the next of a series.

    What happened before the deadline started does not meet it. In a series it counts for the period in which
    it falls only: a second notice in one period does not meet the next, a late one meets the period it is in.
    """
    before: list[Picture] = []
    started: list[int] = []
    due = _running(dossier, deadline)
    while due is not None and on >= _opens_on(due):
        status = Status.MET if on <= due.measured_on else Status.LATE
        before.append(
            change(dossier=dossier, due=due, code="deadline.settled", status=status, on=on, now=now)
        )
        if deadline.recurs is None:
            break
        late, due = status == Status.LATE, _start_next(dossier, deadline, due, now, notice=on)
        started.append(due.rank)
        if not late:
            break
    return Settled(before=tuple(before), started=tuple(started))


def end_series(*, dossier: Dossier, deadline: Deadline, on: date, now: datetime) -> Settled:
    """Will stop a series: each period that passed without notice is late, the one that runs has no object."""
    before: list[Picture] = []
    started: list[int] = []
    due = _running(dossier, deadline)
    while due is not None and on > due.measured_on:
        before.append(
            change(dossier=dossier, due=due, code="deadline.settled", status=Status.LATE, on=on, now=now)
        )
        due = _start_next(dossier, deadline, due, now)
        started.append(due.rank)
    if due is not None:
        code = "deadline.cancelled"
        before.append(change(dossier=dossier, due=due, code=code, status=Status.CANCELLED, on=None, now=now))
    return Settled(before=tuple(before), started=tuple(started))


def cancel(*, dossier: Dossier, deadline: Deadline, now: datetime) -> tuple[Picture, ...]:
    """Will cancel the running deadlines of this rule (no object any more); returns what they were."""
    rows = _rows(dossier, deadline).filter(status__in=RUNNING).order_by("rank")
    before = tuple(
        change(dossier=dossier, due=due, code="deadline.cancelled", status=Status.CANCELLED, on=None, now=now)
        for due in rows
    )
    refresh_next(dossier)
    return before


def suspend(*, dossier: Dossier, deadline: Deadline, now: datetime) -> tuple[Picture, ...]:
    """Will suspend the open deadlines of this rule; only a rule whose source says so declares this effect."""
    rows = _rows(dossier, deadline).filter(status=Status.OPEN).order_by("rank")
    before = tuple(
        change(dossier=dossier, due=due, code="deadline.suspended", status=Status.SUSPENDED, on=None, now=now)
        for due in rows
    )
    refresh_next(dossier)
    return before


def resume(*, dossier: Dossier, deadline: Deadline, now: datetime) -> tuple[Picture, ...]:
    """Will open again, at its own date, the last deadline of this rule that was suspended, met or met late."""
    due = _rows(dossier, deadline).exclude(status=Status.CANCELLED).order_by("rank").last()
    if due is None or due.status == Status.OPEN:
        return ()
    before = change(dossier=dossier, due=due, code="deadline.resumed", status=Status.OPEN, on=None, now=now)
    refresh_next(dossier)
    return (before,)


def extend(*, dossier: Dossier, deadline: Deadline, now: datetime) -> tuple[Picture, ...]:
    """Will give the running deadline the extension of its rule, once, counted from the raw date.

    :raises NotExtendable: the rule has no extension.
    """
    due = _running(dossier, deadline)
    if due is None or due.extended:
        return ()
    before = picture(due)
    due.extended = True
    copy_dates(due, recompute(due, deadline))
    due.save()
    journal(dossier, "deadline.extended", due, now)
    refresh_next(dossier)
    return (before,)


def refresh_next(dossier: Dossier) -> None:
    """Will keep on the dossier the date that lists sort by: the earliest open deadline of the Office."""
    own = DueDate.objects.filter(dossier_id=dossier.pk, status=Status.OPEN, runs_against_other=False)
    earliest = own.aggregate(first=Min("measured_on"))["first"]
    first = own.filter(measured_on=earliest).order_by("rank") if earliest else own.none()
    label = first.values_list("label", flat=True).first() or ""
    dossier.next_due_on, dossier.next_due_label = earliest, label[:120]
    dossier.save(update_fields=["next_due_on", "next_due_label"])


def recompute(due: DueDate, deadline: Deadline) -> Computation:
    """Will compute the deadline again with its stored calendar version: verification compares the two."""
    return recomputed(due, deadline, calendars.read(due.calendar))


def recomputed(due: DueDate, deadline: Deadline, calendar: Calendar) -> Computation:
    """Will compute the deadline as this calendar would have it: what a change of calendar would move."""
    kept = json.loads(due.proof)
    site = kept["site"]
    if given := kept.get("given"):
        return compute_given(
            deadline,
            start=due.starts_on,
            given=date.fromisoformat(given),
            calendar=calendar,
            site=site,
            rule=due.rule,
        )
    if due.occurrence == 1:
        return compute(
            deadline, start=due.starts_on, calendar=calendar, site=site, extended=due.extended, rule=due.rule
        )
    computed = occurrences(
        deadline, start=due.starts_on, calendar=calendar, count=due.occurrence, site=site, rule=due.rule
    )[-1]
    if notice := kept.get("last_notice"):
        return aimed(deadline, computed, last_notice=date.fromisoformat(notice), calendar=calendar)
    return computed


def _rows(dossier: Dossier, deadline: Deadline) -> QuerySet[DueDate]:
    rows = DueDate.objects.filter(dossier_id=dossier.pk, rule=rule_code(dossier, deadline))
    return rows.select_related("calendar", "fact")


def _running(dossier: Dossier, deadline: Deadline) -> DueDate | None:
    return _rows(dossier, deadline).filter(status__in=RUNNING).order_by("occurrence", "rank").first()


def _opens_on(due: DueDate) -> date:
    # The first period opens on the starting day itself; a later one, after the limit of the one before.
    if due.occurrence == 1:
        return due.starts_on
    previous = DueDate.objects.filter(
        dossier_id=due.dossier_id, rule=due.rule, fact_id=due.fact_id, occurrence=due.occurrence - 1
    )
    last = previous.order_by("-rank").values_list("measured_on", flat=True).first()
    return last + timedelta(days=1) if last else due.starts_on


def _start_next(
    dossier: Dossier, deadline: Deadline, due: DueDate, now: datetime, *, notice: date | None = None
) -> DueDate:
    calendar = calendars.read(due.calendar)
    series = occurrences(
        deadline,
        start=due.starts_on,
        calendar=calendar,
        count=due.occurrence + 1,
        site=json.loads(due.proof)["site"],
        rule=due.rule,
    )
    following = series[-1]
    if notice is not None and notice < following.raw_date:
        # Whoever was told early is not left waiting longer than one period.
        following = aimed(deadline, following, last_notice=notice, calendar=calendar)
    return store(
        dossier=dossier,
        deadline=deadline,
        fact=due.fact,
        version=due.calendar,
        computation=following,
        now=now,
    )
