"""The first pass: every entry of every chain against its bytes and the entry before, each head against its chain.

Serves `verify`. PostgreSQL compares columns and links where the rows are, and sends the bytes while it goes on; their
hash is computed here meanwhile, on another processor, by its own instructions (docs/decisions/0027-speed.md).
"""

from hashlib import sha256

from django.db import connection

from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, flow, stream

# The columns are spelt again: they must be the first nine lines of the body. Its second line, that is its
# characters 17 to 80, is the hash of the entry before. The hash is that of the body's bytes, nothing else.
_SPELT = r"""concat_ws(E'\n',
      'egide-journal-1', encode(e.previous, 'hex'), e.chain, e.seq, e.compartment_id,
      coalesce(e.dossier_id::text, '-'),
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.code)"""
# A column that held line ends would take in what follows its line: what it spells would be a beginning all the same.
_IN_LINES = r"strpos({row}.chain || {row}.actor || {row}.code, E'\n') = 0"
# Of all the rows at once, in no order: a journal that is sound, which is nearly always, needs no other question. A
# head is read as the entry that would come next: it too tells the rank and the hash of the one before. What a row is
# comes as a sum of the marks below. In the collation C, a text begins with a line when it sorts between that line
# and the same one ended by the next character: `starts_with` would walk its characters. The tenth line announces
# notes, or is a dash, which no other line is from there on.
_FIRST, _ANNOUNCES, _WRONG, _HEAD = 1, 2, 4, 8
_SOUND = rf"""
select {_WRONG} * (linked is not true)::int | case when head then {_HEAD} else
    {_FIRST} * ((before = 0) is true)::int | case
      when body collate "C" >= spelt || E'\n-\n' and body collate "C" < spelt || E'\n-\v' then 0
      when body collate "C" >= spelt || E'\n' and body collate "C" < spelt || E'\v'
        and {_IN_LINES.format(row="entry")} then {_ANNOUNCES}
      else {_ANNOUNCES | _WRONG} end
  end, before, hash, body
from (
  select e.head, e.before, e.chain, e.actor, e.code, e.hash, e.body, case when not e.head then {_SPELT} end as spelt,
    e.previous = coalesce(p.hash, decode(repeat('00', 32), 'hex')) and (e.before = 0) = (p.seq is null) as linked
  from (
    select false as head, e.chain, e.seq, e.seq - 1 as before, e.compartment_id, e.dossier_id, e.recorded_at,
      e.actor, e.code, e.previous, e.hash, e.body from journal_event e where {{where}}
    union all
    select true, h.chain, null, h.seq, null, null, null, null, null, h.hash, null, null from journal_head h
    where {{where_heads}}
  ) as e left join journal_event p on p.chain = e.chain and p.seq = e.before
  offset '0'  -- so that nothing of it is computed twice; a number without quotes would forbid to share it
) as entry
"""
# Otherwise: which entries. Their bytes come too: one arithmetic says what is whole, here and above.
_ENTRIES = rf"""
select e.chain, e.seq,
  coalesce(lag(e.seq) over before, 0) + 1,
  substr(e.body, 17, 64) = coalesce(encode(lag(e.hash) over before, 'hex'), repeat('0', 64)),
  starts_with(e.body, {_SPELT} || E'\n') and {_IN_LINES.format(row="e")}, e.hash, e.body
from journal_event e where {{where}}
window before as (partition by e.chain order by e.seq)
order by e.chain, e.seq
"""
# And which heads.
_HEADS = """
select coalesce(h.chain, c.chain), h.seq, c.seq, l.hash = h.hash
from (select e.chain, max(e.seq) as seq from journal_event e where {where} group by e.chain) c
full join (select * from journal_head h where {where_heads}) h on h.chain = c.chain
left join journal_event l on l.chain = c.chain and l.seq = c.seq
where h.seq is distinct from c.seq or l.hash is distinct from h.hash
order by 1
"""

# Two processes of PostgreSQL make as many rows as Python hashes. The second one takes some 5 ms to come and go: it is
# called by the server's own thresholds (some 20,000 entries), were it not for what it believes a row sent to cost.
_HELPED = "set local max_parallel_workers_per_gather = 1; set local parallel_tuple_cost = 0"
# The other questions are cheap: a helper would cost them more than it gives.
_ALONE = "set local max_parallel_workers_per_gather to default; set local parallel_tuple_cost to default"


def check(report: Report, scope: Scope) -> int:
    """Will compare each entry with its bytes, its predecessor and, for the last one, its head.

    Gives the number of entries that announce notes, for the pass over the notes.
    """
    where, where_heads = scope.where("e"), scope.where("h")
    # How many rows of each sum of marks, and what the heads tell together.
    rows, told = [0] * 16, 0
    with connection.cursor() as cursor:
        cursor.execute(_HELPED)
        sound = _SOUND.format(where=where, where_heads=where_heads)
        for kind, before, digest, body in flow(sound, scope, raw=True):
            if kind & _HEAD:
                told += before or 0
            elif not kind & _WRONG and sha256(body).digest() != digest:
                kind |= _WRONG
            rows[kind] += 1
        cursor.execute(_ALONE)
    entries = rows[:_HEAD]
    events, chains, wrong = sum(entries), _having(_FIRST, entries), _having(_WRONG, entries)
    report.events += events
    report.chains += chains
    # In a journal whose entries are sound, each chain goes from 1 to its last entry without a gap: when each head is
    # on an entry of its hash, as many heads as chains, telling together as many entries, are all on the last ones.
    if wrong or rows[_HEAD | _WRONG] or (rows[_HEAD], told) != (chains, events):
        _tell_which(report, scope, wrong=wrong)
    return _having(_ANNOUNCES, entries)


def _tell_which(report: Report, scope: Scope, *, wrong: int) -> None:
    found = report.found
    if wrong:
        _tell_entries(report, scope)
    _tell_heads(report, scope)
    if report.found == found:  # an entry there twice, for one
        report.add("unexplained", scope.chain or "journal")


def _having(mark: int, rows: list[int]) -> int:
    return sum(count for kind, count in enumerate(rows) if kind & mark)


def _tell_entries(report: Report, scope: Scope) -> None:
    with stream(_ENTRIES.format(where=scope.where("e")), scope) as batches:
        for batch in batches:
            for chain, seq, expected, linked, agreed, digest, body in batch:
                whole = body is not None and sha256(body.encode()).digest() == digest
                if not (seq == expected and linked and agreed and whole):
                    _tell(report, chain, seq, expected, linked, agreed, whole)


def _tell_heads(report: Report, scope: Scope) -> None:
    with stream(_HEADS.format(where=scope.where("e"), where_heads=scope.where("h")), scope) as batches:
        for batch in batches:
            for chain, seq, last, _ in batch:
                if seq is None:
                    report.add("missing_head", chain)
                elif last is None:
                    report.add("missing_chain", chain, seq)
                else:
                    report.add("head_differs", chain, seq)


def _tell(
    report: Report, chain: str, seq: int, expected: int, linked: bool, agreed: bool, whole: bool
) -> None:
    if seq != expected:  # what follows a gap has nothing to be linked to
        report.add("missing_event", chain, expected)
    elif not linked:
        report.add("broken_link", chain, seq)
    if not agreed:
        report.add("altered_columns", chain, seq)
    if not whole:
        report.add("altered_body", chain, seq)
