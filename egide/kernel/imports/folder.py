"""The folder of files of a source: opened step by step from its root, so that no name and no link leads out of it.

Every step refuses links; what is not a plain file is not opened.
"""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MOST_STEPS = 40
PIECE = 1024 * 1024


class Unfit(Exception):
    """A file that cannot be taken: `kind` is a word of problems.KINDS."""

    def __init__(self, kind: str, words: str) -> None:
        self.kind, self.words = kind, words
        super().__init__(words)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One file under the root, as it is now."""

    path: str
    size: int


def tidy_path(typed: str, strip: str = "") -> str:
    """Will return the path under the root, with slashes, without the beginning that the plan says to take off."""
    text = typed.strip()
    if strip and text.startswith(strip):
        text = text[len(strip) :].lstrip("/\\:")
    return text.replace("\\", "/")


@contextmanager
def opened(root: Path, path: str) -> Iterator[IO[bytes]]:
    """Will open a plain file under the root.

    :raises Unfit: it leads elsewhere, is a link, is not there, or is not a plain file.
    """
    descriptor = _descriptor(root, path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        yield file


def look(root: Path, path: str) -> Found:
    """Will tell the size of a file under the root. Raises as `opened` does."""
    with opened(root, path) as file:
        return Found(path=path, size=os.fstat(file.fileno()).st_size)


def digest(root: Path, path: str) -> str:
    """Will return the SHA-256 of a file under the root. Raises as `opened` does."""
    found = hashlib.sha256()
    with opened(root, path) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def walk(root: Path) -> Iterator[tuple[str, str]]:
    """Will give every path under the root with what it is: « file », « link » or « other »; sorted."""
    yield from _walk(root, "")


def _walk(root: Path, under: str) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(root / under) as entries:
            names = sorted((entry.name, _kind(entry)) for entry in entries)
    except OSError:
        yield under, "other"
        return
    for name, kind in names:
        path = f"{under}/{name}" if under else name
        if kind == "folder":
            if path.count("/") >= MOST_STEPS:
                yield path, "other"
            else:
                yield from _walk(root, path)
        else:
            yield path, kind


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _descriptor(root: Path, path: str) -> int:
    steps = path.split("/")
    if "\0" in path or not path or path.startswith("/") or len(steps) > MOST_STEPS:
        raise Unfit(
            "path", f"Le chemin «\u00a0{shown(path)}\u00a0» n’est pas un chemin sous le dossier des fichiers."
        )
    if any(step in ("", ".", "..") for step in steps):
        raise Unfit("path", f"Le chemin «\u00a0{shown(path)}\u00a0» sort du dossier des fichiers.")
    try:
        place = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise Unfit("missing", "Le dossier des fichiers ne s’ouvre pas.") from error
    try:
        for step in steps[:-1]:
            place = _step(place, step, os.O_DIRECTORY, path)
        place = _step(place, steps[-1], os.O_NONBLOCK, path)
        if not stat.S_ISREG(os.fstat(place).st_mode):
            raise Unfit("path", f"«\u00a0{shown(path)}\u00a0» n’est pas un fichier.")
    except BaseException:
        os.close(place)
        raise
    return place


def _step(place: int, name: str, flags: int, path: str) -> int:
    """Will open one more step and close the one before; names of a Mac may be written in pieces (NFD)."""
    spellings = dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)))
    for spelling in spellings:
        try:
            found = os.open(spelling, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=place)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise Unfit("path", _elsewhere(place, spelling, path)) from error
        os.close(place)
        return found
    raise Unfit("missing", f"Le fichier «\u00a0{shown(path)}\u00a0» n’est pas dans le dossier des fichiers.")


def _elsewhere(place: int, name: str, path: str) -> str:
    try:
        linked = stat.S_ISLNK(os.stat(name, dir_fd=place, follow_symlinks=False).st_mode)
    except (OSError, ValueError):
        linked = False
    why = "passe par un lien, qui n’est pas suivi" if linked else "ne s’ouvre pas"
    return f"Le chemin «\u00a0{shown(path)}\u00a0» {why}."


def shown(path: str) -> str:
    """Will make a path fit for a sentence: short, without what does not print."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in path.encode("utf-8", "replace").decode())
    return text if len(text) <= 160 else text[:80] + "…" + text[-79:]
