"""The nightly sweep over as many open deadlines as the house has dossiers, by the product’s own statement and walls.

The rows live in a schema of their own, unlogged, of the same shape and under the same policies; it is dropped after.
The limit is a sequential scan of the open deadlines, with a test on each row, in the same run.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import measure
from egide.kernel.deadlines.models import Sweep
from egide.kernel.deadlines.sweeping import sweep
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.database.roles import APP
from egide.platform.database.walls import predicate

SCHEMA = "bench_sweep"
TRIES = 5
SPREAD = 400  # days over which the deadlines fall, today in the middle
SCAN = "select count(*) from deadlines_duedate where status = 'open' and measured_on > date '1900-01-01'"
SEED = """
insert into {schema}.deadlines_duedate
  (id, dossier_id, compartment_id, rank, rule, label, occurrence, fact_id, starts_on, raw_date, due_date,
   internal_target, measured_on, calendar_id, proof, extended, runs_against_other, status)
select n, o.id, o.compartment_id, 1, 'bench.due', 'Échéance', 1, o.fact, day - 30, day, day, day, day,
       (select max(id) from public.deadlines_calendarversion), '{{}}', false, false, 'open'
from (
  select n, date %(today)s - %(half)s + (n %% %(spread)s)::int as day, 1 + n %% (select count(*) from opened) as place
  from generate_series(1, %(total)s) n
) as wanted join opened o using (place)
"""
OPENED = """
create temporary table opened as
select row_number() over (order by d.id) as place, d.id, d.compartment_id, min(f.id) as fact
from public.dossiers_dossier d join public.deadlines_factrecord f on f.dossier_id = d.id
where d.closed_on is null group by d.id, d.compartment_id
"""


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will seed the deadlines, time the scan and a night’s sweep, then drop the schema."""
    now = timezone.now()
    try:
        with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as owner:
            _seed(owner, place.dossiers, now)
        scan = measure(_apart(_scan), tries=TRIES, warm=1)
        swept = measure(_apart(lambda: sweep(now=now)), tries=TRIES, warm=1)
        yield row(
            f"balayage de nuit : {place.dossiers} échéances ouvertes, avis écrits",
            swept,
            limit="balayage séquentiel",
            limit_times=scan,
            goal=Goal(ratio_most=3),
        )
    finally:
        with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as owner:
            owner.execute(f"drop schema if exists {SCHEMA} cascade")


def _apart(what: Callable[[], object]) -> Callable[[int], object]:
    """Will run it as the scheduler over the rows of the schema, and take everything back."""

    def run(n: int) -> object:
        with acting_as(service("scheduler")):
            with connection.cursor() as cursor:
                cursor.execute(f"set local search_path = {SCHEMA}, public")
            Sweep.objects.all().delete()
            found = what()
            transaction.set_rollback(True)
        return found

    return run


def _scan() -> object:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_indexscan = off")
        cursor.execute("set local enable_bitmapscan = off")
        cursor.execute("set local enable_indexonlyscan = off")
        cursor.execute(SCAN)
        return cursor.fetchone()


def _seed(owner: psycopg.Connection[Any], total: int, now: datetime) -> None:
    today = timezone.localtime(now).date()
    owner.execute(f"drop schema if exists {SCHEMA} cascade")
    owner.execute(f"create schema {SCHEMA}")
    owner.execute(f"grant usage on schema {SCHEMA} to {APP}")
    owner.execute(
        f"create unlogged table {SCHEMA}.deadlines_duedate (like public.deadlines_duedate including defaults)"
    )
    owner.execute(OPENED)
    owner.execute(
        SEED.format(schema=SCHEMA)
        .replace("%(today)s", f"'{today}'")
        .replace("%(half)s", str(SPREAD // 2))
        .replace("%(spread)s", str(SPREAD))
        .replace("%(total)s", str(total))
        .replace("%%", "%")
    )
    for (index,) in owner.execute(
        "select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'public.deadlines_duedate'::regclass"
        " and not indisunique"
    ).fetchall():
        owner.execute(index.replace(" ON public.", f" ON {SCHEMA}."))
    walls = predicate(dossier="dossier_id")
    owner.execute(f"alter table {SCHEMA}.deadlines_duedate enable row level security")
    owner.execute(f"create policy walls on {SCHEMA}.deadlines_duedate for all using ({walls})")
    owner.execute(f"grant select on {SCHEMA}.deadlines_duedate to {APP}")
    owner.execute(f"analyze {SCHEMA}.deadlines_duedate")
