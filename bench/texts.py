"""Full text over as many texts as there are dossiers: rare, medium and common words, newest first, ranked, counted.

Texts of 200 to 400 words drawn by rank (Zipf) from 200,000 forms, French small words first: as a page of prose repeats
its words. Asked as the least privileged analyst, through the windows; beside, the same walk without any wall.
"""

import random
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

import psycopg
from django.db import connection

from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import Times, measure
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.rebuilding import fill
from egide.kernel.search.windows import CAP, who_asks
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
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
TERMS, PAGE = 30, 20
# Ranks whose words stand in that share of the texts, 300 words long (share of the texts = 23 / rank).
CLASSES = {"rare": (80_000, 190_000), "moyen": (1_200, 4_500), "courant": (66, 230)}
NEWEST = Goal(p95=100)
RANKED = Goal(p95=80)
BARE = """
  select e.id from search_entry e where e.place_id = any(%(places)s::int[]) and e.words @@ %(asked)s::tsquery
  order by e.day desc, e.id desc limit 20
"""
BARE_COUNT = """
  select count(*) from search_entry e
  where array[e.place_id::int] && %(places)s::int[] and e.words @@ %(asked)s::tsquery
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
    """Will write one note in each dossier and make the index, once."""
    mark = place.mark("texts")
    if mark.exists():
        return
    forms = words()
    weights = list(accumulate(1 / rank for rank in range(1, len(forms) + 1)))
    drawn = random.Random(7)
    with psycopg.connect(place.cluster.superuser(), dbname=place.main) as server:
        server.execute("set session_replication_role = replica; set synchronous_commit = off")
        found = server.execute(
            "select d.id, d.compartment_id, d.received_at, (select min(id) from accounts_user) from dossiers_dossier d"
            " where not exists (select from notes_note n where n.dossier_id = d.id) order by d.id"
        ).fetchall()
        columns = (
            "dossier_id, compartment_id, rank, kind, text, author_id, written_at, direction, person, phone"
        )
        with server.cursor() as cursor, cursor.copy(f"copy notes_note ({columns}) from stdin") as copy:
            for dossier, compartment, received, author in found:
                text = " ".join(drawn.choices(forms, cum_weights=weights, k=drawn.randint(200, 400)))
                copy.write_row((dossier, compartment, 1, "internal", text, author, received, "", "", ""))
    with psycopg.connect(place.cluster.url(roles.OWNER, place.main)) as owner:
        fill(owner)
    with psycopg.connect(place.cluster.url(roles.OWNER, place.main), autocommit=True) as owner:
        owner.execute("vacuum (analyze) search_entry")
    mark.touch()


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure each class each way, and one page of the screen."""
    prepare(place)
    reader: Reader = readers()[0]
    drawn, forms = random.Random(3), words()
    questions = {
        name: [understand(forms[rank]) for rank in drawn.sample(range(*span), TERMS)]
        for name, span in CLASSES.items()
    }
    questions["courant et moyen"] = [
        Asked(terms=(*one.terms, *other.terms))
        for one, other in zip(questions["courant"], questions["moyen"], strict=True)
    ]
    with psycopg.connect(place.cluster.url(roles.OWNER, place.main), autocommit=True) as owner:
        for name, asked in questions.items():
            bare = _bare(owner, BARE, reader.actor, asked)
            count = _bare(owner, BARE_COUNT, reader.actor, asked)
            with acting_as(reader.actor, read_only=True):
                yield row(
                    f"texte {name} : les plus récents", _timed(_newest, reader.actor, asked), goal=NEWEST,
                    limit="marche sans murs", limit_times=bare,
                )  # fmt: skip
                yield row(f"texte {name} : par pertinence", _timed(_ranked, reader.actor, asked), goal=RANKED)
                yield row(
                    f"texte {name} : compte jusqu’à {CAP}", _timed(_count, reader.actor, asked),
                    limit="index inversé sans murs", limit_times=count,
                )  # fmt: skip
    word = questions["moyen"][0].written()
    yield row(
        "texte : page de la recherche", measure(reader.get(f"/recherche/?q={word}"), tries=30), goal=NEWEST
    )


def _timed(act: Callable[[Actor, Asked], object], actor: Actor, asked: list[Asked]) -> Times:
    return measure(lambda n: act(actor, asked[n % len(asked)]), tries=2 * TERMS)


def _sent(actor: Actor, asked: Asked, call: str, *more: Any) -> list[object]:
    """One window alone, without the other that a page asks for in the same statement."""
    question, values = asked.sql()
    with connection.cursor() as cursor:
        cursor.execute(call.replace("{q}", question), [*who_asks(actor), *values, *more])
        return list(cursor.fetchall())


def _newest(actor: Actor, asked: Asked) -> object:
    call = "select * from window_search(%s::jsonb, %s::bigint[], {q}, '{}'::jsonb, 'infinity', 0, %s)"
    return _sent(actor, asked, call, PAGE + 1)


def _ranked(actor: Actor, asked: Asked) -> object:
    call = "select * from window_search_ranked(%s::jsonb, %s::bigint[], {q}, '{}'::jsonb, 0, %s)"
    return _sent(actor, asked, call, PAGE + 1)


def _count(actor: Actor, asked: Asked) -> object:
    call = "select window_search_total(%s::jsonb, %s::bigint[], {q}, '{}'::jsonb, %s)"
    return _sent(actor, asked, call, CAP + 1)


def _bare(owner: "psycopg.Connection[Any]", sql: str, actor: Actor, asked: list[Asked]) -> Times:
    units = sorted({assignment.unit_id for assignment in actor.roles})
    found = owner.execute(
        "select array_agg(id::int) from search_place where unit_id = any(%s)", [units]
    ).fetchone()
    assert found is not None
    written = []
    for one in asked:
        question, values = one.sql()
        told = owner.execute(f"select ({question})::text", values).fetchone()
        assert told is not None
        written.append({"places": found[0], "asked": told[0]})
    return measure(lambda n: owner.execute(sql, written[n % len(written)]).fetchall(), tries=2 * TERMS)
