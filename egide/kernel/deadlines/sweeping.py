"""The nightly sweep: which open deadlines became overdue or due soon, and who is told; one statement for all of them.

Each sweep starts where the one before stopped: a night without it loses nothing, and run twice it tells nobody twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from egide.kernel import registry
from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import Sweep
from egide.platform.jobs.app import task

CALENDAR = "public_service"
SOON = 5  # working days, as on the lists
# A due date is rolled by less than this from the day on which it is measured: lets the index by due date serve.
ROLLED = timedelta(days=31)

# The walls stand around every table of it: the scheduler reaches its own compartments, and a dossier’s notice is
# written in the dossier’s compartment. Nobody in conflict, away for good or without a role there is told.
_SWEEP = """
with near as (
  select d.id as dossier_id, d.compartment_id, d.unit_id, d.kind, d.assignee_id,
         bool_or(t.measured_on < %(today)s) as late
  from deadlines_duedate t
  join dossiers_dossier d on d.id = t.dossier_id
  join deadlines_factrecord f on f.id = t.fact_id
  where t.status = 'open' and not t.runs_against_other and d.closed_on is null
    and t.due_date >= %(since)s and t.due_date < %(until)s
    and (t.measured_on >= %(since)s and t.measured_on < %(today)s
      or t.measured_on >= %(today)s and t.measured_on <= %(soon)s
        and (t.measured_on > %(told)s or f.recorded_at >= %(swept)s))
  group by d.id, d.compartment_id, d.unit_id, d.kind, d.assignee_id
), heads as (
  select * from unnest(%(kinds)s::text[], %(roles)s::text[]) as r(kind, role)
), told as (
  select n.dossier_id, n.compartment_id, n.late, n.assignee_id as user_id from near n where n.assignee_id is not null
  union
  select n.dossier_id, n.compartment_id, n.late, m.user_id
  from near n
  join accounts_membership m on m.unit_id = n.unit_id and m.since <= %(today)s
    and (m.until is null or m.until > %(today)s)
  join heads h on h.kind = n.kind and h.role = m.role
  where n.late or n.assignee_id is null
)
insert into notices_notice (dossier_id, compartment_id, user_id, code, told_at)
select t.dossier_id, t.compartment_id, t.user_id,
       case when t.late then 'deadline.late' else 'deadline.soon' end, %(now)s
from told t
join accounts_user u on u.id = t.user_id and u.is_active and not u.external
where exists (select 1 from accounts_membership m join accounts_unit n on n.id = m.unit_id
    where m.user_id = t.user_id and n.compartment_id = t.compartment_id and m.since <= %(today)s
      and (m.until is null or m.until > %(today)s))
  and not exists (select 1 from gate_conflict c where c.dossier_id = t.dossier_id and c.user_id = t.user_id)
on conflict (dossier_id, user_id, code) where read_at is null do nothing
"""


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What a sweep did: from which day, up to which, and how many notices it wrote."""

    since: date
    today: date
    notices: int


@task(name="deadlines.sweep", queue="housekeeping", cron="31 9 * * *", acts_as="scheduler")
def sweep_deadlines(*, now: datetime) -> None:
    """Will tell of what became overdue or due soon (9 h 31 UTC is 4 h 31 or 5 h 31)."""
    sweep(now=now)


def sweep(*, now: datetime) -> Swept:
    """Will tell of every open deadline that became overdue or due soon since the last sweep; the scheduler acts.

    Overdue: the day on which it is measured has passed. Soon: within five working days, said once, or what began
    since the last sweep and is already that near.
    """
    today = timezone.localtime(now).date()
    last = Sweep.objects.order_by("-day").first()
    before = today - timedelta(days=1)
    since, told = (last.day, last.soon) if last else (before, _soon(before))
    soon = max(_soon(today), told)
    if last is not None and last.day >= today:
        return Swept(since=since, today=today, notices=0)
    pairs = _heads()
    with connection.cursor() as cursor:
        cursor.execute(
            _SWEEP,
            {
                "today": today,
                "since": since,
                "told": told,
                "soon": soon,
                "swept": last.swept_at if last else now - timedelta(days=1),
                "until": soon + ROLLED,
                "kinds": [kind for kind, _ in pairs],
                "roles": [role for _, role in pairs],
                "now": now,
            },
        )
        written = cursor.rowcount
    Sweep.objects.create(day=today, soon=soon, swept_at=now, notices=written)
    return Swept(since=since, today=today, notices=written)


def _soon(day: date) -> date:
    try:
        calendar = calendars.read(calendars.newest(CALENDAR))
    except calendars.NoCalendar:
        return day + timedelta(days=7)
    return calendar.add_business_days(day, SOON)


def _heads() -> list[tuple[str, str]]:
    # Whoever gives a dossier to someone answers for those that nobody has, and for those that are late.
    return [
        (module.kind.code, role.code)
        for module in registry.modules()
        if module.kind is not None and module.policy is not None
        for role in module.policy.roles_for("assign")
    ]
