"""The windows held against a plain reading of the whole table: whatever the frequency of the word and where it stands.

Thousands of texts over twenty years and several places, drawn once; the shares of some words change with the years.
"""

import json
from typing import Any

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.models import Place
from egide.kernel.search.opening import windows
from egide.kernel.search.placing import MANY
from egide.kernel.search.slices import MOST_KEYS
from egide.kernel.search.walking import FARTHEST, FURTHER_STEPS
from egide.kernel.search.windows import who_asks
from egide.platform.accounts.acting import acting_as
from tests.database import as_owner
from tests.kernel.scene import Scene

# Each word and when a text holds it: g counts the days backwards, r is drawn by the text.
WORDS = {
    "partout": "true",
    "souvent": "r % 3 = 0",
    "parfois": "r % 40 = 0",
    "rarement": "r % 900 = 0",
    "jadis": "g > 5000 and r % 2 = 0",
    "hier": "g < 300 and r % 2 = 0",
    "vague": "g / 700 % 2 = 1 and r % 5 = 0",
    "jamais": "false",
}
_WRITTEN = """
  insert into search_place (compartment_id, unit_id, kind)
  select %(compartment)s, u.id, %(kind)s from accounts_unit u where u.compartment_id = %(compartment)s
  on conflict do nothing;
  insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)
  select %(dossier)s, %(compartment)s,
    (array(select id from search_place where kind = %(kind)s order by 1))[1 + r %% 3],
    case when r %% 7 = 0 then 'letter' else 'note' end, 1000 + n, date '2027-02-01' - g,
    array_to_tsvector(array_remove(array[{words}, 'w' || r], null))
  from (select n, hashint4(n) & 65535 as r, case when n %% 4 = 0 then n / 20 else n end as g
        from generate_series(1, 7000) n) t
"""


@pytest.fixture
def texts(scene: Scene) -> Scene:
    words = ", ".join(
        f"case when {when} then '{word}' end".replace("%", "%%") for word, when in WORDS.items()
    )
    with as_owner(), connection.cursor() as cursor:
        about = Dossier.objects.get(number=scene.number)
        known: dict[str, Any] = {"dossier": about.pk, "compartment": about.compartment_id, "kind": about.kind}
        for statement in _WRITTEN.format(words=words).split(";\n"):
            cursor.execute(statement, known)
        cursor.execute("analyze search_entry")
    return scene


def _both(
    scene: Scene, word: str, begun: str | None, wanted: dict[str, Any], after: tuple[str, int], most: int
) -> list[tuple[int, bool]]:
    with acting_as(scene.cast.actor("bruno")) as actor, connection.cursor() as cursor:
        cursor.execute(
            "select entry_id, widened, orders"
            " from window_search(%s::jsonb, %s::bigint[], %s::tsquery, %s::tsquery, %s::jsonb, %s, %s, %s)",
            [*who_asks(actor), word, begun, json.dumps(wanted), *after, most],
        )
        told = cursor.fetchall()
    # Whether it was kept or told at once, a row says the orders of its dossier.
    assert {orders for _, _, orders in told} <= {f"{{{scene.cast.order.pk}}}"}
    return [(int(entry), bool(widened)) for entry, widened, _ in told]


def _windowed(
    scene: Scene, word: str, wanted: dict[str, Any], after: tuple[str, int], most: int
) -> list[int]:
    return [entry for entry, _ in _both(scene, word, None, wanted, after, most)]


def _plainly(word: str, wanted: dict[str, Any], after: tuple[str, int], most: int) -> list[int]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select id from search_entry where words @@ %s::tsquery and day between %s and %s and (day, id) < (%s, %s)"
            " and (%s::text[] is null or source = any(%s::text[]))"
            " and (%s::text is null or place_id in (select p.id from search_place p"
            "      join accounts_unit u on u.id = p.unit_id where u.code = %s))"
            " order by day desc, id desc limit %s",
            [
                word,
                wanted.get("since", "-infinity"),
                wanted.get("until", "infinity"),
                *after,
                *[wanted.get("sources")] * 2,
                *[wanted.get("unit")] * 2,
                most,
            ],
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_window_gives_what_a_plain_reading_gives(texts: Scene) -> None:
    newest, after = ("infinity", 0), ("2019-05-05", 10**9)
    with as_owner():  # of one place: some of the texts are of this unit, and not all
        unit = Place.objects.filter(kind=texts.dossier.kind).order_by("pk")[1].unit.code
        assert (
            _plainly("partout", {}, newest, 9_999) != _plainly("partout", {"unit": unit}, newest, 9_999) != []
        )
    for word in (*WORDS, "souvent & parfois", "parfois & !souvent", "rar:*"):
        asked: tuple[tuple[dict[str, Any], tuple[str, int], int], ...] = (
            ({}, newest, 1),
            ({}, newest, 21),
            ({}, newest, 1_001),
            ({}, after, 400),
            ({"unit": unit}, newest, 21),
            ({"unit": unit}, newest, 1_001),
            ({"unit": unit, "since": "2014-01-01"}, after, 301),
            ({"since": "2024-06-01"}, newest, 301),
            ({"until": "2015-03-10"}, newest, 301),
            ({"since": "2014-01-01", "until": "2016-01-01"}, newest, 301),
            ({"sources": ["letter"]}, newest, 301),
            ({"since": "2011-01-01", "sources": ["letter", "card"]}, newest, 301),
        )
        for wanted, before, most in asked:
            told = _windowed(texts, word, wanted, before, most)
            assert told == _plainly(word, wanted, before, most), (word, wanted, before, most)


# A morning's thousand texts that are all alike, after all the others.
_ALIKE = """
  insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)
  select %(dossier)s, %(compartment)s,
    (array(select id from search_place where kind = %(kind)s order by 1))[1 + n %% 3],
    'note', 20000 + n, date '2027-02-02', case when n = 500 then 'vague accuse' else 'accuse' end::tsvector
  from generate_series(1, 1000) n
"""
# Of some thousand texts, what is said of hundreds of thousands.
_SMALLER = ((f"> {MANY}", "> 300"), (f"{FURTHER_STEPS}", "400"), (f"{FARTHEST}", "1600"))


@pytest.fixture
def alike(texts: Scene) -> Scene:
    """The texts, then a thousand of one day which hold none of their words but one; the windows made for so few."""
    with as_owner(), connection.cursor() as cursor:
        about = Dossier.objects.get(number=texts.number)
        cursor.execute(_ALIKE, {"dossier": about.pk, "compartment": about.compartment_id, "kind": about.kind})
        cursor.execute("analyze search_entry")
        for opened in windows():
            written = str(opened.sql)
            for large, small in _SMALLER:
                written = written.replace(large, small)
            cursor.execute(written)
    return texts


def test_common_words_are_found_behind_many_texts_that_hold_none_of_them(alike: Scene) -> None:
    newest = ("infinity", 0)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_proc where proname = 'window_search_plain' and prosrc ~ '> 300'"
        )
        assert cursor.fetchone() == (1,)
    for word in (*WORDS, "accuse", "souvent & parfois", "parfois & !souvent", "rar:*"):
        for most in (1, 21, 1_001):
            told = _windowed(alike, word, {}, newest, most)
            assert told == _plainly(word, {}, newest, most), (word, most)


def test_what_should_answer_is_known_without_reading_it(alike: Scene) -> None:
    """By the statistics that PostgreSQL plans with, for which the index keeps a list of its commonest words."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select e.word, (select public.search_expected(array_agg(public.search_there(e.word::tsquery, p.id)))"
            " from search_place p), (select count(*) from search_entry t where t.words @@ e.word::tsquery)"
            " from unnest(%s::text[]) e(word)",
            [[word for word in WORDS if word != "rarement"]],
        )
        told = {word: (expected, real) for word, expected, real in cursor.fetchall()}
        for word, (expected, real) in told.items():
            assert real / 3 - 50 <= expected <= 3 * real + 50, (word, expected, real)


# Whole words, and what is looked for when nothing answers them. « vag:* » answers among the newest of certain years.
BEGINNINGS = (
    ("jamais", "jamais | rar:*"),
    ("jamais", "jamais | sou:*"),
    ("jamais", "jamais | jad:*"),
    ("jamais", "jamais | jamb:*"),
    ("jamais", "jamais | w1:*"),
    ("rarement", "rarement | r:*"),
    ("jadis", "jadis | ja:*"),
    ("w77", "w77 | w7:*"),
    ("w77", "w77 | par:*"),
    ("souvent", "souvent | par:*"),
    ("souvent & jamais", "souvent & (jamais | rar:*)"),
    ("", "rar:*"),  # a small word alone is in no text
)


def test_a_beginning_answers_only_when_no_text_holds_the_whole_words(texts: Scene) -> None:
    newest = ("infinity", 0)
    for word, begun in BEGINNINGS:
        for wanted, most in (({}, 21), ({}, 301), ({}, 1_001), ({"sources": ["letter"]}, 301)):
            whole = _plainly(word, wanted, newest, most)
            expected = [(entry, False) for entry in whole] or [
                (entry, True) for entry in _plainly(begun, wanted, newest, most)
            ]
            assert _both(texts, word, begun, wanted, newest, most) == expected, (word, begun, wanted, most)


# Of every range, from its first day or where its slice begins: the rows of each end and of days between, by place.
_UNCOVERED = """
  with asked as (
    select since, since + days as until, array(select generate_series(1, many)::bigint) as places
    from unnest(array['1999-11-03', '2000-01-01', '2013-05-17', '2022-06-06', '2024-02-29']::date[]) since,
      unnest(array[0, 1, 31, 32, 383, 384, 400, 512, 640, 1500, 3000, 9000]) days, unnest(array[1, 3, 12]) many)
  select count(*), count(*) filter (where c.begins > a.since), max(cardinality(c.keys)), count(*) filter (where exists (
    select from unnest(a.places) p, generate_series(0, 40) n
    where not public.search_keys(
      p, a.until - n * (a.until - greatest(c.begins, a.since - 600)) / 40, 'card') && c.keys))
  from asked a, public.search_cover(a.places, a.since, a.until, '{}') c
"""


def test_the_slices_that_cover_some_days_leave_none_out_and_are_few(scene: Scene) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_UNCOVERED)
        cases, late, most, uncovered = cursor.fetchone()

    assert (cases, late, uncovered) == (180, 0, 0)
    assert most <= MOST_KEYS
