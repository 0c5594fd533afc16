"""The second pass: every note against the digest that its entry's bytes announce.

Serves `verify`: tells a destruction by decision (lawful, named) from a deletion.
"""

from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, flow, tell

# The tenth line of the body announces the notes: key=digest,key=digest, in the order of the keys, or a dash.
_NOTES = r"""
select e.id, e.chain, e.seq, split_part(e.body, E'\n', 10), n.key, n.salt, n.text, n.digest, n.forgotten_by,
  n.compartment_id = e.compartment_id and n.dossier_id is not distinct from e.dossier_id
from journal_event e join journal_note n on n.event_id = e.id
where {where}
order by e.id, n.key
"""
# The entries that announce notes and have none: asked only when the two counts differ.
_SILENT = r"""
select 'notes_differ', e.chain, e.seq from journal_event e
where split_part(e.body, E'\n', 10) <> '-' and {where}
  and not exists (select from journal_note n where n.event_id = e.id)
"""
# What no journal holds, in one question: a destruction without its decision, a note that came back after its own,
# a note of no entry.
_FAULTS = r"""
select 'note_without_decision', place, null::int from (
  select distinct 'dossier:' || coalesce(n.dossier_id::text, '?') as place, n.forgotten_by from journal_note n
  join journal_event e on e.id = n.event_id
  where n.text is null and {where} and not exists (
    select from journal_event f
    where f.chain = 'dossier:' || n.dossier_id and f.code = 'journal.notes_forgotten' and
      starts_with(split_part(f.body, E'\n', 11), '{{"decision":"' || n.forgotten_by || '",'))
) as undecided
union all
select 'note_came_back', e.chain, e.seq from journal_event f
join journal_event e on e.chain = f.chain and e.seq < f.seq
join journal_note n on n.event_id = e.id and n.text is not null
where f.code = 'journal.notes_forgotten' and {where_decision}
union all
select 'stray_note', n.event_id::text, null from journal_note n
where {whole} and not exists (select from journal_event e where e.id = n.event_id)
"""


def check(report: Report, scope: Scope, *, announcing: int) -> None:
    """Will recompute the digest of every note, and look for the decision behind every destroyed one.

    `announcing`: how many entries announce notes, as the first pass counted them.
    """
    where, answered = scope.where("e"), 0
    for _, group in groupby(flow(_NOTES.format(where=where), scope), key=itemgetter(0)):
        answered += _check_entry(report, list(group))
    if answered != announcing:
        tell(report, _SILENT.format(where=where), scope)
    tell(report, _FAULTS.format(where=where, where_decision=scope.where("f"), whole=scope.whole), scope)


def _check_entry(report: Report, rows: list[tuple[Any, ...]]) -> bool:
    """Will compare the notes of one entry with what it announces, and tell whether it announces any."""
    _, chain, seq, announced, *_ = rows[0]
    present = [row[4:] for row in rows]
    report.notes += len(present)
    line = ",".join(f"{key}={bytes(digest).hex()}" for key, _, _, digest, _, _ in present) or "-"
    if line != announced or not all(placed for *_, placed in present):
        report.add("notes_differ", chain, seq)
    for _, salt, text, digest, decision, _ in present:
        if text is None:
            report.destroyed[decision] += 1
        elif salt is None or sha256(salt + text.encode()).digest() != digest:
            report.add("altered_note", chain, seq)
    return bool(announced != "-")
