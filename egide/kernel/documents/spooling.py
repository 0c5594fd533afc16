"""The plain bytes of a version for as long as they are read: in memory, never on a disk, checked by their hash.

Held as an open descriptor, which is what the reading child receives.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable

from egide.platform.reading.limits import LARGEST_FILE
from egide.platform.reading.problems import TooMuch
from egide.platform.storage.errors import Tampered

# A child that a hostile file has taken over cannot change what the next one reads.
_SEALED = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


def spool(stream: Iterable[bytes], *, size: int, sha256: str) -> int:
    """Will return a descriptor of a file in memory with the content; the caller closes it.

    :raises TooMuch: larger than what is read here. :raises Tampered: not the bytes that the version pinned.
    """
    if size > LARGEST_FILE:
        raise TooMuch
    descriptor = os.memfd_create("egide", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        digest = hashlib.sha256()
        for chunk in stream:
            digest.update(chunk)
            _write(descriptor, chunk)
        if digest.hexdigest() != sha256:
            raise Tampered
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALED)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]
