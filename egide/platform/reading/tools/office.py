"""Word processing and slides by Kreuzberg, which reads them without running them; a PDF of them by LibreOffice.

An office file is an archive of XML: it is weighed before it is opened.
"""

from importlib.metadata import version
from typing import Any

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, Protected
from egide.platform.reading.tools import Answer, Source, kinds, plain, programs

TOOL, VERSION = "Kreuzberg", version("kreuzberg")
SUFFIXES = frozenset({"docx", "odt", "pptx", "odp", "rtf", "doc", "ppt", "xlsx", "ods", "xls", "html"})
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "ppt": "application/vnd.ms-powerpoint",
}
_LARGEST = 64 * limits.MIB  # bytes: the library wants the whole file in memory


def text(source: Source, *, suffix: str, thumbnail: bool = False) -> Answer:
    """Will read the whole text, cut into pages of its own: only the rendition knows the real ones."""
    kinds.weigh(source)
    from kreuzberg import (
        ConcurrencyConfig,
        ExtractionConfig,
        KreuzbergError,
        extract_bytes_sync,
    )

    options: dict[str, Any] = {"disable_ocr": True}  # newer than the library's own types
    config = ExtractionConfig(
        use_cache=False, concurrency=ConcurrencyConfig(max_threads=1), output_format="plain", **options
    )
    try:
        read = extract_bytes_sync(source.read(_LARGEST), _TYPES[suffix], config)
    except KreuzbergError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise Protected from error
        raise Broken from error
    pages, _ = plain.paged(read.content)
    return Answer(plain.told(pages, tool=TOOL, version=VERSION))


def convert(source: Source, *, suffix: str) -> Answer:
    """Will make the PDF that is read page by page."""
    kinds.weigh(source)
    if suffix not in SUFFIXES:
        raise Broken
    return programs.converted(source, suffix=suffix)
