"""The way of an upload through the web server: spooled encrypted, so that no plain file touches the disk.

A Django upload handler (FILE_UPLOAD_HANDLERS). The spool's key lives in memory and dies with the request.
"""

import io
import tempfile
import uuid
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from egide.platform.storage.cipher import CHUNK, TAG, ChunkCipher
from egide.platform.storage.errors import MIB, TooLarge
from egide.platform.storage.names import clean_name
from egide.platform.storage.wrapping import new_key

# Files of full size that one request may leave on the disk: it is read before anyone knows who sends it.
MOST_FULL = 6


class SealedUploadHandler(FileUploadHandler):
    """Will turn each uploaded file into a `SealedUpload`; beyond UPLOAD_LIMIT_MB it counts without keeping.

    The rest of an over-long file is read and dropped: the form's other fields survive, with a French message.
    """

    chunk_size = 256 * 1024
    _taken = 0  # bytes of this request already on the disk

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Will start a spool, as long as the whole request leaves it room."""
        super().new_file(*args, **kwargs)
        limit = settings.UPLOAD_LIMIT_MB * MIB
        self._spool = _Spool(limit_bytes=min(limit, max(MOST_FULL * limit - self._taken, 0)))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Will encrypt the data into the spool."""
        self._spool.write(raw_data)

    def file_complete(self, file_size: int) -> "SealedUpload":
        """Will return the file, ready to be read."""
        self._spool.finish()
        if file_size <= self._spool.limit:
            self._taken += file_size
        return SealedUpload(self._spool, name=clean_name(self.file_name or ""), size=file_size)

    def upload_interrupted(self) -> None:
        """Will drop the spool."""
        if hasattr(self, "_spool"):
            self._spool.close()


class SealedUpload(UploadedFile):
    """An uploaded file whose bytes are decrypted as they are read, from the beginning each time."""

    def __init__(self, spool: "_Spool", *, name: str, size: int) -> None:
        self._spool = spool
        super().__init__(file=io.BufferedReader(_Plain(spool), CHUNK), name=name, size=size)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Will yield the plain bytes.

        :raises TooLarge: the file went over the limit and was not kept.
        """
        return self._spool.plain()

    def close(self) -> None:
        """Will erase the spool."""
        self._spool.close()


class _Spool:
    """A temporary file without a name, holding the chunks of the cipher."""

    def __init__(self, *, limit_bytes: int) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 — closed by the upload's own close()
        self._cipher = ChunkCipher(key=new_key(), object_id=uuid.uuid4())
        self._pending = bytearray()
        self._sealed = 0
        self._size = 0
        self.limit = limit_bytes

    def write(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self.limit:
            self._pending.clear()
            self._file.truncate(0)
            return
        self._pending += data
        while len(self._pending) > CHUNK:
            self._seal(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]

    def finish(self) -> None:
        if self._size <= self.limit:
            self._seal(bytes(self._pending), last=True)
            self._pending.clear()

    def plain(self) -> Iterator[bytes]:
        if self._size > self.limit:
            raise TooLarge(self.limit)
        for index in range(self._sealed):
            self._file.seek(index * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            chunk = self._cipher.open(sealed, index=index, last=index == self._sealed - 1)
            if chunk:
                yield chunk

    def close(self) -> None:
        self._file.close()

    def _seal(self, data: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.seal(data, index=self._sealed, last=last))
        self._sealed += 1


class _Plain(io.RawIOBase):
    """The spool as a readable file: forward reading, and back to any place by reading from the beginning."""

    def __init__(self, spool: _Spool) -> None:
        self._spool = spool
        self._chunks: Iterator[bytes] = spool.plain()
        self._left = memoryview(b"")
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Will go to an absolute place.

        :raises io.UnsupportedOperation: relative to elsewhere than the beginning.
        """
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("seek")
        self._chunks, self._left, self._position = self._spool.plain(), memoryview(b""), 0
        while self._position < offset and self.readinto(bytearray(min(CHUNK, offset - self._position))):
            pass
        return self._position

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(self._chunks, b""))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        self._position += count
        return count
