"""The third pass: sealed entries against the entries, seals against their leaves, files against the seals.

Serves `verify`: finds what the chains alone cannot tell, a chain rewritten whole or removed whole.
"""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from egide.platform.journal.merkle import leaf_line, merkle_root
from egide.platform.journal.sealing import export_folder, exported_numbers, file_name
from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, flow, tell

# Sealed entries that are gone or different, and heads that forgot a seal.
_FAULTS = """
select 'sealed_event_differs', l.chain, l.seq from journal_leaf l
left join journal_event e on e.chain = l.chain and e.seq = l.seq
where e.hash is distinct from l.hash and {where}
union all
select 'head_unsealed', coalesce(h.chain, l.chain), coalesce(l.seq, 0) from
  (select chain, max(seq) as seq from journal_leaf group by chain) l
full join journal_head h on h.chain = l.chain
where {whole} and coalesce(h.sealed_seq, 0) <> coalesce(l.seq, 0)
order by 1 desc, 2, 3
"""
# Each seal, then its leaves, by their chains: none is called by an empty name.
_SEALED = """
select id as number, '' collate "C" as chain, 0 as seq, hash, true as sealing, sealed_at, previous, chains, events,
  leaves, root, body from journal_seal
union all
select seal_id, chain, seq, hash, false, null, null, null, null, null, null, null from journal_leaf
order by number, chain
"""
_TOTALS = """
select count(*), coalesce(sum(seq), 0) from (select chain, max(seq) as seq from journal_leaf group by chain) l
"""


def check_leaves(report: Report, scope: Scope) -> None:
    """Will look for sealed entries which are gone or different, and for heads that forgot a seal."""
    tell(report, _FAULTS.format(where=scope.where("l"), whole=scope.whole), scope)


def check_seals(report: Report) -> None:
    """Will recompute each seal from its leaves, its link to the previous one, its file, and the last one's totals.

    All is read once, the leaves of one seal in memory at a time.
    """
    previous, number, totals, files = bytes(32), 0, (0, 0), _Files()
    for found, group in groupby(flow(_SEALED, Scope()), key=itemgetter(0)):
        rows = list(group)
        seal = next((row for row in rows if row[4]), None)
        number += 1
        if found != number or seal is None:
            report.add("missing_seal", f"sceau {number}")
            number = found
        if seal is None:
            continue
        report.seals += 1
        digest, (_, _, chains, events, *_, body) = seal[3], seal[5:]
        lines = [leaf_line(*row[1:4]) for row in rows if not row[4]]
        if not _is_whole((number, *seal[5:], digest), previous, lines):
            report.add("altered_seal", f"sceau {number}")
        files.compare(report, number, "\n".join([body, *lines, ""]))
        previous, totals = digest, (chains, events)
    files.rest(report)
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        if tuple(cursor.fetchone()) != totals:
            report.add("seal_count", f"sceau {number}")


def _is_whole(seal: tuple[Any, ...], previous: bytes, lines: list[str]) -> bool:
    number, sealed_at, linked, chains, events, leaves, root, body, digest = seal
    spelled = (
        f"egide-seal-1\n{number}\n{_spelled(sealed_at)}\n{linked.hex()}\n"
        f"{chains}\n{events}\n{leaves}\n{root.hex()}"
    )
    return (linked, root, leaves, body, digest) == (
        previous,
        merkle_root(lines),
        len(lines),
        spelled,
        sha256(spelled.encode()).digest(),
    )


def _spelled(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class _Files:
    """The exported files, each compared with its seal as the seals go by."""

    def __init__(self) -> None:
        self._folder = export_folder()
        self._exported = set(exported_numbers(self._folder)) if self._folder.is_dir() else set()

    def compare(self, report: Report, number: int, text: str) -> None:
        """Will compare the file of this seal, which is read whole, with what the database tells."""
        if number not in self._exported:
            report.add("missing_file", f"sceau {number}")
        elif (self._folder / file_name(number)).read_bytes() != text.encode():
            report.add("altered_file", f"sceau {number}")
        self._exported.discard(number)

    def rest(self, report: Report) -> None:
        """Will tell the files that no seal claims."""
        for number in sorted(self._exported):
            report.add("stray_file", f"sceau {number}")
