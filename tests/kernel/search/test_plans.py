"""The plans of the windows: the walk reads one index by place, in order; the rest goes through the inverted index.

Explained on a table of some thousand rows, which the planner knows; a condition that costs the index fails here.
"""

import re

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.walking import INVERTED, INVERTED_WHENEVER, WALK, WALK_ONE
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.plans import weigh

VALUES = {
    "asked": "'girafe'::tsquery",
    "sought": "'girafe'::tsquery",
    "begun": "null::tsquery",
    "exact": "true",
    "asked_said": "'girafe'::tsquery",
    "begun_said": "null::tsquery",
    "whole": "array[%(place)s]::bigint[]",
    "places": "array[%(place)s]::bigint[]",
    "mine": "'{}'::bigint[]",
    "wanted": "'{}'::jsonb",
    "since": "'-infinity'::date",
    "until": "'infinity'::date",
    "before_day": "'infinity'::date",
    "before_id": "0::bigint",
    "steps": "1500",
    "most": "21",
    "questions": "array[public.search_there('girafe', %(place)s)]",
    "settled": "true",
    "keys": "array[%(place)s::bigint << 20]",
    "lowest": "'-infinity'::date",
    "highest": "'infinity'::date",
    "missing": "21",
}


@pytest.fixture
def texts(scene: Scene) -> int:
    """Six thousand texts, one of ten with the word; gives their place."""
    with as_owner(), connection.cursor() as cursor:
        about = Dossier.objects.get(number=scene.number)
        cursor.execute(
            "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)"
            " select e.dossier_id, e.compartment_id, e.place_id, 'note', 1000 + g, e.day - g,"
            " case when g %% 10 = 0 then 'girafe'::tsvector else to_tsvector('simple', md5(g::text)) end"
            " from search_entry e, generate_series(1, 6000) g where e.dossier_id = %s and e.source = 'card'",
            [about.pk],
        )
        cursor.execute("select place_id from search_entry where dossier_id = %s limit 1", [about.pk])
        (place,) = cursor.fetchone()
    weigh("search_entry")
    return int(place)


def _plan(sql: str, place: int) -> str:
    for name, value in VALUES.items():
        sql = sql.replace("places[1]", str(place))
        sql = re.sub(rf"(?<![\w.']){name}(?![\w'])", lambda _, v=value: v % {"place": place}, sql)  # type: ignore[misc]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"explain (costs off) {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("walk", [WALK, WALK_ONE], ids=["places", "one place"])
def test_the_walk_reads_the_newest_rows_of_each_place_in_their_order(texts: int, walk: str) -> None:
    plan = _plan(f"{walk} select * from met", texts)

    assert re.search(r"Index (Only )?Scan using search_newest", plan), plan
    assert "search_inverted" not in plan
    assert "Seq Scan on search_entry" not in plan


def test_the_rest_goes_through_the_inverted_index(texts: int) -> None:
    with as_owner(), connection.cursor() as cursor:
        # So few rows would also be read in a moment one by one.
        cursor.execute("set local enable_seqscan = off; set local enable_indexscan = off")
    lately, whenever = (_plan(sql, texts) for sql in (INVERTED, INVERTED_WHENEVER))

    assert "Bitmap Index Scan on search_inverted" in lately
    assert re.search(r"Index Cond: .*@@.*&&|Index Cond: .*&&.*@@", lately), lately
    assert "Bitmap Index Scan on search_inverted" in whenever
    assert re.search(r"Index Cond: .*@@", whenever), whenever
    assert "search_keys" not in whenever
