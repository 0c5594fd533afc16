"""The plain content of a version for those who look at it page after page: decrypted once, kept some seconds.

In memory only and sealed; the walls, the key and the scanner’s word are asked again each time.
"""

import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from egide.kernel.documents.spooling import spool
from egide.platform.reading.limits import MIB
from egide.platform.storage import store
from egide.platform.storage.errors import Destroyed
from egide.platform.storage.keys import open_object_key
from egide.platform.storage.models import StoredObject

SECONDS = 20.0  # after the last look
MOST = 160 * MIB  # bytes kept in one process; a larger file is opened each time
MOST_FILES = 24


@dataclass(slots=True)
class _Kept:
    descriptor: int
    size: int
    ends: float


_kept: OrderedDict[str, _Kept] = OrderedDict()
_guard = threading.Lock()
_turns = tuple(threading.Lock() for _ in range(16))
_watching = False


@contextmanager
def lent(stored: StoredObject) -> Iterator[int]:
    """Will lend a descriptor of the plain content while the block lasts.

    :raises StorageProblem: quarantined, destroyed, behind another wall, altered. :raises TooMuch: too large.
    """
    name = f"{stored.pk}:{stored.sha256}"
    turn = hashlib.blake2s(name.encode(), digest_size=1).digest()[0] % len(_turns)
    with _turns[turn]:  # forty pages asked at once open their file once
        content = _found(name)
        if content is not None:
            _allowed(stored, content)
        else:
            with store.open_stream(stored=stored) as stream:
                content = _keep(name, spool(stream, size=stored.size, sha256=stored.sha256), stored.size)
    try:
        yield content
    finally:
        os.close(content)


def forget_all() -> None:
    """Will close all that is kept; those who look still hold theirs."""
    with _guard:
        while _kept:
            os.close(_kept.popitem()[1].descriptor)


def _allowed(stored: StoredObject, content: int) -> None:
    """Will ask again all that `store.open_stream` asks before it decrypts."""
    try:
        store.check_scanned(stored)
        if stored.is_destroyed:
            raise Destroyed(stored.destruction_decision)
        open_object_key(object_id=stored.pk, compartment_id=stored.compartment_id)
    except BaseException:
        os.close(content)
        raise


def _found(name: str) -> int | None:
    with _guard:
        kept = _kept.get(name)
        if kept is None:
            return None
        kept.ends = time.monotonic() + SECONDS
        _kept.move_to_end(name)
        return os.dup(kept.descriptor)


def _keep(name: str, descriptor: int, size: int) -> int:
    global _watching
    if size > MOST:
        return descriptor
    with _guard:
        _kept[name] = _Kept(descriptor, size, time.monotonic() + SECONDS)
        while len(_kept) > MOST_FILES or sum(one.size for one in _kept.values()) > MOST:
            oldest = next(iter(_kept))
            if oldest == name:
                break
            os.close(_kept.pop(oldest).descriptor)
        if not _watching:
            _watching = True
            threading.Thread(target=_watch, name="egide-lending", daemon=True).start()
        return os.dup(descriptor)


def _forked() -> None:
    """A process that was forked has neither the watch nor any reason to hold what its parent showed."""
    global _guard, _watching
    _guard, _watching = threading.Lock(), False
    forget_all()


os.register_at_fork(after_in_child=_forked)


def _watch() -> None:
    """What nobody looks at any more does not stay in memory until the next visit."""
    global _watching
    while True:
        time.sleep(1)
        with _guard:
            for name in [name for name, kept in _kept.items() if kept.ends < time.monotonic()]:
                os.close(_kept.pop(name).descriptor)
            if not _kept:
                _watching = False
                return
