"""The windows of full text, attacked by SQL: whoever acts, they give no id and no total of a hidden text.

Called with the widest reach that one can write: the walls inside must be enough. The twin works there.
"""

import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from egide.platform.database.processes import wait_until
from tests.database import Pair, TestServer
from tests.locks import waits
from tests.patience import SECONDS
from tests.walls import sql
from tests.walls.house import House
from tests.walls.planted import PLACES, PREFIX, word
from tests.walls.rows import CODES, compartment_id
from tests.walls.sql import Connection


def _widest(owner: Connection) -> str:
    places = owner.execute(
        "select kind, array_agg(distinct compartment_id), array_agg(distinct unit_id) from search_place group by 1"
    )
    return json.dumps(
        [{"kind": k, "compartments": c, "units": u, "assigned": c} for k, c, u in places.fetchall()],
        default=int,
    )


def _found(app: Connection, reach: str, typed: str) -> tuple[set[int], int, int]:
    asked = "to_tsquery('simple', %s)"
    rows = app.execute(
        f"select dossier_id from window_search(%s, '{{}}', {asked}, null, '{{}}', 'infinity', 0, 200)",
        [reach, typed],
    ).fetchall()
    ranked = app.execute(
        f"select count(*) from window_search_ranked(%s, '{{}}', {asked}, null, '{{}}', 0, 200)",
        [reach, typed],
    ).fetchone()
    total = app.execute(
        f"select window_search_total(%s, '{{}}', {asked}, '{{}}', 200)", [reach, typed]
    ).fetchone()
    page = app.execute(
        f"select dossier_id, total from window_search_page(%s, '{{}}', {asked}, null, '{{}}', 200, 200)",
        [reach, typed],
    ).fetchall()
    assert ranked
    assert total
    assert {row[0] for row in page} == {row[0] for row in rows}
    assert {row[1] for row in page} <= {int(total[0])}
    return {int(row[0]) for row in rows}, int(ranked[0]), int(total[0])


@pytest.mark.parametrize("code", CODES)
def test_the_windows_give_nothing_of_another_compartment(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    reach = _widest(owner)
    sql.enter(app, "staff", house.plants[code].insider.pk)

    dossiers, ranked, total = _found(app, reach, f"{PREFIX}:*")

    assert dossiers == {house.plants[code].dossier.pk}
    assert ranked == total >= 4
    for other in set(PLACES) - {code}:
        assert _found(app, reach, word(other)) == (set(), 0, 0)


@pytest.mark.parametrize("code", CODES)
def test_the_windows_give_nothing_to_who_is_in_conflict_nor_to_strangers(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    reach = _widest(owner)
    strangers = [
        ("external", house.user("denis").pk),
        ("anonymous", 0),
        ("staff", house.user(f"aside-{code}").pk),
    ]
    for kind, who in strangers:
        sql.enter(app, kind, who)
        assert _found(app, reach, word(code)) == (set(), 0, 0), kind
    sql.enter(app, "external", house.user(f"guest-{code}").pk)
    assert _found(app, reach, f"{PREFIX}:*")[0] <= {house.plants[code].dossier.pk}
    app.rollback()
    assert _found(app, reach, word(code)) == (set(), 0, 0)


@pytest.mark.parametrize("code", CODES)
def test_the_counts_beside_and_what_is_new_tell_nothing_of_another_compartment(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    reach = _widest(owner)
    sql.enter(app, "staff", house.plants[code].insider.pk)
    asked = "to_tsquery('simple', %s)"

    def told(typed: str) -> tuple[object, int]:
        both = "null, '{\"facets\": true}'"
        page = app.execute(
            # What it is made of stands on the first row alone.
            f"select facets from window_search_page(%s, '{{}}', {asked}, {both}, 200, 200) where facets is not null"
            f" union select facets from window_search_ranked(%s, '{{}}', {asked}, {both}, 0, 200)"
            " where facets is not null",
            [reach, typed, reach, typed],
        ).fetchall()
        new = app.execute(
            f"select coalesce(sum(texts), 0) from window_search_new(%s, '{{}}', {asked}, '{{}}', 0, 1000000000, 900)",
            [reach, typed],
        ).fetchone()
        assert new
        assert len(page) <= 1  # both windows count the same
        return (page[0][0] if page else {}), int(new[0])

    facets, new = told(f"{PREFIX}:*")
    places = owner.execute(
        "select count(*) from search_entry where dossier_id = %s", [house.plants[code].dossier.pk]
    ).fetchone()

    assert isinstance(facets, dict)
    assert sum(facets["kind"].values()) == sum(facets["source"].values()) == new
    assert places
    assert 4 <= new <= places[0]
    for other in set(PLACES) - {code}:
        assert told(word(other)) == ({}, 0)
    app.rollback()
    sql.enter(app, "staff", house.user(f"aside-{code}").pk)
    assert told(word(code)) == ({}, 0)


def test_the_index_takes_no_word_of_another_compartment(house: House, app: Connection) -> None:
    sql.enter(app, "staff", house.plants["office"].insider.pk)
    hidden = house.plants["commissioner"].dossier.pk
    place = compartment_id(house, "commissioner")

    forged = (
        "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)"
        f" values ({hidden}, {place}, 1, 'note', 999, now(), 'x')"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege), sql.attempt(app):
        app.execute(forged)
    assert sql.seen(app, "search_vocable", f"compartment_id = {place}") == 0
    assert sql.seen(app, "search_entry", f"compartment_id = {place}") == 0


WRITES = (
    "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, block, day, words)"
    " select dossier_id, compartment_id, place_id, source, 30000, block, day, %s::tsvector from search_entry"
    " where dossier_id = %s and source = 'card' and rank = 0"
)


@pytest.mark.parametrize("kind", ["staff", "external"])
@pytest.mark.parametrize("first", ["the text", "the night"])
def test_a_word_written_while_words_are_forgotten_stays_known(
    house: House, app: Connection, owner: Connection, first: str, kind: str
) -> None:
    """Whoever writes first, the other waits: neither reads what the other is about to change."""
    plant = house.plants["office"]
    who = plant.insider if kind == "staff" else house.user("guest-office")
    place = plant.dossier.compartment_id
    owner.execute(
        "insert into search_lexeme (compartment_id, word) values (%s, 'gnou'), (%s, 'okapi')", [place] * 2
    )
    owner.commit()
    sql.enter(app, kind, who.pk)
    writes = (app, WRITES, ["gnou", plant.dossier.pk])
    forgets = (owner, "select search_forget()", [])
    one, other = (writes, forgets) if first == "the text" else (forgets, writes)

    one[0].execute(one[1], one[2])
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(other[0].execute, other[1], other[2])
        assert wait_until(lambda: waits(one[0], other[0]), seconds=SECONDS)
        assert not answer.done()
        one[0].commit()
        answer.result(timeout=SECONDS)
    other[0].commit()

    owner.execute("delete from search_entry where rank = 30000")
    known = owner.execute(
        "delete from search_lexeme where word in ('gnou', 'okapi') returning word"
    ).fetchall()
    owner.commit()
    assert known == [("gnou",)]


@pytest.mark.parametrize("told", ["format", "orders::text"])
def test_a_text_that_claims_another_compartment_learns_nothing_before_it_is_refused(
    house: House, app: Connection, owner: Connection, told: str
) -> None:
    """What a trigger writes is seen by a failing RETURNING, before any constraint is asked."""
    hidden = owner.execute(
        "select e.dossier_id, e.rank from search_entry e where e.compartment_id = %s and e.format <> ''"
        " and e.orders <> '{}'",
        [compartment_id(house, "commissioner")],
    ).fetchone()
    assert hidden
    own = house.plants["office"].dossier.compartment_id
    forged = (
        "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, block, day, words)"
        " select %s, %s, min(id), 'document', %s, 99, now(), 'a' from search_place where compartment_id = %s"
        f" returning ('x' || {told})::int"
    )
    sql.enter(app, "staff", house.plants["office"].insider.pk)

    with pytest.raises(psycopg.DataError, match=r'"x({})?"$'), sql.attempt(app):
        app.execute(forged, [hidden[0], own, hidden[1], own])


VERSION = """
insert into documents_documentversion (document_id, number, media_type, {others})
select document_id, number + 1, 'application/x-newest', {others} from documents_documentversion where id = %s
"""


@pytest.mark.parametrize("second", ["a text of the document", "its type read again"])
def test_a_text_written_beside_a_new_version_says_its_format(
    house: House, clone: Pair, test_server: TestServer, owner: Connection, second: str
) -> None:
    """Whoever adds a version holds the dossier; the other waits, and sees it."""
    columns = owner.execute(
        "select attname from pg_attribute where attrelid = 'documents_documentversion'::regclass and attnum > 0"
        " and not attisdropped and attname not in ('id', 'document_id', 'number', 'media_type')"
    ).fetchall()
    version, dossier, rank = owner.execute(
        "select max(v.id), t.dossier_id, t.rank from documents_document t"
        " join documents_documentversion v on v.document_id = t.id group by t.id"
        " having count(*) = 1 order by t.id limit 1"
    ).fetchone() or (0, 0, 0)
    owner.rollback()
    adding = VERSION.format(others=", ".join(name for (name,) in columns))
    writing = (
        "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, block, day, words)"
        " select dossier_id, compartment_id, place_id, 'content', rank, 77, day, 'a' from search_entry"
        " where dossier_id = %s and rank = %s and source = 'document'"
        if second == "a text of the document"
        else "update documents_documentversion set media_type = 'message/rfc822' where id = %s"
    )
    with psycopg.connect(test_server.cluster.url("egide_owner", clone.default)) as other:
        owner.execute("select from dossiers_dossier where id = %s for update", [dossier])
        owner.execute(adding, [version])
        with ThreadPoolExecutor(1) as beside:
            values = [dossier, rank] if second == "a text of the document" else [version]
            answer = beside.submit(other.execute, writing, values)
            assert wait_until(lambda: waits(owner, other), seconds=SECONDS)
            owner.commit()
            answer.result(timeout=SECONDS)
        other.commit()

    formats = owner.execute(
        "select distinct format from search_entry where dossier_id = %s and rank = %s"
        " and source in ('document', 'content')",
        [dossier, rank],
    ).fetchall()
    owner.execute("delete from search_entry where dossier_id = %s and block = 77", [dossier])
    owner.commit()
    assert formats == [("application/x-newest",)]
