"""Outlook’s messages (.msg), by python-oxmsg: their words, their files, and the messages inside them.

A message inside becomes an e-mail file of its own, with its attachments: it is then read like any other.
"""

from importlib.metadata import version
from typing import Any

from oxmsg import Message
from oxmsg.properties import Properties

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken
from egide.platform.reading.tools import Answer, Source, kept, plain, texts
from egide.platform.reading.tools.envelopes import as_email
from egide.platform.reading.tools.mails import headers
from egide.platform.storage.names import clean_name
from egide.platform.text.bodies import cleaned

TOOL, VERSION = "python-oxmsg", version("python-oxmsg")
_LARGEST = 64 * limits.MIB  # bytes: the library holds the whole file
_INSIDE = "__substg1.0_3701000D"  # where an attached message lies in its attachment
_INSIDE_HEADER = 24  # bytes before the properties of a message inside another


class _Inside(Message):
    """A message inside another: the same, with a shorter header."""

    @property
    def properties(self) -> Properties:
        return Properties(self._storage, properties_header_offset=_INSIDE_HEADER)


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will read who wrote to whom, when, about what, and the words."""
    message = _opened(source)
    names = [name for name, _ in _files(message, limits.MOST_DEPTH)]
    pages, whole = plain.paged(f"{_headers(message, names)}\n\n{_words(message)}")
    result = plain.told(pages, tool=TOOL, version=VERSION)
    result["partial"], result["parts"] = not whole, len(names)
    return Answer(result)


def parts(source: Source) -> Answer:
    """Will take out the attachments; a message inside comes out as an e-mail file."""
    found = _files(_opened(source), limits.MOST_DEPTH)
    chosen = [(name, content) for name, content in found if content][: limits.MOST_PARTS]
    listed = [{"name": name} for name, _ in chosen]
    told = {"parts": listed, "whole": len(chosen) == len(found), "tool": TOOL, "version": VERSION}
    return Answer(told, [kept(content) for _, content in chosen])


def _opened(source: Source) -> Message:
    try:
        return Message.load(source.read(_LARGEST))
    except (ValueError, OSError, KeyError, RecursionError) as error:
        raise Broken from error


def _files(message: Message, depth: int) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for number, attachment in enumerate(message.attachments[: limits.MOST_PARTS], start=1):
        storage: Any = attachment._storage
        inside = next((one for one in storage.storages if one.name == _INSIDE), None)
        if inside is not None:
            within = _Inside(inside)
            name = clean_name(f"{_said(within, 'subject')[:100] or 'message joint'}.eml")
            found.append((name, _as_email(within, depth - 1) if depth > 0 else b""))
        else:
            name = clean_name(_said(attachment, "file_name") or f"piece-{number}.bin")
            found.append((name, _said_bytes(attachment)))
    return found


def _as_email(message: Message, depth: int) -> bytes:
    return as_email(
        subject=_flat(_said(message, "subject")),
        sender=_flat(_said(message, "sender")),
        sent_at=_safe(lambda: message.sent_date),
        words=_words(message),
        files=_files(message, depth),
    )


def _headers(message: Message, names: list[str]) -> str:
    to = ", ".join(
        _flat(str(one.email_address or one.name or "")) for one in _safe(lambda: message.recipients) or ()
    )
    return headers(
        sender=_flat(_said(message, "sender")),
        to=to,
        subject=_flat(_said(message, "subject")),
        sent_at=_safe(lambda: message.sent_date),
        names=names,
    )


def _words(message: Message) -> str:
    words = _said(message, "body")
    return cleaned(words if words.strip() else texts.without_markup(_said(message, "html_body")))


def _said(thing: Any, name: str) -> str:
    return str(_safe(lambda: getattr(thing, name)) or "")


def _said_bytes(attachment: Any) -> bytes:
    return bytes(_safe(lambda: attachment.file_bytes) or b"")


def _flat(text: str) -> str:
    return " ".join(cleaned(text).split())[:500]


def _safe(value: Any) -> Any:
    """A property that is absent or broken is nothing: the rest of the message is still worth reading."""
    try:
        return value()
    except (KeyError, ValueError, LookupError, AssertionError, OSError, OverflowError, TypeError):
        return None
