"""Where the embedded server keeps its data and its socket, for the operator who looks for them.

Names: `demo`, `test` and `bench` never share a folder. Nothing is created here: these are only paths.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
_SYSTEM_ROOT = Path("/var/lib/egide")
# Memory that looks like a folder: there the tests' clones cost a fifth of what they cost on a disk.
_MEMORY_ROOT = Path("/dev/shm")
_MEMORY_WANTED = 2 * 1024**3  # bytes; a container often gives 64 MB, which one clone would fill
_PORT = 5432
# The kernel allows 107 bytes for a socket's whole path; PostgreSQL adds "/.s.PGSQL.5432" to the folder.
_SOCKET_LIMIT = 100 - len(f"/.s.PGSQL.{_PORT}")


def short_hash(text: str) -> str:
    """Will return eight characters that tell two folders apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def home(name: str) -> Path:
    """Will return the data folder of an installation: `EGIDE_HOME` for the demo, else a default.

    Root's default stands outside of the checkout, which the server's own user may be unable to reach.
    The tests' data, rebuilt at will, live in memory where there is room.
    """
    variable = "EGIDE_HOME" if name == "demo" else f"EGIDE_{name.upper()}_HOME"
    if explicit := os.environ.get(variable):
        return Path(explicit).absolute()
    if name == "test" and (kept := _in_memory(name)):
        return kept
    if os.geteuid() == 0:
        return _SYSTEM_ROOT / f"{name}-{short_hash(str(CHECKOUT))}"
    return CHECKOUT / ".data" / name


def _in_memory(name: str) -> Path | None:
    # The same answer for every process of a run: a folder already there stays the one, however full.
    folder = _MEMORY_ROOT / f"egide-{name}-{os.geteuid()}-{short_hash(str(CHECKOUT))}"
    if folder.is_dir():
        return folder if folder.stat().st_uid == os.geteuid() else None
    if not os.access(_MEMORY_ROOT, os.W_OK) or shutil.disk_usage(_MEMORY_ROOT).free < _MEMORY_WANTED:
        return None
    return folder


@dataclass(frozen=True)
class Places:
    """The files of one embedded server, all under its home, except a socket whose path would be too long."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "postgresql"

    @property
    def binaries(self) -> Path:
        return self.home / "binaries"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @property
    def start_lock(self) -> Path:
        """Held while the server is being started or stopped."""
        return self.home / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held, shared, by each process that uses the server: the last one out stops it."""
        return self.home / "users.lock"

    @property
    def owner(self) -> Path:
        """Holds the number of the process with which the server dies; empty when there is none."""
        return self.home / "owner"

    @property
    def sockets(self) -> Path:
        folder = self.home / "run"
        if len(os.fsencode(folder)) <= _SOCKET_LIMIT:
            return folder
        return Path("/tmp") / f"egide-{short_hash(str(self.home))}"
