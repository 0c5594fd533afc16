"""The texts that full text is measured on: a note in each dossier, as a page of prose repeats its words.

Forms drawn by rank (Zipf) from 200,000, French small words first; `DISTINCT` texts, each in as many dossiers as needed,
so that a word stands in the same share of the texts as if each were its own, and that a million are ready in minutes.
"""

import os
import random
from collections.abc import Callable, Iterator
from itertools import accumulate

import psycopg

from bench.seed import timed
from bench.surroundings import Place
from egide.kernel.search import lexicon
from egide.kernel.search.rebuilding import BUILDING, INDEXES
from egide.platform.database import roles

SMALL = [
    "de",
    "la",
    "le",
    "et",
    "les",
    "des",
    "en",
    "un",
    "une",
    "que",
    "est",
    "pour",
    "qui",
    "dans",
    "du",
    "a",
    "par",
    "plus",
    "ne",
    "se",
    "sur",
    "pas",
    "au",
    "avec",
    "ce",
    "il",
    "sont",
    "son",
    "ou",
    "on",
    "ont",
    "mais",
    "nous",
    "elle",
    "aux",
    "cette",
    "ces",
    "leur",
    "vous",
    "tout",
    "fait",
    "même",
    "sans",
    "si",
    "était",
    "comme",
    "deux",
    "aussi",
    "bien",
    "peut",
    "être",
    "entre",
]
ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr j l m n p pl pr qu r s st t tr v".split()  # noqa: SIM905
VOWELS = "a e i o u ai au é è eu oi ou an en in on".split()  # noqa: SIM905
ENDS = "c l r t m d n f p g b v".split()  # noqa: SIM905
FORMS = 200_000
EACH = "EGIDE_BENCH_NOTES"  # notes in each dossier; more of them make a million texts of fewer dossiers
DISTINCT = 20_000
STREAM = 3_000_000  # words drawn once; a text is a stretch of them
SHORTEST, LONGEST = 200, 400  # words of a text
_POOL = """
create unlogged table bench_text as
  select n, text, public.search_words(text) as words from bench_drawn;
create unique index on bench_text (n);
analyze bench_text;
"""
_NOTES = """
create unlogged table bench_note as
  select d.id, d.compartment_id, p.id as place_id, g.rank,
    d.received_at + make_interval(days => 11 * (g.rank - 1)) as at,
    ((d.id * 7919 + g.rank * 104729) %% %(pool)s)::int as n
  from dossiers_dossier d join search_place p using (compartment_id, unit_id, kind)
  cross join generate_series(1, %(each)s) as g(rank)
  where not exists (select from notes_note n where n.dossier_id = d.id and n.rank = g.rank);
insert into notes_note (dossier_id, compartment_id, rank, kind, text, author_id, written_at, direction, person, phone)
  select b.id, b.compartment_id, b.rank, 'internal', t.text, (select min(id) from accounts_user), b.at, '', '', ''
  from bench_note b join bench_text t using (n) order by b.at;
insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words, orders)
  select b.id, b.compartment_id, b.place_id, 'note', b.rank, (b.at at time zone 'America/Toronto')::date, t.words,
    search_orders(b.id)
  from bench_note b join bench_text t using (n) order by b.at;
"""


def words() -> list[str]:
    """Will return the forms, the most frequent first; two runs give the same."""
    drawn, seen = random.Random(42), dict.fromkeys(SMALL)
    while len(seen) < FORMS:
        parts = drawn.choices((1, 2, 3), (2, 5, 3))[0]
        seen[
            "".join(drawn.choice(ONSETS) + drawn.choice(VOWELS) for _ in range(parts)) + drawn.choice(ENDS)
        ] = None
    return list(seen)


def prepare(place: Place, say: Callable[[str], None] = print) -> None:
    """Will write one note in each dossier and its row of the index, set by set, once."""
    each = int(os.environ.get(EACH, "1"))
    mark = place.mark("texts")
    if mark.exists() and int(mark.read_text() or "1") >= each:
        return
    pool = min(DISTINCT, place.dossiers)
    with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as server:
        # No trigger and no index meanwhile: a row at a time, they would take hours.
        server.execute("set session_replication_role = replica; set synchronous_commit = off")
        server.execute(f"set role {roles.OWNER}; set work_mem = '128MB'")
        server.execute(BUILDING.replace("set local", "set"))  # several processes for the inverted index
        server.execute("drop table if exists bench_drawn, bench_text, bench_note")
        server.execute("create unlogged table bench_drawn (n int, text text)")
        with server.cursor() as cursor, cursor.copy("copy bench_drawn from stdin") as copy:
            for row in enumerate(_texts(pool)):
                copy.write_row(row)
        steps = (
            *_POOL.strip().split(";\n"),
            *(f"drop index if exists {name}" for name in INDEXES),
            *(_NOTES % {"pool": pool, "each": each}).strip().split(";\n"),
            *INDEXES.values(),
            lexicon.FILL,
            "drop table bench_drawn, bench_text, bench_note",
            "vacuum (analyze) search_entry, search_lexeme, notes_note",
        )
        for step in filter(None, steps):
            timed(say, step.strip().partition("\n")[0][:60], lambda step=step: server.execute(step))  # type: ignore[misc]
    mark.write_text(str(each))


def _texts(count: int) -> Iterator[str]:
    forms, drawn = words(), random.Random(7)
    stream = drawn.choices(forms, cum_weights=list(accumulate(1 / r for r in range(1, FORMS + 1))), k=STREAM)
    for _ in range(count):
        begins = drawn.randrange(STREAM - LONGEST)
        yield " ".join(stream[begins : begins + drawn.randint(SHORTEST, LONGEST)])
