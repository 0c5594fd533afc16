"""Plain text from anywhere, made fit for a page: no controls, composed accents, cut into pages where there are none.

Pure.
"""

import re
import unicodedata
from typing import Any

from egide.platform.reading import limits

# A hyphen at the end of a line, as PDF tools mark it: the word goes on.
_CUT_WORD = re.compile("[\x02\ufffe\u00ad]\r?\n?")
# Controls, surrogates, what no character is, and the marks that reverse the reading of a line.
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SPACES = re.compile(r"[ \t]+\n")
_LINES = re.compile(r"\n{3,}")
_LETTER = (612.0, 792.0)  # points


def fit(text: str) -> str:
    """Will return the text in NFC, of one page at most, with plain line ends."""
    text = _CUT_WORD.sub("", text[: limits.LONGEST_PAGE]).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSHOWN.sub("", text)
    text = _LINES.sub("\n\n", _SPACES.sub("\n", text)).strip()
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def page(text: str, size: tuple[float, float] = _LETTER) -> dict[str, Any]:
    """Will return one page as it travels."""
    return {"text": text, "width": round(size[0], 2), "height": round(size[1], 2)}


def paged(text: str) -> tuple[list[dict[str, Any]], bool]:
    """Will cut a text without pages into pages of some 4,000 characters, at a line’s end; says if all is there."""
    pages: list[dict[str, Any]] = []
    whole = len(text) <= limits.LONGEST_TEXT
    text = text[: limits.LONGEST_TEXT]
    for part in text.split("\f"):
        at = 0
        while at < len(part) or not pages:
            if len(pages) >= limits.MOST_PAGES:
                return pages, False
            end = _end(part, at)
            pages.append(page(fit(part[at:end])))
            at = max(end, at + 1)
    return pages, whole


def _end(text: str, at: int) -> int:
    most = at + limits.TEXT_PAGE
    if most >= len(text):
        return len(text)
    for mark in ("\n", " "):
        cut = text.rfind(mark, at + limits.TEXT_PAGE // 2, most)
        if cut > 0:
            return cut + 1
    return most


def told(
    pages: list[dict[str, Any]], *, tool: str, version: str, total: int | None = None, detail: str = ""
) -> dict[str, Any]:
    """Will return the pages with the tool that read them; `total` when the file has more."""
    total = len(pages) if total is None else total
    return {"pages": pages, "total": total, "tool": tool, "version": version, "detail": detail}
