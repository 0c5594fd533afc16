"""The reading child: waits for one file at a time, does one operation on it, answers, waits again.

Run as a module by reader.py. It sees no database, no key and no network; a hostile file has nothing to take.
"""

import gc
import os
import resource
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from egide.platform.reading import confine, limits, wire
from egide.platform.reading.problems import Broken, ReadingProblem, TookTooLong, TooMuch
from egide.platform.reading.tools import Answer, Source, dispatch

Operation = Callable[..., Answer]


def main(line: socket.socket, folder: Path) -> None:
    """Will answer until the line closes or nothing comes for a while."""
    locks = confine.closed(folder=folder)
    confine.limit_resources()
    threading.Thread(target=_watch, args=(line.fileno(),), daemon=True).start()
    _hush()
    wire.send(line, {"locks": locks})
    while True:
        line.settimeout(limits.IDLE)
        try:
            request, descriptors = wire.receive(line, most=limits.MIB)
        except (TimeoutError, EOFError, OSError):
            return
        line.settimeout(None)
        _answer(line, request, descriptors, folder)


def _hush() -> None:
    """From here on, libraries speak of files that came from anyone: nobody listens to that."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


def _answer(line: socket.socket, request: dict[str, Any], descriptors: list[int], folder: Path) -> None:
    files: list[int] = []
    confine.allow_processor(int(request["seconds"]))
    source = Source(descriptors[0], folder=folder, seconds=float(request["seconds"]))
    try:
        answer = dispatch(request["operation"], source, request["arguments"])
        files = answer.files
        message: dict[str, Any] = {"result": answer.result}
    except ReadingProblem as problem:
        message = {"problem": problem.code, "sentence": problem.sentence}
    except MemoryError:
        message = {"problem": TooMuch.code, "heavy": True}
    except TimeoutError:
        message = {"problem": TookTooLong.code}
    except BaseException:  # whatever a hostile file provokes in a library, a Rust panic too, is an answer
        message = {"problem": Broken.code}
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
        source.clean()
    if _resident() > limits.HEAVY:
        gc.collect()
        message["heavy"] = _resident() > limits.HEAVY
    try:
        wire.send(line, message, files)
    finally:
        for descriptor in files:
            os.close(descriptor)


def _resident() -> int:
    with open("/proc/self/statm", "rb") as counts:
        return int(counts.read().split()[1]) * resource.getpagesize()


def _watch(descriptor: int) -> None:
    """A worker killed in the middle of a file leaves no one at work for it."""
    hung_up = select.poll()
    hung_up.register(descriptor, select.POLLRDHUP | select.POLLHUP)
    hung_up.poll()
    os.killpg(os.getpgid(0), signal.SIGKILL)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
