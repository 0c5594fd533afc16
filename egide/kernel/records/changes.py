"""What a version of the schedule would keep longer, keep less, or dispose of otherwise: found in one statement.

Reads dossiers through the walls; what the reader may not open is counted, never listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.records.models_schedule import Schedule, ScheduleRule
from egide.kernel.records.rules import computed
from egide.law.retention import RetentionRule
from egide.law.retention_events import facts_of
from egide.platform.accounts.actors import Actor

LISTED = 50

# The arithmetic of law/retention.py, for all dossiers of some rules at once; PostgreSQL clips 29 February the
# same way. A null day keeps every date null: an awaited event, or a period without end.
_DATED = """
with rule(series, active, semi, disposition, facts, second) as (values {rules}),
trigger_days as (
  select d.id, d.number, d.title, d.kind, d.compartment_id, d.unit_id, d.assignee_id, d.retention_series,
    d.closed_on, d.active_until, d.semi_active_until, d.disposition, r.active, r.semi,
    r.disposition as new_disposition, r.second,
    case when cardinality(r.facts) = 0 then d.closed_on
      when f.first_day is not null then greatest(d.closed_on, f.first_day) end as day,
    case when f.second_day is not null then greatest(d.closed_on, f.second_day) end as second_day
  from dossiers_dossier d
  join rule r on r.series = d.retention_series
  left join lateral (
    select max(x.occurred_on) filter (where x.code = any(r.facts)) as first_day,
      max(x.occurred_on) filter (where x.code = any(r.second)) as second_day
    from deadlines_factrecord x
    where x.dossier_id = d.id and x.withdrawn_at is null
      and (cardinality(r.facts) > 0 or cardinality(r.second) > 0)
  ) f on true
  where d.closed_on is not null
    and not exists (select from records_disposed g where g.dossier_id = d.id)  -- destroyed, or with the archives
), firsts as (
  select *, (day + make_interval(years => active))::date as new_active from trigger_days
), dated as (
  select *, case
      when new_active is null or semi is null then null
      when second is null then (day + make_interval(years => active + semi))::date
      when second_day is null then null
      else greatest(new_active, (second_day + make_interval(years => semi))::date)
    end as new_last
  from firsts
), changed as (
  select *, {openable} as openable from dated
  where new_active is distinct from active_until or new_last is distinct from semi_active_until
     or new_disposition <> disposition
)
"""
_TOTALS = """
select retention_series, count(*),
  count(*) filter (where coalesce(new_last, 'infinity') > coalesce(semi_active_until, 'infinity')),
  count(*) filter (where coalesce(new_last, 'infinity') < coalesce(semi_active_until, 'infinity')),
  count(*) filter (where new_disposition <> disposition),
  count(*) filter (where new_disposition = 'D' and disposition <> 'D'),
  count(*) filter (where openable)
from changed group by retention_series order by retention_series
"""
_LIST = """
select number, title, retention_series, active_until, semi_active_until, disposition,
  new_active, new_last, new_disposition
from changed where openable order by new_last nulls last, id limit %s
"""
_IDS = "select id from changed order by id limit %s"


@dataclass(frozen=True, kw_only=True)
class SeriesChange:
    """How many closed dossiers of one rule change, and how; `openable` are those that the reader may open."""

    series: str
    total: int
    longer: int
    shorter: int
    disposition: int
    to_destruction: int
    openable: int


@dataclass(frozen=True, kw_only=True)
class DossierChange:
    """One dossier with its dates and disposition before and after."""

    number: str
    title: str
    series: str
    active_until: date | None
    last_day: date | None
    disposition: str
    new_active_until: date | None
    new_last_day: date | None
    new_disposition: str


def rules_of(schedule: Schedule) -> tuple[RetentionRule, ...]:
    """Will return what every rule of the version computes with."""
    rows = ScheduleRule.objects.filter(schedule=schedule).select_related("schedule").order_by("series")
    return tuple(computed(row) for row in rows)


def totals(rules: Iterable[RetentionRule], *, actor: Actor) -> tuple[SeriesChange, ...]:
    """Will count, for each rule, the closed dossiers within the walls that it would date or dispose of otherwise."""
    rows = _run(_TOTALS, rules, actor, ())
    return tuple(
        SeriesChange(
            series=row[0],
            total=row[1],
            longer=row[2],
            shorter=row[3],
            disposition=row[4],
            to_destruction=row[5],
            openable=row[6],
        )
        for row in rows
    )


def listed(rules: Iterable[RetentionRule], *, actor: Actor, limit: int = LISTED) -> tuple[DossierChange, ...]:
    """Will list the first of those that the reader may open, the soonest ended first."""
    rows = _run(_LIST, rules, actor, (limit,))
    names = DossierChange.__dataclass_fields__
    return tuple(DossierChange(**dict(zip(names, row, strict=True))) for row in rows)


def changed_ids(rules: Iterable[RetentionRule], *, actor: Actor, limit: int) -> list[int]:
    """Will return the first dossiers within the walls that the rules would date otherwise."""
    return [row[0] for row in _run(_IDS, rules, actor, (limit,))]


def _run(
    query: str, rules: Iterable[RetentionRule], actor: Actor, more: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    values: list[Any] = []
    for rule in rules:
        second = list(facts_of(rule.semi_trigger.code)) if rule.semi_trigger else None
        values += [
            rule.series,
            rule.active,
            rule.semi_active,
            rule.disposition.value,
            list(facts_of(rule.trigger.code)),
            second,
        ]
    if not values:
        return []
    places = ", ".join(
        ["(%s::text, %s::int, %s::int, %s::text, %s::text[], %s::text[])"] * (len(values) // 6)
    )
    allowed: Any = visible(actor).order_by().values("pk")
    reach, told = _sql(allowed)
    with connection.cursor() as cursor:
        cursor.execute(_DATED.format(rules=places, openable=reach) + query, [*values, *told, *more])
        return list(cursor.fetchall())


def _sql(allowed: Any) -> tuple[str, tuple[Any, ...]]:
    # « Nothing is allowed » compiles to no statement at all.
    from django.core.exceptions import EmptyResultSet

    try:
        text, values = allowed.query.sql_with_params()
    except EmptyResultSet:
        return "false", ()
    return f"(dated.id in ({text}))", tuple(values)


def dossiers_of(ids: list[int]) -> list[Dossier]:
    """Will return these dossiers, locked, in the order of their ids."""
    return list(Dossier.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)))
