"""A superuser edits the journal behind the application's back: verification finds each attack.

Every attack starts from the same scene; the first test is their positive twin.
"""

import pytest

from egide.platform.journal.append import dossier_chain
from tests.platform.journal.conftest import HOUR, NOON, OPENED, Scene, Tamper, checked

CHAIN = dossier_chain(OPENED)
SEALED, UNSEALED = 2, 4  # ranks in CHAIN: inside the last seal, and after it


def test_it_finds_nothing_in_an_untouched_journal(sealed: Scene) -> None:
    report = checked()

    assert report.ok, list(report.lines())
    assert (report.chains, report.events, report.notes, report.seals) == (2, 6, 3, 1)
    assert list(report.lines())[-1] == "Aucune anomalie."


@pytest.mark.parametrize("rank", [1, SEALED, UNSEALED])
def test_it_finds_an_edited_body(sealed: Scene, tamper: Tamper, rank: int) -> None:
    tamper(
        "update journal_event set body = body || ' ' where chain = %(chain)s and seq = %(seq)s",
        chain=CHAIN,
        seq=rank,
    )

    assert checked().codes == {"altered_body"}


@pytest.mark.parametrize(
    "change",
    [
        "code = 'dossier.reopened'",
        "actor = 'staff:1'",
        "recorded_at = recorded_at - interval '1 day'",
        "dossier_id = 99",
        "compartment_id = compartment_id + 1",
        "dossier_id = null",
        "previous = sha256('')",
        "code = left(code, 5)",  # what it spells is still a beginning of the body
        r"code = code || E'\n-'",  # and here too: the body's next line is a dash
        r"actor = actor || E'\n' || code, code = '-'",
    ],
)
def test_it_finds_an_edited_column(sealed: Scene, tamper: Tamper, change: str) -> None:
    tamper(f"update journal_event set {change} where chain = %(chain)s and seq = 2", chain=CHAIN)

    assert "altered_columns" in checked().codes


def test_it_finds_a_column_that_takes_in_the_announced_notes(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        r"update journal_event set code = code || E'\n' || split_part(body, E'\n', 10) "
        "where chain = %(chain)s and seq = 1",
        chain=CHAIN,
    )

    assert checked().codes == {"altered_columns"}


def test_it_finds_an_edited_hash(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_event set hash = sha256('') where chain = %(chain)s and seq = 2", chain=CHAIN)

    assert {"altered_body", "broken_link"} <= checked().codes


def test_it_finds_an_entry_without_its_body(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "alter table journal_event alter body drop not null",
        "update journal_event set body = null where chain = %(chain)s and seq = 2",
        chain=CHAIN,
    )

    assert {"altered_columns", "altered_body"} <= checked().codes


def test_it_finds_an_entry_moved_to_another_chain(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_event set chain = 'dossier:9' where chain = %(chain)s and seq = 2", chain=CHAIN)

    assert {"missing_event", "altered_columns", "missing_head"} <= checked().codes


def test_it_finds_an_entry_that_is_there_twice(sealed: Scene, tamper: Tamper) -> None:
    columns = "chain, seq, compartment_id, dossier_id, recorded_at, actor, code, body, previous, hash"
    tamper(
        "alter table journal_event drop constraint journal_chain_seq",
        f"insert into journal_event ({columns}) "
        f"select {columns} from journal_event where chain = %(chain)s and seq = %(seq)s",
        chain=CHAIN,
        seq=UNSEALED,
    )

    # No entry nor head is wrong by itself: the counts are.
    assert checked().codes == {"unexplained"}


@pytest.mark.parametrize("rank", [1, SEALED])
def test_it_finds_a_deleted_entry(sealed: Scene, tamper: Tamper, rank: int) -> None:
    tamper("delete from journal_event where chain = %(chain)s and seq = %(seq)s", chain=CHAIN, seq=rank)

    assert "missing_event" in checked().codes


def test_it_finds_the_newest_entry_deleted_after_the_last_seal(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_event where chain = %(chain)s and seq = %(seq)s", chain=CHAIN, seq=UNSEALED)

    assert checked().codes == {"head_differs"}


def test_it_finds_sealed_entries_deleted_with_their_head_moved_back(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "delete from journal_event where chain = %(chain)s and seq > 2",
        "update journal_head h set seq = 2, sealed_seq = 2, hash = e.hash from journal_event e "
        "where h.chain = %(chain)s and e.chain = h.chain and e.seq = 2",
        chain=CHAIN,
    )

    assert "sealed_event_differs" in checked().codes


def test_it_finds_two_entries_exchanged(sealed: Scene, tamper: Tamper) -> None:
    move = "update journal_event set seq = {} where chain = %(chain)s and seq = {}"
    tamper(move.format(99, 1), move.format(1, 2), move.format(2, 99), chain=CHAIN)

    assert {"broken_link", "altered_columns"} <= checked().codes


REWRITE = r"""
do $$
declare e record; previous bytea := decode(repeat('00', 32), 'hex'); text_ text;
begin
  for e in select * from journal_event where chain = 'dossier:7' order by seq loop
    text_ := concat_ws(E'\n', 'egide-journal-1', encode(previous, 'hex'),
      array_to_string((string_to_array(e.body, E'\n'))[3:10], E'\n'), '{"number":"I-2026-09999"}');
    update journal_event set body = text_, previous = previous_, hash = sha256(convert_to(text_, 'UTF8'))
      from (select previous as previous_) p where id = e.id;
    previous := sha256(convert_to(text_, 'UTF8'));
  end loop;
  update journal_head set hash = previous where chain = 'dossier:7';
end $$
"""


def test_it_finds_a_chain_rewritten_whole_with_right_hashes(sealed: Scene, tamper: Tamper) -> None:
    tamper(REWRITE)

    assert checked().codes == {"sealed_event_differs"}


def test_it_finds_a_chain_rewritten_without_its_beginning(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "delete from journal_note where key = 'reason'",
        "delete from journal_event where chain = 'dossier:7' and seq = 1",
        REWRITE,
    )

    assert {"missing_event", "sealed_event_differs"} <= checked().codes


LEAVES = """
update journal_leaf l set hash = e.hash from journal_event e where e.chain = l.chain and e.seq = l.seq
"""


def test_it_finds_a_chain_rewritten_with_its_leaves(sealed: Scene, tamper: Tamper) -> None:
    tamper(REWRITE, LEAVES)

    assert checked().codes == {"altered_seal", "altered_file"}


def test_it_finds_a_chain_rewritten_with_its_leaves_and_its_seal(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        REWRITE,
        LEAVES,
        r"""
        update journal_seal s
        set root = r.root, body = r.body, hash = sha256(convert_to(r.body, 'UTF8')) from (
          select t.root,
            array_to_string((string_to_array(x.body, E'\n'))[1:7] || encode(t.root, 'hex'), E'\n') as body
          from journal_seal x, (select journal_merkle(array_agg(
            sha256('\x00'::bytea || convert_to(concat_ws(' ', chain, seq, encode(hash, 'hex')), 'UTF8'))
            order by chain)) as root from journal_leaf) t) r
        """,
    )

    # Inside the database everything agrees: only the exported file still tells the truth.
    assert checked().codes == {"altered_file"}


def test_it_finds_a_chain_deleted_but_for_its_head(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "delete from journal_note where event_id in (select id from journal_event where chain = %(chain)s)",
        "delete from journal_event where chain = %(chain)s",
        chain=CHAIN,
    )

    assert "missing_chain" in checked().codes


def test_it_finds_a_chain_deleted_with_every_trace_in_the_tables(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "delete from journal_note where event_id in (select id from journal_event where chain = %(chain)s)",
        *(f"delete from journal_{table} where chain = %(chain)s" for table in ("event", "head", "leaf")),
        chain=CHAIN,
    )

    assert {"altered_seal", "seal_count", "altered_file"} <= checked().codes


def test_it_finds_a_dropped_head(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_head where chain = %(chain)s", chain=CHAIN)

    assert {"missing_head", "head_unsealed"} <= checked().codes


def test_it_finds_a_head_moved_elsewhere(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_head set hash = sha256('') where chain = %(chain)s", chain=CHAIN)

    assert checked().codes == {"head_differs"}


def test_it_finds_a_head_moved_back_to_an_entry_of_its_chain(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "update journal_head h set seq = 3, hash = e.hash from journal_event e "
        "where h.chain = %(chain)s and e.chain = h.chain and e.seq = 3",
        chain=CHAIN,
    )

    assert checked().codes == {"head_differs"}


@pytest.mark.parametrize("rank", [0, 3])
def test_it_finds_a_head_of_no_chain(sealed: Scene, tamper: Tamper, rank: int) -> None:
    tamper(
        "insert into journal_head (chain, compartment_id, dossier_id, seq, hash, sealed_seq) "
        "select 'dossier:9', compartment_id, 9, %(seq)s, decode(repeat('00', 32), 'hex'), 0 "
        "from journal_head where chain = %(chain)s",
        chain=CHAIN,
        seq=rank,
    )

    assert checked().codes == {"missing_chain"}


def test_it_finds_a_head_given_to_another_chain(sealed: Scene, tamper: Tamper) -> None:
    # As many heads as chains, which tell as many entries: but one chain has none.
    tamper("update journal_head set chain = 'dossier:9' where chain = %(chain)s", chain=CHAIN)

    assert {"missing_head", "missing_chain"} <= checked().codes


@pytest.mark.parametrize("table", ["event", "head", "note", "leaf", "seal"])
def test_it_finds_a_truncated_table(sealed: Scene, tamper: Tamper, table: str) -> None:
    tamper(f"truncate journal_{table} cascade")

    assert not checked().ok


def test_it_says_where_in_french_and_shows_no_content(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set text = 'Autre motif' where key = 'reason'")

    printed = "\n".join(checked().lines())

    assert "dossier:7, n°\u00a01\u00a0: note dont le texte ne correspond plus à son empreinte" in printed
    assert "Élise" not in printed
    assert "Autre motif" not in printed


def test_it_reads_one_chain_when_asked(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_event set body = body || ' ' where chain = %(chain)s and seq = 1", chain=CHAIN)

    assert checked(dossier=OPENED).codes == {"altered_body"}
    assert checked(dossier=8).ok
    assert checked(dossier=8).chains == 1


def test_it_reads_the_chains_touched_since(sealed: Scene) -> None:
    report = checked(since=NOON + HOUR)

    assert report.ok
    assert (report.chains, report.events) == (1, 4)
