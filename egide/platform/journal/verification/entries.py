"""The first pass: every entry of every chain, recomputed from its bytes, and compared with its chain's head.

Serves `verify`. The query spells the columns again: they must be the first nine lines of the body.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope, stream

NO_HASH = "0" * 64
# Where the second line of a body stands: the hash of the previous entry.
_PREVIOUS = slice(len("egide-journal-1\n"), len("egide-journal-1\n") + 64)

_ENTRIES = r"""
select e.chain, e.seq, encode(e.hash, 'hex'), e.body,
  starts_with(e.body, concat_ws(E'\n',
    'egide-journal-1', encode(e.previous, 'hex'), e.chain, e.seq, e.compartment_id,
    coalesce(e.dossier_id::text, '-'),
    to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.code, ''))
from journal_event e where {where} order by e.chain, e.seq
"""
_HEADS = "select h.chain, h.seq, encode(h.hash, 'hex') from journal_head h where {where} order by h.chain"

Head = tuple[str, int, str]


@dataclass(slots=True)
class _Chain:
    """The chain being read: its last rank and hash."""

    name: str
    seq: int = 0
    hash: str = NO_HASH


def check(report: Report, scope: Scope) -> None:
    """Will compare each entry with its bytes, its predecessor and, for the last one, its head."""
    where_heads = scope.where("h")
    with (
        stream(_HEADS.format(where=where_heads), scope) as head_batches,
        stream(_ENTRIES.format(where=scope.where("e")), scope) as batches,
    ):
        heads = _Heads(report, (row for batch in head_batches for row in batch))
        chain: _Chain | None = None
        for batch in batches:
            report.events += len(batch)
            chain = _read(report, heads, chain, batch)
        if chain is not None:
            heads.compare(chain)
        heads.finish()


def _read(
    report: Report, heads: "_Heads", chain: _Chain | None, batch: list[tuple[Any, ...]]
) -> _Chain | None:
    # The hot loop: some microseconds per entry, hence the local names and the absence of helpers.
    name, expected, last = (chain.name, chain.seq, chain.hash) if chain else (None, 0, NO_HASH)
    for row_chain, seq, digest, body, columns_agree in batch:
        if row_chain != name:
            if name is not None:
                heads.compare(_Chain(name, expected, last))
            name, expected, last = row_chain, 0, NO_HASH
            report.chains += 1
        expected += 1
        if seq != expected:
            report.add("missing_event", row_chain, expected)
            expected = seq
        elif body[_PREVIOUS] != last:
            report.add("broken_link", row_chain, seq)
        if not columns_agree:
            report.add("altered_columns", row_chain, seq)
        if sha256(body.encode()).hexdigest() != digest:
            report.add("altered_body", row_chain, seq)
        last = digest
    return _Chain(name, expected, last) if name is not None else None


class _Heads:
    """The heads, read in the order of the chains, beside the entries."""

    def __init__(self, report: Report, rows: Iterator[Head]) -> None:
        self._report = report
        self._rows = rows
        self._next: Head | None = next(rows, None)

    def compare(self, chain: _Chain) -> None:
        """Will find the head of a chain that has just ended, and note the heads without a chain before it."""
        while self._next is not None and self._next[0] < chain.name:
            self._without_entry()
        if self._next is None or self._next[0] != chain.name:
            self._report.add("missing_head", chain.name)
            return
        _, seq, digest = self._next
        if (seq, digest) != (chain.seq, chain.hash):
            self._report.add("head_differs", chain.name, seq)
        self._next = next(self._rows, None)

    def finish(self) -> None:
        """Will note the heads that are left."""
        while self._next is not None:
            self._without_entry()

    def _without_entry(self) -> None:
        assert self._next is not None
        self._report.add("missing_chain", self._next[0], self._next[1])
        self._next = next(self._rows, None)
