"""Outlook’s own envelope, winmail.dat (MS-OXTNEF): its files byte for byte, its words when the e-mail has none.

In the child, within bounds. What breaks it is noticed, and what came whole before the break is still given.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from egide.platform.reading import limits
from egide.platform.reading.tools import rtf_words
from egide.platform.reading.tools.envelopes import as_email
from egide.platform.reading.tools.tnef_properties import (
    BINARY,
    OBJECT,
    Cursor,
    Cut,
    Value,
    decoded,
    instant,
    properties,
    text_of,
)
from egide.platform.storage.names import clean_name
from egide.platform.text.bodies import body_text, cleaned

SIGNATURE = 0x223E9F78
_MESSAGE, _ATTACHMENT = 1, 2
# Attributes of the envelope, by the half of their code that names them; the other half is a type, often wrong.
_CODE_PAGE, _CLASS, _SUBJECT, _BODY, _PROPERTIES = 0x9007, 0x8008, 0x8004, 0x800C, 0x9003
_BEGINS, _TITLE, _DATA, _OWN_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Properties of MAPI.
_TEXT, _HTML, _RTF, _HEADING, _SENT = 0x1000, 0x1013, 0x1009, 0x0037, 0x0039
_SENDER_NAME, _SENDER_SMTP, _HTML_PAGE = 0x0C1A, 0x5D01, 0x3FDE
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT = 0x3707, 0x3704, 0x3001, 0x3701
_A_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage
_INTERFACE = 16  # bytes that name what an object is
_NOTES = ("ipm.note", "ipm.microsoft mail.note")
_LEAST = 11  # bytes of an attribute that says nothing
MOST_ATTRIBUTES = 10_000
_LONGEST_NAME, _LONGEST_LINE = 1_000, 2_000  # characters that are looked at


@dataclass
class _Piece:
    title: str = ""
    data: bytes = b""
    known: dict[int, Value] = field(default_factory=dict)


@dataclass
class Envelope:
    """What was taken out. `whole`: nothing was broken, lying or beyond the bounds."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    text: str = ""
    subject: str = ""
    sender: str = ""
    sent_at: datetime | None = None
    kind: str = ""
    whole: bool = True

    @property
    def is_emptied(self) -> bool:
        """Will tell that all there is to see was taken out: a plain message, not an invitation or a form."""
        plain = not self.kind or self.kind.startswith(_NOTES)
        return self.whole and plain and bool(self.files or self.kind or self.text)


def opened(content: bytes, *, depth: int = limits.MOST_DEPTH) -> Envelope:
    """Will take everything out; never raises for what was written outside."""
    reading = _Reading(depth)
    try:
        reading.read(content)
    except (Cut, RecursionError):
        reading.envelope.whole = False
    return reading.finished()


def parts_of(content: bytes) -> tuple[list[tuple[str, bytes]], str, bool]:
    """Will return the files, the words, and whether nothing is left to see, as the reader of e-mails asks."""
    envelope = opened(content)
    return envelope.files, envelope.text, envelope.is_emptied


class _Reading:
    def __init__(self, depth: int) -> None:
        self.envelope = Envelope()
        self._depth = depth
        self._charset = "cp1252"
        self._body = b""
        self._known: dict[int, Value] = {}
        self._pieces: list[_Piece] = []

    def read(self, content: bytes) -> None:
        cursor = Cursor(content)
        if cursor.number() != SIGNATURE:
            raise Cut
        cursor.take(2)  # the key that binds the e-mail’s parts to it: of no use here
        for _ in range(MOST_ATTRIBUTES):
            if cursor.left < _LEAST and not cursor.rest.strip(
                b"\0\r\n "
            ):  # some servers fill up the last line
                return
            level, attribute, size = cursor.number(1), cursor.number(), cursor.number()
            told, check = cursor.take(size), cursor.number(2)
            if level not in (_MESSAGE, _ATTACHMENT):
                raise Cut
            if sum(told) & 0xFFFF != check:
                self.envelope.whole = False  # given all the same: the envelope is kept beside it
            self._attribute(level, attribute & 0xFFFF, bytes(told))
        raise Cut

    def _attribute(self, level: int, attribute: int, told: bytes) -> None:
        if level == _ATTACHMENT:
            self._of_piece(attribute, told)
        elif attribute == _CODE_PAGE:
            self._charset = f"cp{int.from_bytes(told[:4], 'little')}"
        elif attribute == _CLASS:
            self.envelope.kind = decoded(told, "ascii").lower()[:60]
        elif attribute == _SUBJECT:
            self.envelope.subject = _flat(decoded(told, self._charset))
        elif attribute == _BODY:
            self._body = told
        elif attribute == _PROPERTIES:
            self._known = self._listed(told)

    def _of_piece(self, attribute: int, told: bytes) -> None:
        if attribute == _BEGINS or not self._pieces:
            if len(self._pieces) >= limits.MOST_PARTS:
                raise Cut
            self._pieces.append(_Piece())
        piece = self._pieces[-1]
        if attribute == _TITLE:
            piece.title = decoded(told, self._charset)
        elif attribute == _DATA:
            piece.data = told
        elif attribute == _OWN_PROPERTIES:
            piece.known = self._listed(told)

    def _listed(self, told: bytes) -> dict[int, Value]:
        try:
            return properties(told)
        except Cut:
            self.envelope.whole = False
            return {}

    def finished(self) -> Envelope:
        """Will name the files and choose the words, once all the properties are known."""
        envelope, known = self.envelope, self._known
        envelope.subject = envelope.subject or _flat(self._said(_HEADING))
        envelope.sender = _flat(self._said(_SENDER_SMTP) or self._said(_SENDER_NAME))
        sent = instant(known.get(_SENT))
        if 0 < sent < 2**32:
            envelope.sent_at = datetime.fromtimestamp(sent, tz=UTC)
        envelope.text = self._words()
        for number, piece in enumerate(self._pieces, start=1):
            envelope.files += self._file(piece, number)
        return envelope

    def _file(self, piece: _Piece, number: int) -> list[tuple[str, bytes]]:
        names = (text_of(piece.known.get(one), self._charset) for one in (_LONG_NAME, _SHORT_NAME))
        shown = text_of(piece.known.get(_SHOWN_NAME), self._charset)
        name = next((one for one in (*names, piece.title, shown) if one.strip()), "")
        held = piece.known.get(_CONTENT)
        content, inside = piece.data, None
        if held is not None and held.kind == OBJECT and len(held.content) > _INTERFACE:
            content = held.content[_INTERFACE:]
            inside = content if held.content[:_INTERFACE] == _A_MESSAGE else None
        elif held is not None and held.kind == BINARY and not content:
            content = held.content
        if inside is not None:
            return [self._message(inside, shown or name)]
        if not content:
            self.envelope.whole = False
            return []
        return [(clean_name(name[-_LONGEST_NAME:] or f"piece-{number}.bin"), content)]

    def _message(self, content: bytes, name: str) -> tuple[str, bytes]:
        """A message inside becomes an e-mail file; too deep or broken, it stays the bytes that it was."""
        kept = (clean_name(f"{name[:100] or 'message joint'}.tnef"), content)
        if self._depth <= 0:
            self.envelope.whole = False
            return kept
        inside = opened(content, depth=self._depth - 1)
        if not inside.whole:
            self.envelope.whole = False
            return kept
        try:
            written = as_email(
                subject=inside.subject,
                sender=inside.sender,
                sent_at=inside.sent_at,
                words=inside.text,
                files=inside.files,
            )
        except (ValueError, LookupError, TypeError, AttributeError, IndexError):
            self.envelope.whole = False
            return kept
        return clean_name(f"{(inside.subject or name)[:100] or 'message joint'}.eml"), written

    def _words(self) -> str:
        plain = self._said(_TEXT) or decoded(self._body, self._charset)
        if plain.strip():
            return body_text(plain.encode("utf-8", "replace"), charset="utf-8", html=False)
        if (page := self._known.get(_HTML)) is not None:
            if page.kind != BINARY:
                return body_text(
                    text_of(page, self._charset).encode("utf-8", "replace"), charset="utf-8", html=True
                )
            return body_text(page.content, charset=self._page_charset(), html=True)
        if (packed := self._known.get(_RTF)) is not None:
            said = rtf_words.words(rtf_words.unpacked(packed.content))
            return body_text(said.encode("utf-8", "replace"), charset="utf-8", html=False)
        return ""

    def _page_charset(self) -> str:
        told = self._known.get(_HTML_PAGE)
        number = int.from_bytes(told.content[:4], "little") if told is not None else 0
        return {0: self._charset, 65001: "utf-8", 20127: "ascii", 28591: "latin-1"}.get(number, f"cp{number}")

    def _said(self, code: int) -> str:
        return text_of(self._known.get(code), self._charset)


def _flat(text: str) -> str:
    return " ".join(cleaned(text[:_LONGEST_LINE]).split())[:500]
