"""The private folders of reading children: made in memory, held by a lock, swept when their owner was killed.

The lock is the kernel’s: a process killed -9 lets go of it, whatever it left behind.
"""

import fcntl
import os
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PREFIX = "egide-lecture-"
_MEMORY = Path("/dev/shm")
_YOUNG = 60.0  # seconds: a folder just made may not be locked yet
_SWEPT_EVERY = 600.0  # seconds
_guard = threading.Lock()
_swept_at = float("-inf")


@dataclass
class Folder:
    """A private folder and the lock that says whose it is."""

    path: Path
    _lock: int

    @classmethod
    def made(cls) -> "Folder":
        """Will make a folder, in memory where there is some: conversions need a place, off the disk."""
        _sweep_sometimes()
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_place()))
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return cls(path, lock)

    def erase(self) -> None:
        """Will erase the folder and let go of it; a second time does nothing."""
        shutil.rmtree(self.path, ignore_errors=True)
        lock, self._lock = self._lock, -1
        if lock >= 0:
            os.close(lock)


def sweep(place: Path | None = None, *, older_than: float = _YOUNG) -> int:
    """Will erase the folders, older than so many seconds, whose process is gone; returns how many."""
    swept = 0
    for path in (place or _place() or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another user’s, or gone meanwhile
            if time.time() - path.stat().st_mtime < older_than:
                continue
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its owner lives
                shutil.rmtree(path)
                swept += 1
            finally:
                os.close(lock)
    return swept


def _sweep_sometimes() -> None:
    global _swept_at
    with _guard:
        if time.monotonic() - _swept_at < _SWEPT_EVERY:
            return
        _swept_at = time.monotonic()
    sweep()


def _place() -> Path | None:
    return _MEMORY if os.access(_MEMORY, os.W_OK | os.X_OK) else None
