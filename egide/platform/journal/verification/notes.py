"""The second pass: every note against the digest that its entry's bytes announce.

Serves `verify`: tells a destruction by decision (lawful, named) from a deletion.
"""

from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, stream

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
select e.chain, e.seq from journal_event e
where split_part(e.body, E'\n', 10) <> '-' and {where}
  and not exists (select from journal_note n where n.event_id = e.id)
"""
_STRAYS = """
select n.event_id, n.key from journal_note n
where not exists (select from journal_event e where e.id = n.event_id)
"""
_WITHOUT_DECISION = r"""
select distinct 'dossier:' || coalesce(n.dossier_id::text, '?'), n.forgotten_by from journal_note n
join journal_event e on e.id = n.event_id
where n.text is null and {where} and not exists (
  select from journal_event f
  where f.chain = 'dossier:' || n.dossier_id and f.code = 'journal.notes_forgotten' and
    starts_with(split_part(f.body, E'\n', 11), '{{"decision":"' || n.forgotten_by || '",'))
"""
_CAME_BACK = """
select e.chain, e.seq from journal_event f
join journal_event e on e.chain = f.chain and e.seq < f.seq
join journal_note n on n.event_id = e.id and n.text is not null
where f.code = 'journal.notes_forgotten' and {where}
"""


def check(report: Report, scope: Scope, *, announcing: int) -> None:
    """Will recompute the digest of every note, and look for the decision behind every destroyed one.

    `announcing`: how many entries announce notes, as the first pass counted them.
    """
    where, answered = scope.where("e"), 0
    with stream(_NOTES.format(where=where), scope) as batches:
        rows = (row for batch in batches for row in batch)
        for _, group in groupby(rows, key=itemgetter(0)):
            answered += _check_entry(report, list(group))
    if answered != announcing:
        _add_all(report, "notes_differ", _SILENT.format(where=where), scope)
    _add_all(
        report, "note_without_decision", _WITHOUT_DECISION.format(where=scope.where("e")), scope, ranked=False
    )
    _add_all(report, "note_came_back", _CAME_BACK.format(where=scope.where("f")), scope)
    if scope.whole:
        _add_all(report, "stray_note", _STRAYS, scope, ranked=False)


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


def _add_all(report: Report, code: str, sql: str, scope: Scope, *, ranked: bool = True) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.parameters)
        for place, detail in cursor:
            report.add(code, str(place), detail if ranked else None)
