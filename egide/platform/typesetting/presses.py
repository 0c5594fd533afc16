"""Several documents set at once, each press in its own process: Typst alone takes ten milliseconds a letter.

For a batch, outside of any transaction. What is done with each PDF (sealing it waits for the disk) is done beside
the presses, which never wait for it.
"""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from egide.platform import apart
from egide.platform.typesetting import press
from egide.platform.typesetting.engine import REFUSAL
from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.sheets import Sheet

MOST = 2  # presses: the machine also serves pages
FINISHING = 4  # threads that wait for the disk
Result = TypeVar("Result")


class Presses:
    """A few presses, started at the first sheet and stopped on exit."""

    def __init__(self, count: int = MOST) -> None:
        self._threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix="presse")
        self._finishing = ThreadPoolExecutor(max_workers=FINISHING, thread_name_prefix="reliure")
        self._local = threading.local()
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Presses":
        return self

    def __exit__(self, *reason: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._finishing.shutdown(cancel_futures=True)
        for child in self._children:
            _leave(child)

    def set(self, sheet: Sheet, then: Callable[[bytes], Result]) -> "Future[Result]":
        """Will set one sheet when a press is free, and give what `then` makes of its bytes, in another thread.

        Its result raises RenderingFailed when the text cannot be set, or a press died of it.
        """
        outcome: Future[Result] = Future()
        self._threads.submit(self._pressed, sheet, then, outcome)
        return outcome

    def _pressed(self, sheet: Sheet, then: Callable[[bytes], Result], outcome: "Future[Result]") -> None:
        try:
            content = self._set(sheet)
        except Exception as problem:
            outcome.set_exception(problem)
        else:
            self._finishing.submit(_finished, content, then, outcome)

    def _set(self, sheet: Sheet) -> bytes:
        child = self._child()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(press.written(sheet))
            child.stdin.flush()
            answer = json.loads(child.stdout.readline())
            if "failed" in answer:
                raise RenderingFailed(answer["failed"], detail=answer["detail"])
            content = child.stdout.read(answer["size"])
        except (OSError, ValueError) as error:
            del self._local.child  # the next sheet gets another
            _leave(child)
            raise RenderingFailed(REFUSAL, detail="la presse s’est arrêtée") from error
        return content

    def _child(self) -> "subprocess.Popen[bytes]":
        child: subprocess.Popen[bytes] | None = getattr(self._local, "child", None)
        if child is None:
            child = self._local.child = subprocess.Popen(
                apart.python("-m", press.__name__),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"},
            )
            self._children.append(child)
        return child


def _finished(content: bytes, then: Callable[[bytes], Result], outcome: "Future[Result]") -> None:
    try:
        outcome.set_result(then(content))
    except Exception as problem:
        outcome.set_exception(problem)


def _leave(child: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if child.stdin is not None:
            child.stdin.close()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()
