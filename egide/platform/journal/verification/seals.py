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
from egide.platform.journal.verification.scope import Scope, stream

_SEALED_ENTRIES = """
select l.chain, l.seq from journal_leaf l
left join journal_event e on e.chain = l.chain and e.seq = l.seq
where e.hash is distinct from l.hash and {where} order by l.chain, l.seq
"""
_SEALED_HEADS = """
select coalesce(h.chain, l.chain), coalesce(l.seq, 0) from
  (select chain, max(seq) as seq from journal_leaf group by chain) l
full join journal_head h on h.chain = l.chain
where coalesce(h.sealed_seq, 0) <> coalesce(l.seq, 0) order by 1
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
    with connection.cursor() as cursor:
        cursor.execute(_SEALED_ENTRIES.format(where=scope.where("l")), scope.parameters)
        for chain, seq in cursor:
            report.add("sealed_event_differs", chain, seq)
        if scope.whole:
            cursor.execute(_SEALED_HEADS)
            for chain, seq in cursor:
                report.add("head_unsealed", chain, seq)


def check_seals(report: Report) -> None:
    """Will recompute each seal from its leaves, its link to the previous one, and the last one's totals."""
    previous, number, totals = bytes(32), 0, (0, 0)
    everything = Scope()
    with stream(_SEALS, everything) as seal_batches, stream(_LEAVES, everything) as leaf_batches:
        groups = _Groups(row for batch in leaf_batches for row in batch)
        for seal in (row for batch in seal_batches for row in batch):
            number += 1
            if seal[0] != number:
                report.add("missing_seal", f"sceau {number}")
                number = seal[0]
            report.seals += 1
            if not _is_whole(seal, previous, groups):
                report.add("altered_seal", f"sceau {number}")
            previous, totals = seal[8], (seal[3], seal[4])
        if groups.any_left():
            report.add("missing_seal", f"sceau {number + 1}")
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        if tuple(cursor.fetchone()) != totals:
            report.add("seal_count", f"sceau {number}")


def check_files(report: Report) -> None:
    """Will compare each exported file with its seal: one seal's file is in memory at a time."""
    folder = export_folder()
    exported = set(exported_numbers(folder)) if folder.is_dir() else set()
    everything = Scope()
    with stream(_SEALS, everything) as seal_batches, stream(_LEAVES, everything) as leaf_batches:
        groups = _Groups(row for batch in leaf_batches for row in batch)
        for seal in (row for batch in seal_batches for row in batch):
            number, body = seal[0], seal[7]
            lines = [body, *(leaf_line(*leaf) for leaf in groups.of(number)), ""]
            if number not in exported:
                report.add("missing_file", f"sceau {number}")
            elif (folder / file_name(number)).read_bytes() != "\n".join(lines).encode():
                report.add("altered_file", f"sceau {number}")
            exported.discard(number)
    for number in sorted(exported):
        report.add("stray_file", f"sceau {number}")


def _is_whole(seal: tuple[Any, ...], previous: bytes, groups: "_Groups") -> bool:
    number, sealed_at, linked, chains, events, leaves, root, body, digest = seal
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for leaf in groups.of(number):
            count += 1
            yield leaf_line(*leaf)

    computed = merkle_root(lines())
    spelled = (
        f"egide-seal-1\n{number}\n{_spelled(sealed_at)}\n{linked.hex()}\n"
        f"{chains}\n{events}\n{leaves}\n{root.hex()}"
    )
    return (linked, root, leaves, body, digest) == (
        previous,
        computed,
        count,
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
