"""Full text over as many texts as there are dossiers: rare, medium and common words, newest first, ranked, counted.

Texts of 200 to 400 words drawn by rank (Zipf) from 200,000 forms, French small words first: as a page of prose repeats
its words. Asked as the least privileged analyst, through the windows; in turns, Tantivy over the same notes, the
reader's places being a term of its question (texts_limit.py). Each question is asked once before it is measured: the
goals are those of a base already read, never of a disk.
"""

import random
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection

from bench.pages import ENTRANCE, LISTED, walled
from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.texts_data import prepare, words
from bench.texts_limit import Limit, prepared
from bench.timing import alternate
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.windows import CAP, who_asks
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.database import roles

TERMS, PAGE = 30, 20
# Ranks whose words stand in that share of the texts, 300 words long (share of the texts = 23 / rank).
CLASSES = {"rare": (80_000, 190_000), "moyen": (1_200, 4_500), "courant": (66, 230)}
SMALL = 200_000  # texts, at most, for the shorter goal of a ranked search
MOST_RATIO = 8  # of the ranked search to Tantivy’s, judged where that takes more than a few milliseconds
FEW_MS = 3


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
        limit = _limit(owner, place, reader.actor)
        small = _count_of(owner) <= SMALL
    for name, asked in questions.items():
        told = [limit.question([term.text for term in one.terms]) for one in asked]
        with acting_as(reader.actor, read_only=True):
            for what, ours, theirs in (
                ("les plus récents", _newest, limit.newest),
                ("par pertinence", _ranked, limit.ranked),
                (f"premiers, compte jusqu’à {CAP} et répartition", _count, limit.newest),
            ):
                bare, times = alternate(
                    lambda n, theirs=theirs, told=told: theirs(told[n % len(told)]),  # type: ignore[misc]
                    lambda n, ours=ours, asked=asked: ours(reader.actor, asked[n % len(asked)]),  # type: ignore[misc]
                    tries=2 * TERMS,
                    warm=TERMS,
                )
                goal = {
                    _newest: Goal(p95=100, ratio_most=1 if name == "courant" else None),
                    _ranked: Goal(
                        p95=25 if small else 80, ratio_most=MOST_RATIO if bare.p50 > FEW_MS else None
                    ),
                }.get(ours)
                yield row(f"texte {name} : {what}", times, goal=goal, limit="Tantivy", limit_times=bare)
    trivial = walled(reader)
    for name in ("rare", "moyen", "courant"):
        ask = [reader.get(f"/recherche/?q={one.written()}") for one in questions[name]]
        bare, times = alternate(
            trivial,
            lambda n, ask=ask: ask[n % len(ask)](n),  # type: ignore[misc]
            tries=TERMS,
            warm=TERMS,
        )
        yield row(
            f"texte {name} : page de la recherche",
            times,
            limit="liste triviale",
            limit_times=bare,
            goal=LISTED,
            apart=ENTRANCE,
        )


def _limit(owner: "psycopg.Connection[Any]", place: Place, actor: Actor) -> Limit:
    units = sorted({assignment.unit_id for assignment in actor.roles})
    found = owner.execute("select id from search_place where unit_id = any(%s)", [units]).fetchall()
    return Limit(prepared(place, _count_of(owner)), [int(row[0]) for row in found])


def _count_of(owner: "psycopg.Connection[Any]") -> int:
    found = owner.execute("select count(*) from notes_note").fetchone()
    return int(found[0]) if found else 0


def _sent(actor: Actor, asked: Asked, call: str, *more: Any) -> list[object]:
    """One window alone, without the other that a page asks for in the same statement."""
    question, values = asked.sql()
    with connection.cursor() as cursor:
        cursor.execute(call.replace("{q}", question), [*who_asks(actor), *values, *more])
        return list(cursor.fetchall())


def _newest(actor: Actor, asked: Asked) -> object:
    call = "select * from window_search(%s::jsonb, %s::bigint[], {q}, null, '{}'::jsonb, 'infinity', 0, %s)"
    return _sent(actor, asked, call, PAGE + 1)


def _ranked(actor: Actor, asked: Asked) -> object:
    call = "select * from window_search_ranked(%s::jsonb, %s::bigint[], {q}, null, '{}'::jsonb, 0, %s)"
    return _sent(actor, asked, call, PAGE + 1)


def _count(actor: Actor, asked: Asked) -> object:
    call = "select * from window_search_page(%s::jsonb, %s::bigint[], {q}, null, '{\"facets\": true}'::jsonb, %s, %s)"
    return _sent(actor, asked, call, CAP + 1, PAGE + 1)
