"""What the reading child knows to do: one file for each kind of tool, libraries imported when first needed.

Imported by the child alone: nothing here may run in the web server or in the worker.
"""

import importlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from egide.platform.reading.problems import ReadingProblem, TooMuch

# format → its module; each has functions named as the operations that it knows.
MODULES = {
    "pdf": "pdf",
    "image": "images",
    "office": "office",
    "sheet": "sheets",
    "text": "texts",
    "html": "pages_html",
    "eml": "mails",
    "arrival": "arrivals",
    "msg": "outlook",
    "zip": "archives",
    "any": "kinds",
    "redaction": "redaction",
    "scan": "scans",
    "table": "tables",
}


@dataclass
class Answer:
    """What goes back: values that JSON knows, and open files."""

    result: dict[str, Any]
    files: list[int] = field(default_factory=list)


class Source:
    """The file being read: an open descriptor and the time that is left."""

    def __init__(self, descriptor: int, *, folder: Path, seconds: float) -> None:
        self.descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        self._ends = time.monotonic() + seconds
        self._folder = folder
        self._place: Path | None = None

    @property
    def left(self) -> float:
        """Seconds left on the wall."""
        return max(self._ends - time.monotonic(), 0.1)

    @property
    def is_over(self) -> bool:
        """Will say that nine tenths of the time are gone: what was read so far is worth more than nothing."""
        return time.monotonic() > self._ends - 1

    def opened(self) -> IO[bytes]:
        """Will open the content from its beginning; the descriptor stays the caller’s."""
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        return os.fdopen(os.dup(self.descriptor), "rb")

    def read(self, most: int) -> bytes:
        """Will return the whole content.

        :raises TooMuch: more than `most` bytes.
        """
        if self.size > most:
            raise TooMuch
        return os.pread(self.descriptor, self.size, 0) if self.size < 2**30 else b""

    def place(self) -> Path:
        """Will return a private folder, erased with the answer."""
        if self._place is None:
            self._place = Path(tempfile.mkdtemp(dir=self._folder))
        return self._place

    def clean(self) -> None:
        """Will erase the private folder."""
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)


def dispatch(operation: str, source: Source, arguments: dict[str, Any]) -> Answer:
    """Will run the operation of the format’s module.

    :raises ReadingProblem: the format does not know it, or the file could not be read.
    """
    given = dict(arguments)
    name = MODULES.get(given.pop("format", "any"), "")
    module = importlib.import_module(f"{__name__}.{name}") if name else None
    function = getattr(module, operation, None)
    if function is None:
        raise ReadingProblem
    os.lseek(source.descriptor, 0, os.SEEK_SET)
    answer = function(source, **given)
    assert isinstance(answer, Answer)
    return answer


def kept(content: bytes) -> int:
    """Will put bytes in a file without a name, in memory, and return its descriptor."""
    descriptor = os.memfd_create("egide", os.MFD_CLOEXEC)
    view, at = memoryview(content), 0
    while at < len(view):
        at += os.write(descriptor, view[at:])
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
