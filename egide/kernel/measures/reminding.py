"""Each night, who is reminded of a measure: a week before its day, then once it is past, every two weeks.

A night without the job loses nothing: the next one catches up. Notices hold a code, never a word of the measure.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from egide.kernel.measures.life import HEADS
from egide.kernel.measures.models import Measure, State
from egide.kernel.notices.actions import notify, notify_role
from egide.platform.jobs.app import task

BEFORE = 7  # days
AGAIN = 14  # days


@task(name="measures.remind", queue="housekeeping", cron="41 9 * * *", acts_as="scheduler")
def remind_of_measures(*, now: datetime) -> None:
    """Will tell who answers for each measure that is due soon or late (9 h 41 UTC is 4 h 41 or 5 h 41)."""
    today = timezone.localtime(now).date()
    for measure, code in _to_tell(today):
        _tell(measure, code, now)
        measure.reminded_on = today
        measure.save(update_fields=["reminded_on"])


def _to_tell(today: date) -> Iterator[tuple[Measure, str]]:
    near = Measure.objects.filter(next_on__lte=today + timedelta(days=BEFORE))
    for measure in near.select_related("dossier").order_by("next_on", "pk"):
        assert measure.next_on is not None  # the filter's own words
        if _is_time(measure.next_on, measure.reminded_on, today):
            yield measure, _code(measure, late=measure.next_on < today)


def _is_time(next_on: date, told: date | None, today: date) -> bool:
    if told is None:
        return True
    if next_on >= today:
        return False  # told once before; the next word comes when it is late
    return told <= next_on or today - told >= timedelta(days=AGAIN)


def _code(measure: Measure, *, late: bool) -> str:
    if measure.state == State.DONE:
        return "measure.check"
    return "measure.late" if late else "measure.soon"


def _tell(measure: Measure, code: str, now: datetime) -> None:
    dossier = measure.dossier
    # The check of an effect is never the owner's: whoever is in charge of the dossier sees to it.
    answers = dossier.assignee_id if code == "measure.check" else measure.owner_id or dossier.assignee_id
    if answers is not None:
        notify(user_ids=(answers,), dossier=dossier, code=code, now=now)
    if answers is None or code == "measure.late":
        for role in HEADS:
            notify_role(dossier=dossier, role=role.code, code=code, now=now)
