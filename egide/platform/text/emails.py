"""Reads an e-mail kept as a file (.eml): who, when, what, and its attachments, within bounds.

Serves the mail room, which proposes fields from it. The file itself is kept byte for byte elsewhere: what cannot
be read here is said in a French sentence and stays in the original.
"""

import binascii
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from egide.platform.storage.names import clean_name
from egide.platform.text.bodies import body_text, cleaned
from egide.platform.text.uuencoded import uuencoded

# Bounds: beyond them the file is kept and nothing more is read from it.
MOST_BYTES = 50 * 1024 * 1024
MOST_DEPTH = 10
MOST_PARTS = 200
MOST_MARKERS = 2_000  # lines that may open a part, counted before anything is parsed
MOST_NESTED = 40
LONGEST_HEADER = 2_000  # characters given to the header parser, whose cost is not linear
LONGEST_HEADERS = 512 * 1024
_SIGNS = ("from", "date", "subject", "message-id", "received")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, binascii.Error)
TOO_DEEP = (
    "Ce courriel contient trop de parties imbriquées\u00a0: il est gardé tel quel, "
    "toutes ses pièces jointes ne sont pas séparées."
)
TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ENVELOPE = b"\x78\x9f\x3e\x22"


class UnreadableEmail(Exception):
    """The bytes are not those of an e-mail; `sentence` says so to the person."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One attachment, decoded; its name is safe to show."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Email:
    """What was read; what was absent or broken is empty. Instants are aware."""

    sender_name: str
    sender_email: str
    to: str
    subject: str
    sent_at: datetime | None
    received_at: datetime | None
    text: str
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...]


# Takes an envelope of Outlook apart: its files, its words, and whether all there is to see was taken out.
Unpack = Callable[[bytes], tuple[Sequence[tuple[str, bytes]], str, bool]]


def read_email(content: bytes, *, unpack: Unpack | None = None) -> Email:
    """Will read the bytes of an e-mail. `unpack`: given by the reading child alone, which opens winmail.dat.

    :raises UnreadableEmail: nothing, too much, or no header of an e-mail.
    """
    if not content.strip(b"\r\n\t \0"):
        raise UnreadableEmail(
            "Ce courriel est vide. Enregistrez-le de nouveau à partir de votre messagerie, puis déposez-le."
        )
    if len(content) > MOST_BYTES:
        raise UnreadableEmail(
            f"Ce courriel dépasse {MOST_BYTES // 1024 // 1024}\u00a0Mo\u00a0: il ne peut pas être lu ici."
        )
    whole = not _is_bomb(content)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(content, headersonly=not whole)
    except _BROKEN:
        message, whole = (
            BytesParser(policy=policy.compat32).parsebytes(_head(content), headersonly=True),
            False,
        )
    if not any(_raw(message, name) for name in _SIGNS):
        raise UnreadableEmail(
            "Ce fichier ne se lit pas comme un courriel. Déposez un fichier «\u00a0.eml\u00a0», "
            "ou joignez-le comme pièce."
        )
    return _read(message, whole=whole, unpack=unpack)


def _read(message: "Message[str, str]", *, whole: bool, unpack: Unpack | None) -> Email:
    name, address = _first_address(message, "from")
    leaves, complete = _leaves(message) if whole else ([], False)
    text, attachments, warnings = _split(leaves, unpack)
    return Email(
        sender_name=name,
        sender_email=address,
        to=_first_address(message, "to")[1],
        subject=_header(message, "subject"),
        sent_at=_instant(_raw(message, "date")),
        received_at=_instant(_raw(message, "received").rpartition(";")[2]),
        text=text,
        attachments=attachments,
        warnings=(*warnings, *(() if complete else (TOO_DEEP,))),
    )


def _is_bomb(content: bytes) -> bool:
    """Counted on the bytes: a parser would already have built the objects."""
    return (
        len(_head(content)) >= LONGEST_HEADERS
        or content.count(b"\n--") > MOST_MARKERS
        or content.lower().count(b"message/rfc822") > MOST_NESTED
    )


def _head(content: bytes) -> bytes:
    ends = [at for at in (content.find(b"\r\n\r\n"), content.find(b"\n\n")) if at >= 0]
    return content[: min([*ends, LONGEST_HEADERS])]


def _leaves(message: "Message[str, str]") -> tuple[list["Message[str, str]"], bool]:
    found, waiting, complete = [], [(message, 0)], True
    while waiting:
        part, depth = waiting.pop(0)
        inside = (
            part.get_payload()
            if part.is_multipart() and part.get_content_type() != "message/rfc822"
            else None
        )
        if not isinstance(inside, list):
            found.append(part)
        elif depth >= MOST_DEPTH:
            complete = False
        else:
            waiting = [(one, depth + 1) for one in inside if isinstance(one, Message)] + waiting
        if len(found) >= MOST_PARTS:
            return found, False
    return found, complete


def _split(
    leaves: list["Message[str, str]"], unpack: Unpack | None
) -> tuple[str, tuple[Attachment, ...], tuple[str, ...]]:
    bodies: dict[str, str] = {}
    attachments: list[Attachment] = []
    warnings: list[str] = []
    for number, part in enumerate(leaves, start=1):
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and kind not in bodies and not _named(part):
            written = _bytes(part)
            bodies[kind] = body_text(written, charset=_charset(part), html=kind == "text/html")
            attachments += [
                Attachment(name=clean_name(name), media_type="application/octet-stream", content=inside)
                for name, inside in uuencoded(written)
            ]
            continue
        attachment = Attachment(name=_file_name(part, number), media_type=kind, content=_bytes(part))
        if not attachment.content:
            warnings.append(
                f"La pièce «\u00a0{attachment.name}\u00a0» est vide\u00a0: elle reste dans le courriel d’origine."
            )
            continue
        if kind in TNEF or attachment.content.startswith(_ENVELOPE):
            inside, words, sentence = _envelope(attachment, unpack)
            bodies.setdefault("envelope", words)
            warnings += [sentence] if sentence else []
            attachments += inside
            continue
        attachments.append(attachment)
    text = bodies.get("text/plain") or bodies.get("text/html", "") or bodies.get("envelope", "")
    return text, tuple(attachments), tuple(warnings)


def _envelope(attachment: Attachment, unpack: Unpack | None) -> tuple[list[Attachment], str, str]:
    """What comes out of a winmail.dat, which is kept beside it whenever something may still be in it."""
    named = f"«\u00a0{attachment.name}\u00a0» est un format propre à Outlook\u00a0: gardé tel quel"
    if unpack is None:
        return [attachment], "", f"{named}."
    files, words, emptied = unpack(attachment.content)
    taken = [
        Attachment(name=name, media_type="application/octet-stream", content=content)
        for name, content in files
    ]
    if emptied:
        return taken, words, ""
    rest = (
        "ses pièces lisibles en sont aussi sorties" if taken else "aucune pièce jointe n’a pu en être sortie"
    )
    return [attachment, *taken], words, f"{named}; {rest}."


def _bytes(part: "Message[str, str]") -> bytes:
    try:
        if part.get_content_type() == "message/rfc822":
            inside = part.get_payload()
            return (
                inside[0].as_bytes() if isinstance(inside, list) and isinstance(inside[0], Message) else b""
            )
        decoded = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return decoded if isinstance(decoded, bytes) else b""


def _named(part: "Message[str, str]") -> bool:
    return _raw(part, "content-disposition").lower().lstrip().startswith("attachment") or bool(
        _given_name(part)
    )


def _given_name(part: "Message[str, str]") -> str:
    # Read again from headers decoded here: the parser would replace each raw octet by a question mark.
    read: Message[str, str] = Message(policy=policy.compat32)
    for name in ("content-disposition", "content-type"):
        if value := " ".join(_raw(part, name).split()):
            read[name] = value
    try:
        return _decoded("subject", str(read.get_filename() or ""))
    except _BROKEN:
        return ""


def _file_name(part: "Message[str, str]", number: int) -> str:
    if given := _given_name(part):
        return clean_name(given)
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        subject = (
            _header(inside[0], "subject")
            if isinstance(inside, list) and isinstance(inside[0], Message)
            else ""
        )
        return clean_name(f"{subject[:100] or 'courriel transmis'}.eml")
    endings = {"text/html": "html", "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
    ending = "txt" if part.get_content_maintype() == "text" else "bin"
    return f"piece-{number}.{endings.get(part.get_content_type(), ending)}"


def _charset(part: "Message[str, str]") -> str:
    try:
        return str(part.get_content_charset() or "")
    except _BROKEN:
        return ""


def _raw(message: "Message[str, str]", name: str) -> str:
    for key, value in message.raw_items():
        if key.lower() == name:
            # Bytes that are no ASCII arrive as surrogates: most such senders meant UTF-8, the others Windows.
            octets = (
                str(value)[:LONGEST_HEADER].encode("ascii", "surrogateescape")
                if _carries_octets(value)
                else b""
            )
            return (
                octets.decode("utf-8", "replace")
                if _is_utf8(octets)
                else octets.decode("cp1252", "replace") or str(value)[:LONGEST_HEADER]
            )
    return ""


def _carries_octets(value: object) -> bool:
    text = str(value)[:LONGEST_HEADER]
    return any("\udc80" <= c <= "\udcff" for c in text) and all(
        ord(c) < 128 or "\udc80" <= c <= "\udcff" for c in text
    )


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(octets)


def _header(message: "Message[str, str]", name: str) -> str:
    return _decoded(name, _raw(message, name))


def _decoded(name: str, value: str) -> str:
    flat = " ".join(value.split())
    with suppress(*_BROKEN):
        flat = str(policy.default.header_factory(name, flat))
    return " ".join(cleaned(flat).split())


def _first_address(message: "Message[str, str]", name: str) -> tuple[str, str]:
    try:
        header = policy.default.header_factory(name, " ".join(_raw(message, name).split()))
        first = next(iter(_addresses(header)), None)
    except _BROKEN:
        return "", ""
    if first is None:
        return "", ""
    shown = " ".join(cleaned(first[0]).split())
    address = cleaned(first[1]).strip()
    return shown[:200], address if "@" in address and len(address) <= 254 else ""


def _addresses(header: object) -> Iterator[tuple[str, str]]:
    for address in getattr(header, "addresses", ()):
        yield str(address.display_name), str(address.addr_spec)


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(" ".join(text.split()))
    except _BROKEN:
        return None
    return found if found.tzinfo is not None and 1990 <= found.year <= 9000 else None
