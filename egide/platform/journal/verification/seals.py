"""The third pass: sealed entries against the entries, seals against their leaves, files against the seals.

Serves `verify`: finds what the chains alone cannot tell, a chain rewritten whole or removed whole.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from egide.platform.journal.merkle import leaf_line, merkle_root
from egide.platform.journal.sealing import export_folder, exported_numbers, file_name
from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, stream, tell

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
_SEALS = (
    "select id, sealed_at, previous, chains, events, leaves, root, body, hash from journal_seal order by id"
)
_LEAVES = "select seal_id, chain, seq, hash from journal_leaf order by seal_id, chain"
_TOTALS = """
select count(*), coalesce(sum(seq), 0) from (select chain, max(seq) as seq from journal_leaf group by chain) l
"""


def check_leaves(report: Report, scope: Scope) -> None:
    """Will look for sealed entries which are gone or different, and for heads that forgot a seal."""
    tell(report, _FAULTS.format(where=scope.where("l"), whole=scope.whole), scope)


def check_seals(report: Report) -> None:
    """Will recompute each seal from its leaves, its link to the previous one, its file, and the last one's totals.

    The leaves are read once, those of one seal in memory at a time.
    """
    previous, number, totals, files = bytes(32), 0, (0, 0), _Files()
    everything = Scope()
    with stream(_SEALS, everything) as seal_batches, stream(_LEAVES, everything) as leaf_batches:
        groups = _Groups(row for batch in leaf_batches for row in batch)
        for seal in (row for batch in seal_batches for row in batch):
            number += 1
            if seal[0] != number:
                report.add("missing_seal", f"sceau {number}")
                number = seal[0]
            report.seals += 1
            lines = [leaf_line(*leaf) for leaf in groups.of(number)]
            if not _is_whole(seal, previous, lines):
                report.add("altered_seal", f"sceau {number}")
            files.compare(report, number, "\n".join([seal[7], *lines, ""]))
            previous, totals = seal[8], (seal[3], seal[4])
        if groups.any_left():
            report.add("missing_seal", f"sceau {number + 1}")
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


class _Groups:
    """The leaves, read once in the order of the seals."""

    def __init__(self, rows: Iterator[tuple[int, str, int, bytes]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, number: int) -> Iterator[tuple[str, int, bytes]]:
        """Will give the leaves of this seal; leaves of a seal that is not there make the next one wrong."""
        if self._next is not None and self._next[0] == number:
            for _, chain, seq, digest in self._next[1]:
                yield chain, seq, digest
            self._next = next(self._groups, None)

    def any_left(self) -> bool:
        """Will tell whether leaves belong to no seal."""
        return self._next is not None


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
