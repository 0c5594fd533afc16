"""Reads a delivery status notification (RFC 3464), or the plain « failure notice » of a server that ignores it.

Pure: bytes in, a verdict out. An automatic reply (« je suis en vacances ») is never a return.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Parsed
from email.policy import compat32
from email.utils import getaddresses

MOST_BYTES = 1_000_000  # of a notification that is read; the original may hang from it, cut
WORDS_LIMIT = 500  # characters of the server's explanation that are kept
FAILED, DELAYED = "failed", "delayed"
# Only the identifiers that this house makes: 32 hexadecimal digits, then its domain (composing.new_message_id).
_OURS = re.compile(r"<([0-9a-f]{32}@[A-Za-z0-9.-]{1,200})>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"\b5\d\d[ -]")
_SERVERS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mdaemon|maildelivery)\b", re.IGNORECASE)
_FAILURE = re.compile(
    r"undeliver|delivery (?:has )?failed|could not be delivered|failure notice|returned mail|"
    r"n.a pas pu être (?:remis|distribu)|échec de (?:la )?remise|permanent (?:fatal )?error",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a server says of one of our messages."""

    message_ids: tuple[str, ...]
    action: str
    status: str = ""
    words: str = ""
    recipients: tuple[str, ...] = ()


def read_report(raw: bytes) -> Report | None:
    """Will return what the notification says, or nothing when this is not one, or not of our messages."""
    try:
        parsed = message_from_bytes(raw[:MOST_BYTES], policy=compat32)
        ids = _identifiers(parsed, raw)
        if not ids:
            return None
        return _standard(parsed, ids) or _plain(parsed, ids)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None  # a notification that cannot be read is left for people to read


def looks_like_report(headers: bytes) -> bool:
    """Will tell from the headers alone whether the message is worth fetching."""
    parsed = message_from_bytes(headers, policy=compat32)
    return parsed.get_content_type() == "multipart/report" or _from_server(parsed)


def _standard(parsed: Parsed, ids: tuple[str, ...]) -> Report | None:
    fields = list(_recipients(parsed))
    actions = [_field(group, "Action").lower() for group in fields]
    # « relayed », « delivered », « expanded » are good news; one failed recipient is enough to act.
    action = FAILED if FAILED in actions else DELAYED if DELAYED in actions else ""
    if not action:
        return None
    group = fields[actions.index(action)]
    return Report(
        message_ids=ids,
        action=action,
        status=_first(_STATUS, _field(group, "Status")),
        words=_line(_field(group, "Diagnostic-Code").partition(";")[2] or _field(group, "Diagnostic-Code")),
        recipients=tuple(
            _field(one, "Final-Recipient").partition(";")[2].strip().lower()
            for one, told in zip(fields, actions, strict=True)
            if told == action
        ),
    )


def _plain(parsed: Parsed, ids: tuple[str, ...]) -> Report | None:
    # A machine-readable part that told no failure has spoken: its prose is not searched for one.
    if not _from_server(parsed) or any(True for _ in _recipients(parsed)):
        return None
    text = _text(parsed)
    told = f"{parsed.get('Subject', '')}\n{text}"
    if not _FAILURE.search(told) or not (_CODE.search(text) or _STATUS.search(text)):
        return None
    line = next((one for one in text.splitlines() if _CODE.search(one) or _STATUS.search(one)), "")
    return Report(message_ids=ids, action=FAILED, status=_first(_STATUS, text), words=_line(line))


def _recipients(parsed: Parsed) -> Iterator[Parsed]:
    for part in parsed.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            if isinstance(payload, list):
                # The first group speaks of the message, the others of one recipient each.
                yield from (group for group in payload if isinstance(group, Parsed) and group["Action"])
            else:  # a server that quoted its groups as a plain text
                yield from _groups(str(payload))


def _groups(text: str) -> Iterator[Parsed]:
    for block in re.split(r"\r?\n\s*\r?\n", text.strip()):
        group = message_from_bytes(block.encode("utf-8", "replace") + b"\n\n", policy=compat32)
        if group["Action"]:
            yield group


def _identifiers(parsed: Parsed, raw: bytes) -> tuple[str, ...]:
    own = str(parsed.get("Message-ID", ""))
    quoted = _OURS.findall(raw[:MOST_BYTES].decode("latin-1")) + _OURS.findall(_text(parsed))
    return tuple(dict.fromkeys(f"<{found}>" for found in quoted if f"<{found}>" != own.strip()))


def _from_server(parsed: Parsed) -> bool:
    senders = [spec for _, spec in getaddresses([str(parsed.get("From", ""))])]
    return str(parsed.get("Return-Path", "")).strip() == "<>" or any(map(_SERVERS.match, senders))


def _text(parsed: Parsed) -> str:
    pieces = []
    for part in parsed.walk():
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                pieces.append(payload.decode("utf-8", "replace"))
    return "\n".join(pieces)


def _field(group: Parsed, name: str) -> str:
    return " ".join(str(group.get(name, "")).split())


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _line(text: str) -> str:
    visible = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(visible.split())[:WORDS_LIMIT]
