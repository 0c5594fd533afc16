"""Eight writers at once, on one chain and on eight: no entry lost, no gap, no deadlock.

Real connections, real commits; the order within a chain is the order of its lock.
"""

import itertools
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from egide.platform.journal.sealing import seal
from tests.database import as_owner
from tests.patience import SECONDS
from tests.platform.journal.conftest import NOON, Scene, checked

WRITERS, EACH = 8, 25


def _all_at_once(
    write: Callable[[int], None], *, enough: Callable[[], bool] = lambda: True
) -> list[Exception]:
    """Will have each writer write so many entries, and go on until there is enough."""
    faults: list[Exception] = []
    start = threading.Barrier(WRITERS)

    def run(writer: int) -> None:
        try:
            start.wait(SECONDS)
            for written in itertools.count():
                if written >= EACH and enough():
                    break
                write(writer)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    return faults


@pytest.mark.parametrize("chains", [1, WRITERS])
def test_no_entry_is_lost(lasting: Scene, chains: int) -> None:
    faults = _all_at_once(lambda writer: lasting.write(100 + writer % chains, notes={"why": "x"}) and None)

    assert faults == []
    report = checked()
    assert report.ok, list(report.lines())
    assert (report.chains, report.events, report.notes) == (chains, WRITERS * EACH, WRITERS * EACH)


def test_sealing_among_writers_harms_nobody(lasting: Scene) -> None:
    stop = threading.Event()
    sealed: list[int] = []

    def seal_again_and_again() -> None:
        while not stop.wait(0.02):
            sealed.append(seal(now=NOON + timedelta(minutes=len(sealed))))
        connection.close()

    sealer = threading.Thread(target=seal_again_and_again)
    sealer.start()
    faults = _all_at_once(
        lambda writer: lasting.write(100 + writer % 3) and None,
        # A sealer that failed seals no more: nobody writes for ever.
        enough=lambda: len(sealed) > 1 or not sealer.is_alive(),
    )
    stop.set()
    sealer.join(SECONDS)

    assert faults == []
    assert len(sealed) > 1
    with as_owner():
        assert checked().ok
