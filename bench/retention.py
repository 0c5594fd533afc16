"""The retention sweep over 10,000,000 document rows of 500,000 cases, by the product's own statements and walls.

The rows live in a schema of their own, unlogged, of the same shape and under the same policies; it is dropped after.
The limit is a sequential scan of the documents, with a test on each row, in the same run.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import connection
from django.db.models.query import QuerySet
from django.utils import timezone

from bench.readers import readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import measure
from egide.kernel.records.sweeping import documents_due, due_for_disposition
from egide.platform.accounts.acting import acting_as
from egide.platform.database.roles import APP
from egide.platform.database.walls import predicate

CASES, EACH, HELD = 500_000, 20, 5_000
SCHEMA = "bench_retention"
COPIED = {
    "dossiers_dossier": "id",
    "documents_document": "dossier_id",
    "records_hold": "dossier_id",
    "records_filing": "dossier_id",
}
# Three rules in ten let go of what they keep: as much is due as in the study of the machine (2.85 M of 10 M).
DUE = 285  # thousandths of the cases
TRIES = 7


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will seed the rows, time the scan, the cases and the documents, then drop the schema."""
    actor, today = readers()[0].actor, timezone.localdate()
    home = sorted(a.compartment_id for a in actor.roles)[0]
    try:
        with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as owner:
            _seed(owner, home, today)
        with acting_as(actor, read_only=True):
            _say(f"set local search_path = {SCHEMA}, public")
            scan = measure(
                _reading("select count(*) from documents_document where rank > 0"), tries=TRIES, warm=1
            )
            cases = measure(
                _count(due_for_disposition(today=today, compartments=[home])), tries=TRIES, warm=1
            )
            listed = measure(_count(documents_due(today=today, compartments=[home])), tries=TRIES, warm=1)
        told = f"{CASES * EACH // 1_000_000} M de documents"
        yield row(
            f"conservation : {told}, décidée au dossier",
            cases,
            limit="balayage des documents",
            limit_times=scan,
            goal=Goal(ratio_most=0.3),
        )
        yield row(
            f"conservation : {told}, liste par document",
            listed,
            limit="balayage des documents",
            limit_times=scan,
            goal=Goal(ratio_most=3.5),
        )
    finally:
        with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as owner:
            owner.execute(f"drop schema if exists {SCHEMA} cascade")


def _seed(owner: psycopg.Connection[Any], home: int, today: date) -> None:
    owner.execute(f"drop schema if exists {SCHEMA} cascade")
    owner.execute(f"create schema {SCHEMA}")
    owner.execute(f"grant usage on schema {SCHEMA} to {APP}")
    for table in COPIED:
        # Constraints and indexes too: what the planner knows of the real table, it knows of this one.
        owner.execute(f"create unlogged table {SCHEMA}.{table} (like public.{table} including defaults)")
    _cases(owner, home, today)
    for table, dossier in COPIED.items():
        for (index,) in owner.execute(
            "select pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass",
            [f"public.{table}"],
        ).fetchall():
            owner.execute(index.replace(" ON public.", f" ON {SCHEMA}."))
        walls = predicate(dossier=dossier)
        owner.execute(f"alter table {SCHEMA}.{table} enable row level security")
        owner.execute(f"create policy walls on {SCHEMA}.{table} for all using ({walls})")
        owner.execute(f"grant select on {SCHEMA}.{table} to {APP}")
        owner.execute(f"vacuum (analyze) {SCHEMA}.{table}")


def _cases(owner: psycopg.Connection[Any], home: int, today: date) -> None:
    past, future = today - timedelta(days=30), today + timedelta(days=900)
    owner.execute(
        f"""insert into {SCHEMA}.dossiers_dossier (id, compartment_id, kind, number, year, title, title_key, state,
              entered_at, version, unit_id, confidentiality, channel, language, received_at, received_on, site_id,
              opened_at, closed_on, next_due_label, class_code, retention_series, active_until, semi_active_until,
              disposition)
            select i, %s, 'intervention_request', 'R-' || i, 2015, 'Titre ' || i, 'titre ' || i, 'closed',
              now(), 1, 1, 'internal', 'post', 'fr', now(), date '2015-01-01', 1, now(), date '2016-01-01', '',
              '6200', '6200', date '2018-01-01',
              case when i %% 1000 < %s then %s::date - (i %% 400)::int else %s::date + (i %% 3000)::int end,
              (array['C', 'D', 'T'])[1 + i %% 3]
            from generate_series(1, %s) i""",
        [home, DUE, past, future, CASES],
    )
    columns = [c for (c,) in owner.execute(
        "select attname from pg_attribute where attrelid = 'public.documents_document'::regclass and attnum > 0 "
        "and not attisdropped and attnotnull order by attnum"
    ).fetchall()]  # fmt: skip
    known = {
        "id": "n",
        "dossier_id": "1 + (n - 1) / %(each)s",
        "compartment_id": "%(home)s",
        "rank": "1 + (n - 1) %% %(each)s",
        "title": "'Document ' || n",
        "origin": "'received'",
    }
    values = ", ".join(known.get(column, _filler(owner, column)) for column in columns)
    owner.execute(
        f"insert into {SCHEMA}.documents_document ({', '.join(columns)}) "
        f"select {values} from generate_series(1, %(all)s) n",
        {"each": EACH, "home": home, "all": CASES * EACH},
    )
    owner.execute(
        f"""insert into {SCHEMA}.records_hold (id, dossier_id, compartment_id, rank, reason, placed_at, placed_by,
              kept_by, lifted_by, kind)
            select i, i * (%s / %s), %s, 1, 'litige', now(), 'staff:1', 'staff:1', '', 'legal'
            from generate_series(1, %s) i""",
        [CASES, HELD, home, HELD],
    )


def _filler(owner: psycopg.Connection[Any], column: str) -> str:
    kind = owner.execute(
        "select format_type(atttypid, atttypmod) from pg_attribute "
        "where attrelid = 'public.documents_document'::regclass and attname = %s",
        [column],
    ).fetchone()
    name = kind[0] if kind else "text"
    if name.startswith("timestamp"):
        return "now()"
    if name == "date":
        return "current_date"
    return "false" if name == "boolean" else "0" if "int" in name else "''"


def _count(wanted: "QuerySet[Any]") -> Callable[[int], object]:
    # Every id is found and given, and none is carried to Python: what a list of work is made from.
    sql, values = wanted.values("pk").query.sql_with_params()
    return _reading(f"select count(*) from ({sql}) found", values)


def _reading(sql: str, values: Any = ()) -> Callable[[int], object]:
    def read(n: int) -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

    return read


def _say(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
