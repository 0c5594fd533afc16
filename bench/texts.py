"""Full text over as many texts as there are dossiers: rare, medium and common words, newest first, ranked, counted.

Texts of 200 to 400 words drawn by rank (Zipf) from 200,000 forms, French small words first: as a page of prose repeats
its words. Asked as the least privileged analyst, through the windows; beside, the same walk without any wall.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from django.db import connection

from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.texts_data import prepare, words
from bench.timing import Times, measure
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.walking import COUNTED
from egide.kernel.search.windows import who_asks
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.database import roles

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
                    f"texte {name} : premiers et compte jusqu’à {COUNTED}", _timed(_count, reader.actor, asked),
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
    call = "select * from window_search_page(%s::jsonb, %s::bigint[], {q}, '{}'::jsonb, %s, %s)"
    return _sent(actor, asked, call, COUNTED + 1, PAGE + 1)


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
