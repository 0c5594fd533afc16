"""The words of a message's body: bytes of a doubtful encoding, or a page of HTML, made plain text.

Pure. Nothing of the page is run, fetched or kept as markup.
"""

import re
import unicodedata
from html.parser import HTMLParser

LONGEST = 100_000
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BREAKING = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"})
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def body_text(content: bytes, *, charset: str, html: bool) -> str:
    """Will return at most 100 000 characters of plain text, in NFC, without control characters."""
    decoded = _decoded(content[: LONGEST * 8], charset)
    text = _without_markup(decoded) if html else decoded
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _EMPTY_LINES.sub("\n\n", cleaned(lines)).strip()[:LONGEST]


def cleaned(text: str) -> str:
    """Will drop what no screen nor database takes: controls, lone surrogates, marks that reverse the reading."""
    kept = (c for c in text if c in "\n\t" or (unicodedata.category(c) not in _UNSHOWN and c not in _TURNING))
    return unicodedata.normalize("NFC", "".join(kept))


_UNSHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _without_markup(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.said)


class _Reader(HTMLParser):
    """Collects the words of a page, a new line where a browser would make one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT and not self._silent:
            self._silent = tag
        elif tag in _BREAKING:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BREAKING:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))
