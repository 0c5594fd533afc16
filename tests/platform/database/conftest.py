"""A server of one's own, in a folder that the server's user can reach, for tests that kill it.

The tests' shared server is never killed: other runs may be using it.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from egide.platform.database.cluster import Cluster

# Holds a server until its standard input closes, as a web server or a worker would.
HOLDER = """
import sys
from pathlib import Path
from egide.platform.database.cluster import Cluster
with Cluster(Path(sys.argv[1])).running(tied=True):
    print("up", flush=True)
    sys.stdin.read()
"""
Holder = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def home() -> Iterator[Path]:
    """A new home, whose server is stopped at the end whatever the test did to it."""
    # Not tmp_path: when root runs the tests, that one is closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="egide-test-"))
    folder.chmod(0o711)
    yield folder / "home"
    Cluster(folder / "home").stop()
    shutil.rmtree(folder)


@pytest.fixture
def cluster(home: Path) -> Cluster:
    """The server of that home, not started."""
    return Cluster(home, durable=False)


@pytest.fixture
def hold(home: Path) -> Iterator[Holder]:
    """Starts another process that uses the same server, and waits until it does."""
    holders: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", HOLDER, str(home)]
        holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holders.append(holder)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        return holder

    yield start
    for holder in holders:
        holder.kill()
        holder.communicate()
