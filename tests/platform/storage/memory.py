"""How much more memory a piece of work takes: the process's own high-water mark, as Linux counts it."""

import gc
import re
from collections.abc import Callable
from pathlib import Path

import pytest

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


def extra_memory(work: Callable[[], None]) -> int:
    """Will run `work` and return by how many bytes the resident memory rose at its highest."""
    gc.collect()
    try:
        _CLEAR.write_text(_RESET_PEAK)
    except OSError:
        pytest.skip("/proc/self/clear_refs cannot be written; remedy: run on Linux, unconfined")
    before = _kilobytes("VmRSS")
    work()
    return (_kilobytes("VmHWM") - before) * 1024


def _kilobytes(field: str) -> int:
    found = re.search(rf"^{field}:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
    assert found
    return int(found[1])
