"""What a calendar holds for its reader: deadlines of one’s dossiers, mandates, parts of them, measures, reminders.

Always through the reader’s reach; one list for the screen and for the feed, which keeps less of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.gate.visibility import visible
from egide.kernel.measures.models import RUNNING
from egide.kernel.measures.queries import measures_of
from egide.kernel.notes.actions import reminders_of
from egide.modules.mandates.access import KIND
from egide.modules.mandates.models import Task
from egide.platform.accounts.actors import Actor

MOST = 1_000  # entries of one reader, in what one asks at a time


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing due on a day. `number` and `label` may leave the house; `title` stays on the screen.

    `key` is the same for the same thing whatever its day: a calendar moves it instead of adding another.
    """

    key: str
    day: date
    number: str
    label: str
    title: str = ""
    url: str = ""


def entries(actor: Actor, *, since: date, until: date) -> tuple[Entry, ...]:
    """Will return what is due from `since` to `until`, both included, by day; five queries."""
    found = (
        *_deadlines(actor, since, until),
        *_tasks(actor, since, until),
        *_measures(actor, since, until),
        *_reminders(actor, since, until),
    )
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.number, entry.key)))


def _deadlines(actor: Actor, since: date, until: date) -> Iterator[Entry]:
    own = sorted(actor.stands_for())
    mine = Q(assignee_id__in=own) | Q(kind=KIND, named__overlap=own)
    dossiers = visible(actor).filter(mine, closed_on=None)
    rows = DueDate.objects.filter(
        status=Status.OPEN, runs_against_other=False, due_date__range=(since, until), dossier__in=dossiers
    )
    for due in rows.select_related("dossier").order_by("due_date", "pk")[:MOST]:
        number = due.dossier.number
        yield Entry(
            key=f"{number}-{due.rank}",
            day=due.due_date,
            number=number,
            label=due.label,
            title=due.dossier.title,
            url=dossier_url(number),
        )


def _tasks(actor: Actor, since: date, until: date) -> Iterator[Entry]:
    rows = Task.objects.filter(
        owner_id__in=sorted(actor.stands_for()),
        done_at=None,
        withdrawn_at=None,
        due_on__range=(since, until),
        dossier__in=visible(actor, kind=KIND),
    )
    for task in rows.select_related("dossier").order_by("due_on", "pk")[:MOST]:
        assert task.due_on is not None  # the filter’s own words
        number = task.dossier.number
        yield Entry(
            key=f"{number}-t{task.rank}",
            day=task.due_on,
            number=number,
            label="Sous-tâche d’un mandat",
            title=task.text,
            url=of_dossier("mandate_office", number),
        )


def _measures(actor: Actor, since: date, until: date) -> Iterator[Entry]:
    rows = measures_of(actor).filter(
        owner_id__in=sorted(actor.stands_for()), state__in=RUNNING, next_on__range=(since, until)
    )
    for measure in rows.select_related("dossier").order_by("next_on", "pk")[:MOST]:
        assert measure.next_on is not None
        number = measure.dossier.number
        yield Entry(
            key=f"{number}-m{measure.rank}",
            day=measure.next_on,
            number=number,
            label="Mesure corrective",
            title=measure.text.split("\n", 1)[0],
            url=of_dossier("measure", number, rank=measure.rank),
        )


def _reminders(actor: Actor, since: date, until: date) -> Iterator[Entry]:
    for reminder in reminders_of(actor).filter(due_on__range=(since, until))[:MOST]:
        number = reminder.dossier.number if reminder.dossier else ""
        yield Entry(
            key=f"rappel-{reminder.public_id}",
            day=reminder.due_on,
            number=number,
            label="Rappel",
            title=reminder.text,
            url=dossier_url(number) if number else reverse("staff:reminders"),
        )
