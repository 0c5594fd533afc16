"""The parent’s side: a warm child that reads files one by one, is watched, killed when it must be, and replaced.

Serves the pipeline and the pages that show documents. A child that dies takes one answer with it, nothing else.
"""

import atexit
import logging
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from egide.platform import apart
from egide.platform.reading import limits, wire
from egide.platform.reading.folders import Folder
from egide.platform.reading.problems import (
    BY_CODE,
    Broken,
    Busy,
    Killed,
    ReadingProblem,
    TookTooLong,
    ToolMissing,
)

log = logging.getLogger(__name__)
CHILD = "egide.platform.reading.child"
STARTING = 20.0  # seconds for a child to say that it is ready
MOST_SAID = 4_000  # bytes of what it said instead, for whoever looks after the server
GRACE = 2.0  # seconds after the bound: the child’s own programs are stopped first, and say so better
KEPT = 2  # warm children that wait for work
AT_ONCE = max(3, (os.cpu_count() or 1) + 1)  # children at work in one process; the next request waits
_CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)


class Reader:
    """One child and its line. Not for two threads at once: `borrowed()` hands them out."""

    def __init__(self) -> None:
        self._folder = Folder.made()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            try:
                self._process = subprocess.Popen(
                    apart.python("-m", CHILD, str(theirs.fileno()), str(self._folder.path)),
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,  # until its greeting: what keeps it from starting
                    env=_environment(self._folder.path),
                    cwd=self._folder.path,
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                self._folder.erase()
                raise ToolMissing from error
        self._line = ours
        self._asked = 0
        self._share = 0
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
        # Opened anew: two children that read one file at once must not move each other’s place in it.
        named = source if isinstance(source, Path) else f"/proc/self/fd/{source}"
        descriptor = os.open(named, os.O_RDONLY)
        self._asked += 1
        self._yield(limits.NICE_SESSION if operation in limits.UNHURRIED else limits.NICE)
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
            os.close(descriptor)
        self.last_used = time.monotonic()
        return self._understood(answer, [os.fdopen(number, "rb") for number in received])

    def close(self) -> None:
        """Will kill the child with all that it started, and erase its folder."""
        self._line.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.erase()

    def _yield(self, nice: int) -> None:
        """Where Linux shares the processors by session (autogroup), niceness counts inside the child’s own only."""
        if nice != self._share:
            with suppress(OSError):  # not this system, or too soon after another change
                Path(f"/proc/{self._process.pid}/autogroup").write_text(str(nice))
                self._share = nice

    def _greeted(self) -> list[str]:
        assert self._process.stderr is not None
        self._line.settimeout(STARTING)
        with self._process.stderr as said:
            try:
                return list(wire.receive(self._line, most=limits.MIB)[0]["locks"])
            except (EOFError, ValueError, OSError, KeyError) as error:
                self.close()
                log.error(
                    "A reading child did not start: %s", said.read()[-MOST_SAID:].decode(errors="replace")
                )
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


class _Process:
    """What one process has: the children that wait, and how many more may be at work."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.guard = threading.Lock()
        self.idle: list[Reader] = []
        self.places = threading.BoundedSemaphore(AT_ONCE)


_here = _Process()


@contextmanager
def borrowed(*, patience: float = limits.PATIENCE) -> Iterator[Reader]:
    """Will lend a warm child to this thread; one that was killed or is tired does not come back.

    :raises Busy: as many as there may be are at work, and none was free within `patience` seconds.
    """
    process = _process()
    if not process.places.acquire(timeout=patience):
        raise Busy
    try:
        reader = _taken(process)
        try:
            yield reader
        finally:
            with process.guard:
                keep = reader.is_alive and len(process.idle) < KEPT
                if keep:
                    process.idle.append(reader)
            if not keep:
                reader.close()
    finally:
        process.places.release()


def run(
    operation: str,
    source: Path | int,
    *,
    seconds: float | None = None,
    patience: float = limits.PATIENCE,
    **arguments: Any,
) -> dict[str, Any]:
    """Will do one operation with a borrowed child: see `Reader.run` and `borrowed`."""
    with borrowed(patience=patience) as reader:
        return reader.run(operation, source, seconds=seconds, **arguments)


def close_all() -> None:
    """Will close the children that wait; those at work end with their own request."""
    process = _process()
    with process.guard:
        waiting, process.idle[:] = list(process.idle), []
    for reader in waiting:
        reader.close()


atexit.register(close_all)


def _process() -> _Process:
    global _here
    if _here.pid != os.getpid():  # this process was forked: the children belong to its parent
        _here = _Process()
    return _here


def _taken(process: _Process) -> Reader:
    tired = []
    reader: Reader | None = None
    with process.guard:
        while process.idle and reader is None:
            one = process.idle.pop()
            if one.is_alive:
                reader = one
            else:
                tired.append(one)
    for old in tired:
        old.close()
    return reader or Reader()


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
