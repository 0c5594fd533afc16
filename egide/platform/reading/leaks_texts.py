"""The leak scan of what the pages say: three extractors that share nothing read each page.

Runs in the child.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from egide.platform.reading.leaks_words import Sought

Found = tuple[list[dict[str, Any]], list[tuple[int, int]]]
SECONDS = 120


def findings(target: Path, told: dict[str, Any], sought: Sought) -> Found:
    """Will return the leaks, and what stays in sight: (secret, page)."""
    leaks: list[dict[str, Any]] = []
    stays: list[tuple[int, int]] = []
    readers = {"text_pdfium": _pdfium, "text_pypdf": _pypdf, "text_poppler": _poppler}
    for surface, read in readers.items():
        for page, text in enumerate(read(target), start=1):
            leaking, staying = sought.in_words(text, page)
            leaks += [{"surface": surface, "page": page, "secret": n, "why": "secret"} for n in leaking]
            stays += [(n, page) for n in staying]
    return leaks, stays


def _pdfium(target: Path) -> Iterator[str]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(target)
    for page in document:
        yield page.get_textpage().get_text_bounded()
    document.close()


def _pypdf(target: Path) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(target).pages:
        yield page.extract_text()


def _poppler(target: Path) -> Iterator[str]:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(target), "-"],
        capture_output=True,
        timeout=SECONDS,
        check=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C.UTF-8"},
    )
    yield from done.stdout.decode("utf-8", "replace").split("\f")
