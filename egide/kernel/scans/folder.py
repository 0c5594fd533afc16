"""The scanner’s folder: which files have stopped growing, how one is claimed, given up or refused.

Nothing here is ever deleted but a file whose bytes are committed in the store. A file is claimed by a rename
to a name that nobody else has: after a kill, the claim is found again and finished.
"""

import errno
import os
import stat
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from egide.platform.storage.names import clean_name, shortened

STILL = 30  # seconds without a change; the system’s own clock of changes, which no copy can preserve
CLAIMED, REFUSED = ".egide", "refused"
# A unit that separates its pieces with blank pages scans into this subfolder of its own.
AT_BLANKS = "pages-blanches"
_AT_ONCE = 50
_LONGEST = 255  # bytes of a name on most disks


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is ours: its token, its name as the scanner wrote it, where it waits."""

    token: uuid.UUID
    name: str
    path: Path
    # Cut at its blank pages too: elsewhere a blank page is the back of a sheet, or means nothing.
    at_blanks: bool = False

    def opened(self) -> IO[bytes]:
        """Will open the file itself, never what a link points to, nor a pipe that would keep us waiting.

        :raises OSError: it is a link, no file, or gone.
        """
        descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "Not a file", str(self.path))
        return os.fdopen(descriptor, "rb")

    def forget(self) -> None:
        """Will delete the file: its bytes are committed elsewhere."""
        self.path.unlink(missing_ok=True)

    def refuse(self, sentence: str) -> None:
        """Will put the file apart, unchanged, beside a text that says why."""
        refuse(self.path, home=self.path.parent.parent, name=self.name, sentence=sentence)


def claims(folder: Path, *, now: datetime) -> Iterator[Claim]:
    """Will claim the files that have stopped growing, after those that a dead process left claimed."""
    claimed = _room(folder / CLAIMED, mode=0o700)
    # What cannot be taken comes back each round: it must not keep the rest out.
    left = [claim for path in sorted(claimed.iterdir()) if (claim := _read(path))]
    yield from left[:_AT_ONCE]
    # Bounded once sorted out: hidden files and folders, however many, starve nobody.
    still = (path for path in sorted(folder.iterdir()) if path.name[0] != "." and _is_still(path, now))
    for path in islice(still, _AT_ONCE):
        token, name = uuid.uuid4(), clean_name(path.name)
        # A name may already fill the length that the disk allows.
        target = claimed / f"{token.hex}-{shortened(name, _LONGEST - 33)}"
        with suppress(FileNotFoundError):  # someone took it back meanwhile
            os.rename(path, target)
            yield Claim(token=token, name=name, path=target)
    inner = folder / AT_BLANKS
    if folder.name != AT_BLANKS and inner.is_dir() and not inner.is_symlink():
        yield from (replace(claim, at_blanks=True) for claim in claims(inner, now=now))


def units_in(root: Path) -> list[Path]:
    """Will return the subfolders, each named by a unit’s code."""
    return [
        path
        for path in sorted(root.iterdir())
        if path.name not in (REFUSED, CLAIMED) and path.is_dir() and not path.is_symlink()
    ]


def strays(root: Path, *, now: datetime) -> list[Path]:
    """Will return the files that lie outside the folder of any unit."""
    return [path for path in sorted(root.iterdir()) if not path.name.startswith(".") and _is_still(path, now)]


def refuse(path: Path, *, home: Path, name: str, sentence: str) -> None:
    """Will move a file to `refused/`, under a free name, and say why in a text beside it."""
    apart = _room(home / REFUSED, mode=0o770)
    stem, dot, suffix = shortened(clean_name(name), _LONGEST - 15).rpartition(".")
    for turn in range(1, 10_000):
        again = f" ({turn})" if turn > 1 else ""
        free = f"{stem or suffix}{again}{dot if stem else ''}{suffix if stem else ''}"
        try:
            # The text first, and only where none is: two refusals of one name never share it.
            with (apart / f"{free}.txt").open("x", encoding="utf-8") as words:
                words.write(sentence + "\n")
        except FileExistsError:
            continue
        os.rename(path, apart / free)
        return
    raise OSError(errno.EEXIST, "refused")


def _room(path: Path, *, mode: int) -> Path:
    """Will make one of our own folders; whoever writes in the scanner’s could put a link there, to anywhere.

    :raises OSError: something else bears its name.
    """
    path.mkdir(mode=mode, exist_ok=True)
    if path.is_symlink():
        raise OSError(errno.ELOOP, "A link stands for a folder", str(path))
    return path


def _read(path: Path) -> Claim | None:
    token, _, name = path.name.partition("-")
    try:
        return Claim(token=uuid.UUID(hex=token), name=name or "document", path=path)
    except ValueError:
        return None


def _is_still(path: Path, now: datetime) -> bool:
    try:
        seen = path.lstat()
    except FileNotFoundError:
        return False
    if not (stat.S_ISREG(seen.st_mode) or stat.S_ISLNK(seen.st_mode)):
        return False
    return now.timestamp() - max(seen.st_mtime, seen.st_ctime) >= STILL
