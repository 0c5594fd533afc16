"""What the cluster manager needs to know of processes: who is alive, who works where, who dies with whom.

Reads /proc: Linux only, as are the embedded server's binaries that the project uses.
"""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
# Loaded here and not in the child: between fork and exec almost nothing is safe to call.
_LIBC = ctypes.CDLL(None, use_errno=True)


def alive(pid: int) -> bool:
    """Will say whether a process runs; a zombie (dead, not yet reaped by its parent) does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZXx"


def works_in(pid: int, folder: Path) -> bool:
    """Will say whether a live process has `folder` as its working directory, as every server process has.

    A pid found in a file proves nothing: after a restart it may belong to anyone.
    """
    try:
        return alive(pid) and Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:
        return False


def named_in(name: str, folder: Path) -> list[int]:
    """Will list the live processes called `name` whose working directory is `folder`."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            called = entry.name.isdigit() and (entry / "comm").read_text().strip() == name
            if called and works_in(int(entry.name), folder):
                found.append(int(entry.name))
    return found


def die_with_parent(sent: signal.Signals, *, parent: int) -> None:
    """Will have the kernel send `sent` to this process when its parent dies, even by kill -9.

    Called after a change of user, which clears it. The parent may already be dead: hence the check.
    """
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), sent)


def tied_to_me(sent: signal.Signals) -> Callable[[], None]:
    """Will return what Popen's preexec_fn runs, so that the child does not outlive this process."""
    parent = os.getpid()
    return lambda: die_with_parent(sent, parent=parent)


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Will wait until the condition holds; false when `seconds` have passed without it."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True
