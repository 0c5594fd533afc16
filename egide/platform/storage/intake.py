"""One file's way in: its bytes are counted, hashed, sniffed and scanned while they flow to the cipher.

Serves `store.put`; it writes nothing. The hash runs in a second thread, since it costs as much as the disk.
"""

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, runtime_checkable

from egide.platform.storage.cipher import CHUNK, rechunk
from egide.platform.storage.errors import EmptyFile, RefusedType, TooLarge
from egide.platform.storage.scanner import Verdict, begin_scan
from egide.platform.storage.sniffing import is_refused, sniff


@runtime_checkable
class Readable(Protocol):
    """Anything with a `read(size)` that returns bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Will return at most `size` bytes, none at the end."""


Source = Readable | Iterable[bytes]


class Intake:
    """An iterable of the plain chunks, to be consumed once; the other attributes are true afterwards."""

    size: int = 0
    sha256: str = ""
    media_type: str = ""
    verdict: Verdict

    def __init__(self, source: Source, *, file_name: str, limit_bytes: int, any_type: bool = False) -> None:
        self._chunks = rechunk(_pieces(source), CHUNK)
        self._file_name = file_name
        self._limit = limit_bytes
        self._any_type = any_type

    def __iter__(self) -> Iterator[bytes]:
        """Will yield the file in chunks of 1 MiB.

        :raises EmptyFile: no byte at all. :raises RefusedType: a program. :raises TooLarge: over the limit.
        """
        scan, digest = begin_scan(), _Digest()
        try:
            for chunk in self._chunks:
                self._accept(chunk)
                digest.update(chunk)
                scan.feed(chunk)
                yield chunk
            if not self.size:
                raise EmptyFile
            self.sha256 = digest.finished()
            self.verdict = scan.verdict()
        finally:
            scan.abandon()
            digest.close()

    def _accept(self, chunk: bytes) -> None:
        if not self.size:
            self.media_type = sniff(chunk, self._file_name)
            if not self._any_type and is_refused(self.media_type, self._file_name):
                raise RefusedType
        self.size += len(chunk)
        if self.size > self._limit:
            raise TooLarge(self._limit)


class _Digest:
    """SHA-256 one chunk behind the cipher, in a thread: hashlib releases the interpreter's lock."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._thread: ThreadPoolExecutor | None = None
        self._pending: Future[None] | None = None

    def update(self, chunk: bytes) -> None:
        if len(chunk) < CHUNK:  # a small file, or the end: no thread is worth starting
            self._settle()
            self._hash.update(chunk)
            return
        self._thread = self._thread or ThreadPoolExecutor(max_workers=1)
        self._settle()
        self._pending = self._thread.submit(self._hash.update, chunk)

    def finished(self) -> str:
        self._settle()
        return self._hash.hexdigest()

    def close(self) -> None:
        if self._thread is not None:
            self._thread.shutdown()

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None


def _pieces(source: Source) -> Iterator[bytes]:
    if not isinstance(source, Readable):
        yield from source
        return
    while piece := source.read(CHUNK):
        yield piece
