"""The words of a body written in RTF, as Outlook compresses it (MS-OXRTFCP) and as it hides HTML in it (MS-OXRTFEX).

Pure, within bounds. Pictures, fonts, colours and markup are left out; nothing is run or fetched.
"""

import re

MOST_UNPACKED = 1024 * 1024  # bytes: a message’s words, without the pictures that it may also hold
_PACKED, _PLAIN = b"LZFu", b"MELA"
_HEADER = 16
_WINDOW = 4096
_BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "object", "themedata"}
)
_LINES = frozenset({"par", "line", "row", "sect", "page"})
_SIGNS = {"tab": "\t", "cell": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
          "emdash": "—", "endash": "–", "bullet": "•"}  # fmt: skip
_BREAKS = re.compile(rb"</?(?:br|p|div|tr|li|h[1-6])\b", re.IGNORECASE)


def unpacked(content: bytes) -> bytes:
    """Will return the RTF of a compressed body, one mebibyte at most; what is no such body gives nothing."""
    kind, packed = content[8:12], content[_HEADER:]
    if kind == _PLAIN:
        return packed[:MOST_UNPACKED]
    if kind != _PACKED:
        return b""
    window = bytearray(_BEGINNING.ljust(_WINDOW, b"\0"))
    out, at, place = bytearray(), 0, len(_BEGINNING)
    while at < len(packed) and len(out) < MOST_UNPACKED:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if flags >> bit & 1:
                if at + 2 > len(packed):
                    return bytes(out)
                word, at = packed[at] << 8 | packed[at + 1], at + 2
                if word >> 4 == place % _WINDOW:
                    return bytes(out)
                read = [(word >> 4) + step for step in range((word & 15) + 2)]
            elif at < len(packed):
                window[place % _WINDOW] = packed[at]
                read, at = [place], at + 1
            else:
                return bytes(out)
            for one in read:
                byte = window[one % _WINDOW]
                window[place % _WINDOW] = byte
                out.append(byte)
                place += 1
    return bytes(out[:MOST_UNPACKED])


def words(rtf: bytes) -> str:
    """Will return the text of an RTF document, one mebibyte of it at most."""
    return _Reading().of(rtf[:MOST_UNPACKED]) if rtf.lstrip().startswith(b"{\\rtf") else ""


class _Reading:
    """One reading: what was said, and the groups that are open (what is silent, how much a `\\u` replaces)."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._bytes = bytearray()
        self._charset = "cp1252"
        self._groups: list[tuple[bool, bool, int]] = []
        self._silent, self._markup, self._replaces, self._skip = False, False, 1, 0

    def of(self, rtf: bytes) -> str:
        for token in _TOKEN.finditer(rtf):
            word, value, code, sign, brace, plain = token.groups()
            if word:
                self._word(word.decode().lower(), int(value) if value else None)
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)
            elif code:
                self._plain(bytes([int(code, 16)]))
            elif plain:
                self._plain(plain)
        self._flush()
        return "".join(self._said).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._groups.append((self._silent, self._markup, self._replaces))
        elif self._groups:
            self._silent, self._markup, self._replaces = self._groups.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._silent = True
        elif sign == b"~":
            self._say("\u00a0")
        elif sign in (b"\\", b"{", b"}"):
            self._plain(sign)
        elif sign in (b"\r", b"\n"):
            self._say("\n")

    def _word(self, word: str, value: int | None) -> None:
        if word == "ansicpg":
            self._charset = f"cp{value}"
        elif word == "uc":
            self._replaces = min(max(value or 0, 0), 8)
        elif word == "u" and value is not None:
            self._say(chr(value & 0xFFFF))
            self._skip = 0 if self._silent else self._replaces
        elif word in _SILENT:
            self._silent = True
        elif word == "htmltag":
            self._markup = True
        elif word == "htmlrtf":
            self._silent = value != 0
        elif word in _LINES:
            self._say("\n")
        elif word in _SIGNS:
            self._say(_SIGNS[word])

    def _plain(self, content: bytes) -> None:
        skipped = min(self._skip, len(content))
        self._skip, content = self._skip - skipped, content[skipped:]
        if self._markup:
            # Markup says nothing, but where it breaks the line.
            if _BREAKS.search(content):
                self._flush()
                self._said.append("\n")
        elif not self._silent:
            self._bytes += content

    def _say(self, text: str) -> None:
        if not self._silent:
            self._flush()
            self._said.append(text)

    def _flush(self) -> None:
        if self._bytes:
            try:
                self._said.append(self._bytes.decode(self._charset, "replace"))
            except LookupError:
                self._said.append(self._bytes.decode("cp1252", "replace"))
            self._bytes.clear()
