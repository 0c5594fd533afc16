"""What a change of calendar would move: computed before anyone accepts it, applied deadline by deadline.

Serves whoever keeps the calendars. A deadline that nobody moved keeps its version and its proof: it differs from
the newest calendar, which is a proposal that waits, not a fault.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from egide.kernel import registry
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.duedates import RUNNING, recomputed
from egide.kernel.deadlines.models import CalendarVersion, ClosureDay, DueDate, Status
from egide.kernel.deadlines.storing import copy_dates
from egide.kernel.dossiers.models import Dossier
from egide.law.calendars import Calendar, Closure
from egide.law.deadlines import Computation, Deadline
from egide.law.holidays import BUILDERS
from egide.platform.accounts.models import Site
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.wording import register

BATCH = 500
DATES = ("raw_date", "due_date", "internal_target", "measured_on")

register(
    {
        "deadline.rebound": (
            "Échéance déplacée du {before:date} au {due:date}, à la suite d’un changement du calendrier "
            "(version {calendar})."
        )
    }
)


@dataclass(frozen=True, kw_only=True)
class Move:
    """An open deadline whose dates another calendar changes: what they are, what they would be."""

    due: DueDate
    after: Computation

    @property
    def key(self) -> str:
        """Names the deadline in a form, without any internal id: dossier’s number and rank."""
        return f"{self.due.dossier.number}/{self.due.rank}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One closure added, or taken back when `removed` (it was typed by mistake)."""

    calendar: str
    day: date
    name: str
    site: Site | None
    removed: bool = False


def check(change: Change) -> None:
    """Will stop a change that changes nothing or names an unknown calendar.

    :raises Refused: with the reason.
    """
    if change.calendar not in BUILDERS:
        raise Refused("Ce calendrier n’existe pas.")
    stands = _rows(change).exists()
    if change.removed and not stands:
        raise Refused("Cette fermeture n’est plus au calendrier.")
    if not change.removed and stands:
        raise Refused("Ce jour est déjà fermé, pour ce lieu, dans ce calendrier.")


def draft(change: Change, *, now: datetime) -> Calendar:
    """Will return the calendar as the change would make it; nothing is written."""
    closure = Closure(day=change.day, name=change.name, site=change.site.code if change.site else None)
    days = calendars.entered(change.calendar)
    extra = [day for day in days if not _same(day, closure)] if change.removed else [*days, closure]
    version = calendars.next_version(change.calendar, now=now)
    return calendars.build(code=change.calendar, version=version, extra=extra, now=now)


def moves(calendar: Calendar, *, days: Collection[date] = ()) -> Iterator[Move]:
    """Will yield the open deadlines, as the current actor sees them, that this calendar would change.

    `days`: only those whose count runs over one of these days; without it, every open one of the calendar.
    """
    rules = _rules(calendar.code)
    for due in candidates(calendar.code, days=days).iterator(chunk_size=BATCH):
        deadline = rules.get(due.rule)
        if deadline is None:
            continue
        after = recomputed(due, deadline, calendar)
        if any(getattr(after, name) != getattr(due, name) for name in DATES):
            yield Move(due=due, after=after)


def candidates(code: str, *, days: Collection[date] = ()) -> QuerySet[DueDate]:
    """Will return the running deadlines of a calendar, those that these days may touch when given."""
    dues = DueDate.objects.filter(calendar__code=code, status__in=RUNNING)
    if days:
        # A day off counts from the day after the start until the limit, its roll included.
        dues = dues.filter(starts_on__lte=max(days), due_date__gte=min(days))
    return (
        dues.select_related("dossier__unit", "calendar").defer("calendar__content").order_by("due_date", "pk")
    )


def pending(code: str) -> Iterator[Move]:
    """Will yield the deadlines that the newest version would change and nobody moved yet."""
    version = calendars.newest(code)
    behind = candidates(code).exclude(calendar_id=version.pk)
    if behind.exists():
        yield from (move for move in moves(calendars.read(version)) if move.due.calendar_id != version.pk)


def accept(*, change: Change, seen: str, now: datetime) -> CalendarVersion:
    """Will write the closure down (or take it out) and publish the next version.

    `seen` is the version that the proposal was shown over.

    :raises Refused: the change changes nothing.
    :raises Stale: another version was published since.
    """
    # The one lock of the calendars: two people who publish at once are told, the second, what changed.
    list(CalendarVersion.objects.select_for_update().filter(code=change.calendar).order_by("pk").values("pk"))
    current = calendars.newest(change.calendar).version
    if current != seen:
        raise Stale(
            "Une autre version du calendrier a été publiée depuis que vous avez ouvert la page.",
            fields=(("Version du calendrier", seen, current),),
        )
    check(change)
    if change.removed:
        _rows(change).delete()
    else:
        ClosureDay.objects.create(
            calendar=change.calendar, day=change.day, name=change.name, site=change.site
        )
    version = calendars.next_version(change.calendar, now=now)
    return calendars.publish(code=change.calendar, version=version, now=now)


def rebind(chosen: Iterable[Move], *, version: CalendarVersion, now: datetime) -> int:
    """Will give these deadlines the dates of the version, each with its entry in its dossier’s journal."""
    done = 0
    batch: list[Move] = []
    for move in chosen:
        batch.append(move)
        if len(batch) == BATCH:
            done += _rebind(batch, version, now)
            batch = []
    return done + _rebind(batch, version, now)


def _rebind(batch: list[Move], version: CalendarVersion, now: datetime) -> int:
    keys = sorted({move.due.dossier_id for move in batch})
    # Dossiers first, in ascending order, as every change of a dossier does.
    list(Dossier.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
    standing = set(
        DueDate.objects.filter(pk__in=[m.due.pk for m in batch], status__in=RUNNING).values_list(
            "pk", "calendar_id"
        )
    )
    kept = [m for m in batch if (m.due.pk, m.due.calendar_id) in standing]
    for move in kept:
        before = move.due.due_date
        copy_dates(move.due, move.after)
        move.due.calendar = version
        _journal(move.due, before, version, now)
    DueDate.objects.bulk_update([m.due for m in kept], (*DATES, "proof", "calendar"))
    _refresh(sorted({m.due.dossier_id for m in kept}))
    return len(kept)


def _refresh(keys: list[int]) -> None:
    own = DueDate.objects.filter(dossier_id=OuterRef("pk"), status=Status.OPEN, runs_against_other=False)
    first = own.order_by("measured_on", "rank")
    earliest = own.order_by().values("dossier_id").annotate(first=Min("measured_on")).values("first")
    Dossier.objects.filter(pk__in=keys).update(
        next_due_on=Subquery(earliest),
        next_due_label=Coalesce(Subquery(first.values("label")[:1]), Value("")),
    )


def _journal(due: DueDate, before: date, version: CalendarVersion, now: datetime) -> None:
    append(
        chain=dossier_chain(due.dossier_id),
        compartment_id=due.compartment_id,
        dossier_id=due.dossier_id,
        code="deadline.rebound",
        data={
            "rank": due.rank,
            "rule": due.rule,
            "occurrence": due.occurrence,
            "raw": due.raw_date.isoformat(),
            "due": due.due_date.isoformat(),
            "status": str(due.status),
            "on": None,
            "before": before.isoformat(),
            "calendar": version.version,
        },
        at=now,
    )


def _rules(code: str) -> dict[str, Deadline]:
    return {
        module.rule_code(deadline): deadline
        for module in registry.modules()
        for deadline in module.deadlines
        if deadline.calendar == code
    }


def _rows(change: Change) -> QuerySet[ClosureDay]:
    return ClosureDay.objects.filter(calendar=change.calendar, day=change.day, site=change.site)


def _same(one: Closure, other: Closure) -> bool:
    return (one.day, one.site) == (other.day, other.site)
