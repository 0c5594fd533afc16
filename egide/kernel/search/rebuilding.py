"""The whole index made again, set by set, from the sources; and what of it no longer agrees with them.

Run as the owner: `egide search rebuild`, `egide verify`, and the migrations that change the index.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from egide.kernel.search import formats, lexicon, orders
from egide.kernel.search.folding import fold_sql
from egide.kernel.search.placing import INDEX
from egide.kernel.search.sources import CARD
from egide.kernel.search.statements import COLUMNS, card_words, entry_words
from egide.kernel.search.triggers import existing, follow_declared, in_blocks, unfollowed
from egide.law.searched import SearchedRows

SAMPLED = 2_000  # texts of each source whose words are computed again by a verification
_JOINED = """
  join dossiers_dossier d on d.id = r.dossier_id
  join search_place p on p.compartment_id = d.compartment_id and p.unit_id = d.unit_id and p.kind = d.kind"""
_CARDS = """from dossiers_dossier d
  join search_place p on p.compartment_id = d.compartment_id and p.unit_id = d.unit_id and p.kind = d.kind"""
_PLACES = """insert into search_place (compartment_id, unit_id, kind)
  select distinct compartment_id, unit_id, kind from dossiers_dossier on conflict do nothing"""


# Built once from sorted rows, by several processes: much faster than row by row. A search waits meanwhile.
INDEXES = {
    "search_newest": "create index search_newest on search_entry (place_id, day desc, id desc)",
    "search_inverted": INDEX,
}
BUILDING = "set local maintenance_work_mem = '512MB'; set local max_parallel_maintenance_workers = 4"


def expected(cursor: Any) -> tuple[tuple[str, str, str], ...]:
    """Will return for each source its code, the select of its rows without their words, and their words."""
    cards = (
        f"select d.id as dossier_id, d.compartment_id, p.id as place_id, '{CARD}' as source, 0 as rank, 0 as block,"
        " d.received_on as day"
    )
    sources, among = existing(cursor)
    return (
        (CARD, f"{cards}{{words}} {_CARDS}", card_words("d.id", among)),
        *(
            (
                source.code,
                f"{_select(source)}{{words}} from {source.table} r {_JOINED} {source.pieces}",
                entry_words(source),
            )
            for source in sources
        ),
    )


def fill(connection: Any, *, only: Sequence[str] = ()) -> None:
    """Will follow all that is declared and make the whole index again, in the current transaction.

    `only`: the rows of these sources, by code; the others stay as they are. Kept searches are not told of them.
    """
    with connection.cursor() as cursor:
        if not in_blocks(cursor):
            return  # the migration that knows them fills everything
        cursor.execute(BUILDING)
        _hold(cursor)
        follow_declared(cursor)
        if only:
            cursor.execute("delete from search_entry where source = any(%s)", [list(only)])
        else:
            cursor.execute("delete from search_entry")
        # An index is not touched over keys still to be checked.
        cursor.execute("set constraints all immediate")
        learning = lexicon.known(cursor)
        if learning:
            lexicon.suspend(cursor)
        for name in INDEXES:
            cursor.execute(f"drop index if exists {name}")
        for code, select, words in expected(cursor):
            if not only or code in only:
                _write(cursor, select, words)
        for creation in INDEXES.values():
            cursor.execute(creation)
        if learning:
            lexicon.learn_all(cursor)
        cursor.execute("select to_regclass('public.search_savedsearch') is not null")
        if cursor.fetchone()[0]:
            cursor.execute(
                "update search_savedsearch set looked_to = (select coalesce(max(id), 0) from search_entry)"
            )
            cursor.execute("update search_look set reached = (select coalesce(max(id), 0) from search_entry)")
        cursor.execute("set constraints all deferred")


def add(connection: Any, code: str) -> None:
    """Will index the texts of one source which no trigger kept until now, in the current transaction."""
    with connection.cursor() as cursor:
        if not in_blocks(cursor):
            return
        _hold(cursor)
        for one, select, words in expected(cursor):
            if one == code:
                _write(cursor, select, words)


def _hold(cursor: Any) -> None:
    # Waits for those who write, holding nothing yet; then they wait, and write over what is made here.
    cursor.execute("lock table dossiers_dossier in exclusive mode")
    cursor.execute("lock table search_entry in share row exclusive mode")
    cursor.execute(_PLACES)


def _write(cursor: Any, select: str, words: str) -> None:
    # Apart first: computing the words is most of the work, and only a plain select is shared by processors.
    made = select.format(words=f", {words} as words")
    cursor.execute(f"create temporary table search_made on commit drop as {made}")
    cursor.execute(f"insert into search_entry ({COLUMNS}) select * from search_made order by day, 1")
    cursor.execute("drop table search_made")


def stale(connection: Any, *, dossier: int | None = None) -> Iterator[str]:
    """Will yield a French sentence for each source whose index no longer agrees with it; its words, on a sample."""
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'search_fold'")
        if cursor.fetchone() != (f" {fold_sql()} ",):
            yield "Recherche : la base plie les mots autrement que l’application; lancez « egide search rebuild »."
        for table in unfollowed(cursor):
            yield f"Recherche : rien ne suit les textes de « {table} »; lancez « egide search rebuild »."
        for code, select, words in expected(cursor):
            missing, extra, moved = _compared(cursor, code, select, dossier)
            other = _reread(cursor, code, select, words, dossier)
            told = (
                (missing, "texte absent de l’index", "textes absents de l’index"),
                (extra, "texte de trop dans l’index", "textes de trop dans l’index"),
                (
                    moved,
                    "texte à une autre place ou à un autre jour",
                    "textes à une autre place ou à un autre jour",
                ),
                (other, "texte dont les mots ont changé", "textes dont les mots ont changé"),
            )
            for count, one, several in told:
                if count:
                    yield f"Recherche : {count} {one if count == 1 else several} (source « {code} »)."
        yield from orders.problems(cursor, dossier)
        yield from formats.problems(cursor, dossier)
        if dossier is None:
            yield from lexicon.problems(cursor)


def _select(source: SearchedRows) -> str:
    return (
        f"select r.dossier_id, d.compartment_id, p.id as place_id, '{source.code}' as source, r.rank,"
        f" {source.block} as block, {source.day} as day"
    )


def _compared(cursor: Any, code: str, select: str, dossier: int | None) -> tuple[int, int, int]:
    cursor.execute(
        f"""
        select count(*) filter (where e.id is null), count(*) filter (where s.dossier_id is null),
               count(*) filter (where (e.place_id, e.day) is distinct from (s.place_id, s.day)
                                and e.id is not null and s.dossier_id is not null)
        from (select * from ({select.format(words="")}) s
              where %(dossier)s::bigint is null or s.dossier_id = %(dossier)s) s
        full join (select * from search_entry where source = %(code)s
                   and (%(dossier)s::bigint is null or dossier_id = %(dossier)s)) e
          on e.dossier_id = s.dossier_id and e.rank = s.rank and e.block = s.block
        """,
        {"code": code, "dossier": dossier},
    )
    found: tuple[int, int, int] = cursor.fetchone()
    return found


def _reread(cursor: Any, code: str, select: str, words: str, dossier: int | None) -> int:
    """Of the newest texts and of some drawn by their id: those whose words, computed again, are others."""
    key, joined = ("d.id", "0") if code == CARD else ("r.dossier_id", "r.rank")
    before, _, source = select.format(words="").partition(" from ")
    block = before.partition(", r.rank, ")[2].partition(" as block")[0] or "0"
    cursor.execute(
        f"""
        with drawn as (
          select * from search_entry
          where source = %(code)s and (%(dossier)s::bigint is null or dossier_id = %(dossier)s)
          order by hashint8(id) limit {SAMPLED})
        select count(*) from drawn e
        join lateral (select {words} as words from {source}
          where {key} = e.dossier_id and {joined} = e.rank and {block} = e.block) s on true
        where s.words is distinct from e.words
        """,
        {"code": code, "dossier": dossier},
    )
    return int(cursor.fetchone()[0])
