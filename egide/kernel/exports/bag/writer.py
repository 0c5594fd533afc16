"""Writes a bag: each file goes to the disk once and is hashed on its way; then the manifests.

RFC 8493. The memory does not grow with the files; the Library of Congress's tool reads the result again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import bagit

ALGORITHMS = ("sha256", "sha512")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagWriter:
    """A bag being written in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, tuple[str, ...]] = {}
        (folder / "data").mkdir(parents=True)

    def add(self, path: str, pieces: Iterable[bytes]) -> str:
        """Will write a payload file at this path under `data/`, and return its SHA-256.

        :raises ValueError: the path leaves the bag, or is already taken.
        """
        name = f"data/{path}"
        target = self.folder / name
        if name in self.files or PurePosixPath(name).as_posix() != name or ".." in target.parts:
            raise ValueError("A file of a bag has its own place inside it.")
        target.parent.mkdir(parents=True, exist_ok=True)
        digests = [hashlib.new(algorithm) for algorithm in ALGORITHMS]
        with target.open("xb") as file:
            for piece in pieces:
                file.write(piece)
                for digest in digests:
                    digest.update(piece)
        self.files[name] = tuple(digest.hexdigest() for digest in digests)
        return self.files[name][0]

    def forget(self, path: str) -> None:
        """Will take out a file that could not be written whole."""
        self.files.pop(f"data/{path}", None)
        (self.folder / "data" / path).unlink(missing_ok=True)

    def add_text(self, path: str, text: str) -> None:
        """Will write a text in UTF-8."""
        self.add(path, [text.encode("utf-8", "replace")])

    def add_json(self, path: str, value: object) -> None:
        """Will write JSON to be read by people too."""
        self.add_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def add_lines(self, path: str, values: Iterable[object]) -> int:
        """Will write one line of JSON for each value, and return how many; no file when there is none."""
        count = 0

        def lines() -> Iterable[bytes]:
            nonlocal count
            for value in values:
                count += 1
                yield (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")

        self.add(path, lines())
        if not count:
            self.forget(path)
        return count

    def close(self, info: Sequence[tuple[str, str]]) -> None:
        """Will write the declaration, the description and the manifests."""
        octets = sum((self.folder / name).stat().st_size for name in self.files)
        oxum = ("Payload-Oxum", f"{octets}.{len(self.files)}")
        told = "".join(f"{name}: {_one_line(value)}\n" for name, value in (*info, oxum) if value)
        tags = {"bagit.txt": DECLARATION, "bag-info.txt": told}
        for place, algorithm in enumerate(ALGORITHMS):
            lines = (f"{digests[place]}  {name}\n" for name, digests in sorted(self.files.items()))
            tags[f"manifest-{algorithm}.txt"] = "".join(lines)
        for name, text in tags.items():
            (self.folder / name).write_bytes(text.encode())
        for algorithm in ALGORITHMS:
            self._tag_manifest(algorithm, tags)

    def _tag_manifest(self, algorithm: str, tags: Mapping[str, str]) -> None:
        lines = (
            f"{hashlib.new(algorithm, text.encode()).hexdigest()}  {name}\n"
            for name, text in sorted(tags.items())
        )
        (self.folder / f"tagmanifest-{algorithm}.txt").write_text("".join(lines), "utf-8")


def problems_of(folder: Path) -> list[str]:
    """Will have the Library of Congress's tool check the bag, and return what it finds wrong."""
    try:
        bag: Any = bagit.Bag(str(folder))
        bag.validate(processes=1)
    except bagit.BagValidationError as error:
        return [str(error), *(str(detail) for detail in error.details)]
    except (bagit.BagError, OSError, UnicodeError) as error:
        return [str(error)]
    return []


def _one_line(value: str) -> str:
    return " ".join(value.split())
