"""Plain text of any usual encoding, and the words of an HTML page, whose scripts and styles are dropped.

Nothing is fetched: an address in a page stays an address.
"""

import codecs
import platform
from html.parser import HTMLParser

from egide.platform.reading import limits
from egide.platform.reading.tools import Answer, Source, plain

TOOL, VERSION = "Python", platform.python_version()
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BYTES = 4 * limits.LONGEST_TEXT
_SILENT = frozenset({"script", "style", "title", "template", "noscript"})
_BREAKING = frozenset(
    {"address", "article", "blockquote", "br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
     "li", "p", "pre", "section", "table", "tr"}
)  # fmt: skip


def text(source: Source, *, html: bool = False, thumbnail: bool = False) -> Answer:
    """Will read the text, in the encoding that its first bytes or its letters tell."""
    with source.opened() as content:
        octets = content.read(_MOST_BYTES)
    words, charset = decoded(octets)
    if html:
        words = without_markup(words)
    pages, whole = plain.paged(words)
    result = plain.told(pages, tool=TOOL, version=VERSION, detail=f"Encodage constaté\u00a0: {charset}.")
    result["partial"] = not whole or source.size > len(octets)
    return Answer(result)


def decoded(octets: bytes) -> tuple[str, str]:
    """Will return the text and the name of its encoding: a mark, else UTF-8, else that of Windows."""
    for mark, charset in _MARKS:
        if octets.startswith(mark):
            return octets.decode(charset, "replace").lstrip("\ufeff"), charset.upper()
    if b"\0" in octets[:4096]:
        wide = "utf-16-le" if octets[1:2] == b"\0" else "utf-16-be"
        return octets.decode(wide, "replace"), "UTF-16"
    try:
        return octets.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if error.start > len(octets) - 4:  # only the end is cut
            return octets.decode("utf-8", "ignore"), "UTF-8"
        return octets.decode("cp1252", "replace"), "Windows-1252"


def without_markup(page: str) -> str:
    """Will return the words of an HTML page."""
    words = _Words()
    words.feed(page)
    words.close()
    return "".join(words.kept)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKING:
            self.kept.append("\n")
        elif tag in ("td", "th"):
            self.kept.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _BREAKING:
            self.kept.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.kept.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))
