"""The Typst engine: one compiler per thread, vendored fonts, values as JSON, the same bytes every time.

Approval signs the hash of what comes out, so nothing of the machine, the clock or the disk may enter.
"""

import json
import posixpath
import re
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import typst

from egide.platform.typesetting.cleaning import breakable, clean, french
from egide.platform.typesetting.coverage import FONTS
from egide.platform.typesetting.errors import RenderingFailed

STANDARDS: list[Literal["a-2a", "a-3a", "ua-1"]] = ["a-2a", "ua-1"]
WITH_FILES: list[Literal["a-2a", "a-3a", "ua-1"]] = ["a-3a", "ua-1"]  # PDF/A-2 attaches nothing but PDF/A
MAX_CHARACTERS = 300_000  # all texts of one document together: about 100 pages
MAX_LINES = 5_000
MAX_VALUES = 5_000
MAX_DEPTH = 12
MAX_ASSET_BYTES = 2_000_000
VALUES = "data.typ"
REFUSAL = "Le document n’a pas pu être mis en page. Rien n’a été perdu\u00a0: le texte reste modifiable."
FILES = (".typ", ".svg")  # the engine takes texts only: a PNG goes inside an SVG, see pictures.py
# A name between quotes: what a page may import, or show.
_NAMED = re.compile(rb'"([^"\n]+\.(?:typ|svg))"')

_local = threading.local()


def render(
    *,
    template: Path,
    data: Mapping[str, Any],
    at: datetime,
    libraries: Mapping[str, Path] | None = None,
    assets: Mapping[str, bytes] | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """Will set `template` with `data` and return a PDF that is PDF/A-2a and PDF/UA-1 at once.

    `attached`: files that the template attaches to the PDF, read at `/attached/<name>`; it is then PDF/A-3a.

    The template reads its values with `#import "/data.typ": data` (and `size`: how long they are, in
    bytes). It sees its own folder at `/`, each folder of `libraries` at `/<name>/`, where it names a file
    of them, each of `assets` (names to bytes) at `/assets/<name>`, and no other file. `at` (aware) is the date
    written in the PDF.

    :raises RenderingFailed: the data are too large, a file is missing, or the template is refused.
    """
    if at.tzinfo is None:
        raise ValueError("La date du document doit porter son fuseau horaire.")
    values = json.dumps(_Cleaning().value(data), ensure_ascii=False, sort_keys=True)
    files = _files(template, tuple(sorted((libraries or {}).items()))) | _checked(assets or {})
    files |= {f"attached/{Path(name).name}": content for name, content in (attached or {}).items()}
    files[VALUES] = _source(values)
    try:
        pdf = _compiler().compile(
            # A folder of files in memory: accepted by the engine, unknown to its type stubs.
            input=cast(Any, files),
            format="pdf",
            pdf_standards=list(WITH_FILES if attached else STANDARDS),
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
        return cast(bytes, pdf)
    except typst.TypstError as error:
        raise RenderingFailed(
            REFUSAL,
            detail=str(error.diagnostic)[:2_000],
        ) from error
    except BaseException as error:
        # A bug of the engine surfaces as a `PanicException`, which no `except Exception` would stop.
        if type(error).__name__ != "PanicException":
            raise
        del _local.compiler
        raise RenderingFailed(REFUSAL, detail="le moteur s’est arrêté") from error


class _Cleaning:
    """One walk over the values: cleans the texts and counts what the limits count."""

    def __init__(self) -> None:
        self.characters = self.lines = self.values = 0

    def value(self, value: Any, depth: int = 0) -> Any:
        self.values += 1
        if self.values > MAX_VALUES or depth > MAX_DEPTH:
            raise RenderingFailed("Le document compte trop d’éléments pour être mis en page.")
        if isinstance(value, str):
            return self.text(value)
        # What nearly all values are, before the questions that take longer to ask.
        if type(value) is list:
            return [self.value(item, depth + 1) for item in value]
        if type(value) is dict:
            return {str(key): self.value(item, depth + 1) for key, item in value.items()}
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, Mapping):
            return {str(key): self.value(item, depth + 1) for key, item in value.items()}
        if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray)):
            return [self.value(item, depth + 1) for item in value]
        raise TypeError(f"Une valeur de type {type(value).__name__} ne peut pas être mise en page.")

    def text(self, text: str) -> str:
        self.characters += len(text)
        self.lines += text.count("\n")
        if self.characters > MAX_CHARACTERS or self.lines > MAX_LINES:
            raise RenderingFailed(
                "Le texte est trop long pour une lettre\u00a0: joignez-le plutôt en document distinct."
            )
        return breakable(french(clean(text)))


def _source(values: str) -> bytes:
    # A file and not `sys.inputs`: these belong to the library, and another library makes the engine forget all that
    # it has set before. A string of text and not a file of JSON, which the engine would first try to read as markup.
    spelled = values.replace("\\", "\\\\").replace('"', '\\"')
    return f'#let size = {len(values.encode())}\n#let data = json(bytes("{spelled}"))\n'.encode()


def _compiler() -> typst.Compiler:
    # A compiler refuses two threads at once (« Already borrowed »); fonts are parsed once and shared.
    # It wants a root folder: every file is handed over in memory, so the only ones on disk are the fonts.
    compiler: typst.Compiler | None = getattr(_local, "compiler", None)
    if compiler is None:
        compiler = _local.compiler = typst.Compiler(
            root=str(FONTS),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=str(FONTS),
            package_cache_path=str(FONTS),
        )
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _files(template: Path, libraries: tuple[tuple[str, Path], ...]) -> dict[str, bytes]:
    try:
        files = dict(_read(template.parent, ""))
        for name, folder in libraries:
            files.update(_read(folder, f"{name}/"))
        return _reached(files | {"main.typ": template.read_bytes()})
    except OSError as error:
        raise RenderingFailed("Le modèle de document est introuvable.", detail=str(error)) from error


def _reached(files: dict[str, bytes]) -> dict[str, bytes]:
    """Will keep the page and the files that it names, itself or by another: the engine reads all that it is given."""
    kept: dict[str, bytes] = {}
    waiting = ["main.typ"]
    while waiting:
        name = waiting.pop()
        if name in files and name not in kept:
            kept[name] = files[name]
            named = (found.decode() for found in _NAMED.findall(files[name]))
            waiting += [
                posixpath.normpath(posixpath.join("/", posixpath.dirname(name), one))[1:] for one in named
            ]
    return kept


def _read(folder: Path, prefix: str) -> Iterable[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.suffix in FILES and path.is_file():
            yield prefix + path.name, path.read_bytes()


def _checked(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    for name, content in assets.items():
        if Path(name).name != name or Path(name).suffix not in FILES[1:]:
            raise RenderingFailed("Une image du document porte un nom ou un format refusé (SVG).")
        if len(content) > MAX_ASSET_BYTES:
            raise RenderingFailed("Une image du document dépasse 2 Mo.")
    return {f"assets/{name}": content for name, content in assets.items()}
