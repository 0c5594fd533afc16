"""Stored bytes as the protocol's library reads them: forward, from any place, without the database.

Opened inside the transaction, read after it.
"""

from collections.abc import Iterator

from egide.kernel.editing.scratch import Nothing
from egide.platform.storage.store import PlainStream


class Forward:
    """A file that is read once, forward."""

    def __init__(self, stream: PlainStream | Nothing) -> None:
        self._stream = stream
        self._pieces: Iterator[bytes] = iter(stream)
        self._left = b""

    def seek(self, place: int) -> None:
        """Will skip to a place, once, from the beginning."""
        while place > 0 and (piece := self.read(min(place, 1 << 16))):
            place -= len(piece)

    def read(self, size: int) -> bytes:
        """Will return at most `size` bytes; none at the end."""
        while not self._left and (piece := next(self._pieces, None)) is not None:
            self._left = piece
        given, self._left = self._left[:size], self._left[size:]
        return given

    def close(self) -> None:
        """Will release the blob."""
        self._stream.close()
