"""Seeds the dossiers with set-based statements, as the owner: the real actions would take days for a million.

Everything is derived from the dossier's rank by hashing: two seedings of one day give the same house.
The proofs and the letter are those of a model dossier which the real actions have opened.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from bench.words import names, orders, titles
from egide.kernel.finding import findable
from egide.kernel.parties import concerned
from egide.kernel.search.rebuilding import fill
from egide.law.lifecycles import Lifecycle
from egide.platform.database.roles import OWNER

STEPS = Path(__file__).parent / "steps"
TABLES = (
    "dossiers_dossier",
    "parties_party",
    "parties_concernedorder",
    "interventions_interventiondetails",
    "deadlines_factrecord",
    "deadlines_duedate",
    "letters_letter",
    "documents_document",
    "documents_documentversion",
    "finding_word",
    "finding_findable",
    "journal_event",
    "journal_head",
)
Say = Callable[[str], None]


def seed(
    *, address: str, database: str, dossiers: int, model: int, lifecycle: Lifecycle, today: date, say: Say
) -> None:
    """Will fill the database; `address` is the superuser's, who alone may suspend the foreign keys' triggers."""
    with psycopg.connect(address, dbname=database, autocommit=True) as server:
        server.execute("set session_replication_role = replica")
        server.execute(f"set role {OWNER}")
        server.execute(
            "set maintenance_work_mem = '512MB'; set work_mem = '256MB'; set synchronous_commit = off"
        )
        for name, value in (("dossiers", dossiers), ("model", model), ("today", today)):
            server.execute("select set_config(%s, %s, false)", [f"bench.{name}", str(value)])
        _words(server)
        _paths(server, lifecycle)
        with _without_indexes(server, say):
            for step in sorted(STEPS.glob("*.sql")):
                _run(server, step, say)
            # The model’s own was written by the triggers, which are suspended here.
            timed(say, "orders", lambda: server.execute(f"delete from {concerned.TABLE}; {concerned.FILL}"))
            timed(
                say,
                "words by dossier",
                lambda: server.execute(f"delete from {findable.TABLE}; {findable.FILL}"),
            )
        # Suspended triggers kept no tally: they are made whole, set by set.
        timed(say, "tallies", lambda: server.execute("select tallies_rebuild()"))
        # The visibility map, which a house in service has too: without it no index answers alone.
        timed(say, "vacuum", lambda: server.execute(f"vacuum (analyze) {', '.join(TABLES)}"))
        timed(say, "analyze", lambda: server.execute("analyze"))


def index(*, address: str, database: str, say: Say) -> None:
    """Will make the index of texts, which the suspended triggers did not keep either."""
    with psycopg.connect(address, dbname=database) as server:
        server.execute(f"set role {OWNER}")
        timed(say, "index of texts", lambda: fill(server))
        server.commit()
        server.autocommit = True
        server.execute("vacuum (analyze) search_entry, search_lexeme")


def _words(server: "psycopg.Connection[Any]") -> None:
    person = "words text[], sorted text, sounds text, sound_first text, sound_last text"
    for table, columns, rows in (
        ("bench_title", "n int primary key, text text, key text, words text[]", titles()),
        ("bench_name", f"n int primary key, text text, key text, {person}", names()),
        ("bench_order_key", f"id bigint primary key, {person}", orders()),
    ):
        server.execute(f"create temp table {table} ({columns})")
        with server.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        server.execute(f"analyze {table}")


def _paths(server: "psycopg.Connection[Any]", lifecycle: Lifecycle) -> None:
    """Will write, for each state, the shortest way to it: what the journal of such a dossier tells."""
    server.execute(
        "create temp table bench_path (state text, step int, data text, primary key (state, step))"
    )
    ways: dict[str, list[str]] = {lifecycle.initial: []}
    waiting = [lifecycle.initial]
    while waiting:
        source = waiting.pop(0)
        for transition in lifecycle.leaving(source):
            if transition.target not in ways:
                told = {
                    "declaration": lifecycle.version,
                    "effects": [],
                    "from": source,
                    "to": transition.target,
                    "transition": transition.code,
                }
                line = json.dumps(told, sort_keys=True, separators=(",", ":"))
                ways[transition.target] = [*ways[source], line]
                waiting.append(transition.target)
    rows = [(state, step, line) for state, way in ways.items() for step, line in enumerate(way, 1)]
    with server.cursor() as cursor:
        cursor.executemany("insert into bench_path values (%s, %s, %s)", rows)


@contextmanager
def _without_indexes(server: "psycopg.Connection[Any]", say: Say) -> Iterator[None]:
    # Built once at the end, from sorted rows: several times faster than row by row.
    found = server.execute(
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i"
        " where i.indrelid = any(%s::regclass[])"
        " and not exists (select from pg_constraint c where c.conindid = i.indexrelid)",
        [list(TABLES)],
    ).fetchall()
    for name, _ in found:
        server.execute(f"drop index {name}")
    yield
    began = time.perf_counter()
    for _, definition in found:
        server.execute(definition)
    say(f"  {len(found)} index : {time.perf_counter() - began:.1f} s")


def _run(server: "psycopg.Connection[Any]", step: Path, say: Say) -> None:
    timed(say, step.stem.partition("_")[2].replace("_", " "), lambda: server.execute(step.read_text()))


def timed(say: Say, what: str, act: Callable[[], object]) -> None:
    began = time.perf_counter()
    act()
    say(f"  {what} : {time.perf_counter() - began:.1f} s")
