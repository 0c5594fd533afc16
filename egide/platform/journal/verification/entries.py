"""The first pass: every entry of every chain, recomputed from its bytes, and compared with its chain's head.

Serves `verify`. PostgreSQL computes it where the rows are, and only what is wrong leaves it: sending every body
to be hashed elsewhere costs twice as much (docs/decisions/0027-speed.md).
"""

import os

from django.db import connection

from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, stream

# The columns are spelt again: they must be the first nine lines of the body. Its second line, that is its
# characters 17 to 80, is the hash of the entry before. The hash is that of the body's bytes, nothing else.
_ENTRIES = r"""
select chain, seq, expected, linked, agreed, whole from (
  select e.chain, e.seq,
    coalesce(lag(e.seq) over before, 0) + 1 as expected,
    substr(e.body, 17, 64) = coalesce(encode(lag(e.hash) over before, 'hex'), repeat('0', 64)) as linked,
    starts_with(e.body, concat_ws(E'\n',
      'egide-journal-1', encode(e.previous, 'hex'), e.chain, e.seq, e.compartment_id,
      coalesce(e.dossier_id::text, '-'),
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.code, '')) as agreed,
    sha256(convert_to(e.body, 'UTF8')) = e.hash as whole
  from journal_event e where {where}
  window before as (partition by e.chain order by e.seq)
) as entry
where (seq = expected and linked and agreed and whole) is not true
order by chain, seq
"""
# The same question of all the rows at once, without their order: PostgreSQL shares it between the processors, and
# a journal that is sound, which is nearly always, needs no other. Bytes are compared with bytes, made once: in a
# text, the first so many characters are found by walking them. The tenth line announces notes, or is a dash.
_SOUND = r"""
select count(*), count(*) filter (where seq = 1), count(*) filter (where (
    linked and substr(bytes, 1, octet_length(spelt)) = spelt and sha256(bytes) = hash) is not true),
  count(*) filter (where substr(bytes, octet_length(spelt) + 1, 2) <> '\x2d0a')
from (
  select e.seq, e.hash, convert_to(e.body, 'UTF8') as bytes,
    convert_to(concat_ws(E'\n',
      'egide-journal-1', encode(e.previous, 'hex'), e.chain, e.seq, e.compartment_id,
      coalesce(e.dossier_id::text, '-'),
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.code, ''),
      'UTF8') as spelt,
    e.previous = coalesce(p.hash, decode(repeat('00', 32), 'hex')) and (e.seq = 1) = (p.seq is null) as linked
  from journal_event e left join journal_event p on p.chain = e.chain and p.seq = e.seq - 1
  where {where}
  offset '0'  -- so that nothing of it is computed twice; a number without quotes would forbid to share it
) as entry
"""
# In a journal whose entries are sound, each chain goes from 1 to its last entry without a gap: as many entries as
# the heads tell, each head on an entry of its hash, and every head is right.
_TOPS = """
select count(*), coalesce(sum(h.seq), 0), count(*) filter (where l.hash is distinct from h.hash)
from journal_head h left join journal_event l on l.chain = h.chain and l.seq = h.seq where {where_heads}
"""
# Otherwise: which.
_HEADS = """
select coalesce(h.chain, c.chain), h.seq, c.seq, l.hash = h.hash
from (select e.chain, max(e.seq) as seq from journal_event e where {where} group by e.chain) c
full join (select * from journal_head h where {where_heads}) h on h.chain = c.chain
left join journal_event l on l.chain = c.chain and l.seq = c.seq
where h.seq is distinct from c.seq or l.hash is distinct from h.hash
order by 1
"""

# Each entry is hashed, which costs far more than PostgreSQL believes: worth sharing from a megabyte on (some 2,500
# entries), by as many helpers as there are processors: the one that asks waits for them more than it works.
_SHARED = """
set local min_parallel_table_scan_size = '1MB'; set local parallel_setup_cost = 0;
set local max_parallel_workers_per_gather = {helpers}
"""
# The other questions are cheap: a helper would cost them more than it gives.
_ALONE = """
set local min_parallel_table_scan_size to default; set local parallel_setup_cost to default;
set local max_parallel_workers_per_gather to default
"""


def check(report: Report, scope: Scope) -> int:
    """Will compare each entry with its bytes, its predecessor and, for the last one, its head.

    Gives the number of entries that announce notes, for the pass over the notes.
    """
    where, where_heads = scope.where("e"), scope.where("h")
    with connection.cursor() as cursor:
        cursor.execute(_SHARED.format(helpers=os.cpu_count() or 1))
        cursor.execute(_SOUND.format(where=where), scope.parameters)
        events, chains, wrong, announcing = cursor.fetchone() or (0, 0, 0, 0)
        cursor.execute(_ALONE)
        cursor.execute(_TOPS.format(where_heads=where_heads), scope.parameters)
        tops = cursor.fetchone()
    report.events += events
    report.chains += chains
    if not wrong and tops == (chains, events, 0):
        return int(announcing)
    if wrong:
        with stream(_ENTRIES.format(where=where), scope) as batches:
            for batch in batches:
                for row in batch:
                    _tell(report, *row)
    with stream(_HEADS.format(where=where, where_heads=where_heads), scope) as batches:
        for batch in batches:
            for chain, seq, last, _ in batch:
                if seq is None:
                    report.add("missing_head", chain)
                elif last is None:
                    report.add("missing_chain", chain, seq)
                else:
                    report.add("head_differs", chain, seq)
    return int(announcing)


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
