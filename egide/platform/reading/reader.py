"""The parent’s side: a warm child that reads files one by one, is watched, killed when it must be, and replaced.

Serves the pipeline and the pages that show documents. A child that dies takes one answer with it, nothing else.
"""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from egide.platform.reading import limits, wire
from egide.platform.reading.problems import BY_CODE, Broken, Killed, ReadingProblem, TookTooLong, ToolMissing

CHILD = "egide.platform.reading.child"
STARTING = 20.0  # seconds for a child to say that it is ready
GRACE = 2.0  # seconds after the bound: the child’s own programs are stopped first, and say so better
KEPT = 2  # warm children that wait for work
_MEMORY_FOLDER = Path("/dev/shm")
_CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)


class Reader:
    """One child and its line. Not for two threads at once: `borrowed()` hands them out."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="egide-lecture-", dir=_folder()))
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-m", CHILD, str(theirs.fileno()), str(self._folder)],
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=_environment(self._folder),
                    cwd=self._folder,
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                shutil.rmtree(self._folder, ignore_errors=True)
                raise ToolMissing from error
        self._line = ours
        self._asked = 0
        self.last_used = time.monotonic()
        self.locks: list[str] = self._greeted()

    @property
    def pid(self) -> int:
        """The child’s number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Will say whether the child still runs and may still be asked."""
        rested = time.monotonic() - self.last_used > limits.IDLE - 5
        return self._process.poll() is None and self._asked < limits.TIRED_AFTER and not rested

    def run(
        self, operation: str, source: Path | int, *, seconds: float | None = None, **arguments: Any
    ) -> dict[str, Any]:
        """Will have the child do one operation on a file, a path or an open descriptor, and return its answer.

        `files` of the answer are open binary files, for the caller to close; `seconds` on the wall.

        :raises ReadingProblem: a subclass says why; after a kill or a crash the child is gone.
        """
        allowed = limits.SECONDS[operation] if seconds is None else seconds
        descriptor = os.open(source, os.O_RDONLY) if isinstance(source, Path) else source
        self._asked += 1
        try:
            request = {"operation": operation, "arguments": arguments, "seconds": allowed}
            self._line.settimeout(allowed + GRACE)
            wire.send(self._line, request, [descriptor])
            answer, received = wire.receive(self._line, most=limits.MOST_ANSWER)
        except TimeoutError as error:
            self.close()
            raise TookTooLong from error
        except (EOFError, ValueError, OSError) as error:
            raise self._post_mortem() from error
        finally:
            if isinstance(source, Path):
                os.close(descriptor)
        self.last_used = time.monotonic()
        return self._understood(answer, [os.fdopen(number, "rb") for number in received])

    def close(self) -> None:
        """Will kill the child with all that it started, and erase its folder."""
        self._line.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _greeted(self) -> list[str]:
        self._line.settimeout(STARTING)
        try:
            return list(wire.receive(self._line, most=limits.MIB)[0]["locks"])
        except (EOFError, ValueError, OSError, KeyError) as error:
            self.close()
            raise ToolMissing("L’outil de lecture n’a pas démarré. Le fichier est conservé.") from error

    def _understood(self, answer: dict[str, Any], files: list[IO[bytes]]) -> dict[str, Any]:
        if answer.get("heavy"):
            self._asked = limits.TIRED_AFTER
        if "problem" in answer:
            for file in files:
                file.close()
            raise BY_CODE.get(answer["problem"], ReadingProblem)(answer.get("sentence"))
        return {**answer["result"], "files": files}

    def _post_mortem(self) -> ReadingProblem:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=GRACE)
        code = self._process.poll()
        self.close()
        if code == -signal.SIGXCPU:
            return TookTooLong()
        if code == -signal.SIGKILL:
            return Killed()
        if code is not None and -code in _CRASHES:
            return Broken()
        return Broken("L’outil de lecture s’est arrêté sur ce fichier. Il est conservé tel que reçu.")


_idle: list[Reader] = []
_guard = threading.Lock()
_owner = os.getpid()


@contextmanager
def borrowed() -> Iterator[Reader]:
    """Will lend a warm child to this thread; one that was killed or is tired does not come back."""
    reader = _taken()
    try:
        yield reader
    finally:
        with _guard:
            keep = reader.is_alive and len(_idle) < KEPT
            if keep:
                _idle.append(reader)
        if not keep:
            reader.close()


def run(
    operation: str, source: Path | int, *, seconds: float | None = None, **arguments: Any
) -> dict[str, Any]:
    """Will do one operation with a borrowed child: see `Reader.run`."""
    with borrowed() as reader:
        return reader.run(operation, source, seconds=seconds, **arguments)


def close_all() -> None:
    """Will close the children that wait; those at work end with their own request."""
    with _guard:
        waiting, _idle[:] = list(_idle), []
    for reader in waiting:
        reader.close()


atexit.register(close_all)


def _taken() -> Reader:
    global _owner
    tired = []
    reader: Reader | None
    with _guard:
        if _owner != os.getpid():  # this process was forked: the children belong to its parent
            _idle.clear()
            _owner = os.getpid()
        while _idle:
            reader = _idle.pop()
            if reader.is_alive:
                break
            tired.append(reader)
        else:
            reader = None
    for old in tired:
        old.close()
    return reader or Reader()


def _folder() -> Path | None:
    """Memory rather than disk, where it exists: conversions need a place, and plain content stays off the disk."""
    return _MEMORY_FOLDER if os.access(_MEMORY_FOLDER, os.W_OK | os.X_OK) else None


def _environment(folder: Path) -> dict[str, str]:
    # Nothing of the house’s environment: it holds addresses and passwords.
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "MALLOC_ARENA_MAX": "2",
    }
