"""What the reading child says of a scanned file: where it is cut, the parts, their first words and picture.

Outside any transaction: a page that takes seconds to recognise holds no row.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

from egide.kernel.scans.separators import Stretch, stretches
from egide.platform.reading import reader
from egide.platform.reading.limits import PATIENCE_OF_JOBS
from egide.platform.reading.problems import Broken, ReadingProblem
from egide.platform.storage.errors import RefusedType
from egide.platform.storage.sniffing import HEAD, sniff

KINDS = {"application/pdf": "pdf", "image/tiff": "image", "image/jpeg": "image", "image/png": "image"}
NOT_A_SCAN = (
    "Le dossier du numériseur ne prend que des PDF et des images (TIFF, JPEG, PNG). "
    "Versez ce fichier à partir de la page d’un dossier."
)
ONLY_SHEETS = "Ce fichier ne contient que des feuilles de séparation\u00a0: il n’y a rien à verser."
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Cut:
    """One document cut out: its pages, its bytes when they are not the whole file’s, what shows it."""

    stretch: Stretch
    file: IO[bytes] | None
    thumbnail: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned file, read."""

    pages: int
    separators: int
    cuts: tuple[Cut, ...]


@contextmanager
def read(source: IO[bytes], *, name: str, at_blanks: bool = False) -> Iterator[Scan]:
    """Will lend what was read of a file, its parts open for as long as the block lasts.

    `at_blanks`: its blank pages separate too.

    :raises RefusedType: no scan. :raises ReadingProblem: protected, damaged, too large.
    """
    kind = KINDS.get(sniff(source.read(HEAD), name))
    if kind is None:
        raise RefusedType(NOT_A_SCAN)
    descriptor = source.fileno()
    seen = reader.run("barcodes", descriptor, format="scan", kind=kind, patience=PATIENCE_OF_JOBS)
    parts = stretches(pages=seen["pages"], found=seen["found"], blank=seen["blank"], at_blanks=at_blanks)
    if not parts:
        raise Broken(ONLY_SHEETS)
    with ExitStack() as stack:
        files: list[IO[bytes] | None] = [None]
        whole = len(parts) == 1 and (parts[0].first, parts[0].last) == (1, seen["pages"])
        if not whole:
            ranges = [[part.first, part.last] for part in parts]
            made = reader.run(
                "cut", descriptor, format="scan", kind=kind, ranges=ranges, patience=PATIENCE_OF_JOBS
            )
            files = [stack.enter_context(file) for file in made["files"]]
        cuts = tuple(
            Cut(part, file, *_shown(descriptor if file is None else file.fileno(), kind))
            for part, file in zip(parts, files, strict=True)
        )
        sheets = seen["pages"] - sum(part.last - part.first + 1 for part in parts)
        yield Scan(pages=seen["pages"], separators=sheets, cuts=cuts)


def _shown(descriptor: int, kind: str) -> tuple[bytes, str]:
    """Will return a small picture and the first words; a page that resists shows less, and stops nothing."""
    picture, words = b"", ""
    try:
        with reader.run("thumbnail", descriptor, format=kind, patience=PATIENCE_OF_JOBS)["files"][0] as file:
            picture = file.read()
        words = reader.run("text", descriptor, format=kind, patience=PATIENCE_OF_JOBS)["pages"][0]["text"]
        words = (
            words or reader.run("ocr", descriptor, format=kind, number=1, patience=PATIENCE_OF_JOBS)["text"]
        )
    except (ReadingProblem, IndexError, KeyError):
        pass
    return picture, " ".join(words.split())[:_WORDS]
