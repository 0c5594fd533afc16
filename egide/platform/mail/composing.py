"""Builds an RFC 5322 message from values: pure, deterministic but for the MIME boundary, ASCII on the wire.

Serves the letters and the notices; no value can add a header, a recipient or a part.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from egide.platform.mail.errors import InvalidAddress

_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_DOMAIN})")
_NAMED = re.compile(r'\s*"?(?P<name>[^"<>]*?)"?\s*<(?P<spec>[^<>]+)>\s*')
_MESSAGE_ID = re.compile(rf"<[^<>@\s]{{1,120}}@{_DOMAIN}>")
_POLICY = SMTP.clone(cte_type="7bit")
SUBJECT_LIMIT = 250  # characters; longer ones are cut with « … »


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to join; `media_type` is trusted, the name is not."""

    filename: str
    content: bytes
    media_type: str = "application/pdf"


def compose(
    *,
    sender: str,
    recipients: Sequence[str],
    subject: str,
    body: str,
    date: datetime,
    message_id: str,
    attachments: Sequence[Attachment] = (),
    reply_to: str | None = None,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    automatic: bool = True,
) -> EmailMessage:
    """Will return the message: plain French text, attachments, threading, « Auto-Submitted » when automatic.

    `sender` and `recipients` may carry a name (« Élise Roy <elise@exemple.ca> »). `date` is aware.
    :raises InvalidAddress: an address or a message identifier is malformed, or nobody is addressed.
    """
    if not recipients:
        raise InvalidAddress("Le message n’a aucun destinataire.")
    message = EmailMessage(policy=_POLICY)
    message["From"] = address(sender)
    message["To"] = [address(item) for item in recipients]
    if reply_to:
        message["Reply-To"] = address(reply_to)
    message["Subject"] = one_line(subject, limit=SUBJECT_LIMIT)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = _identifier(message_id)
    if in_reply_to:
        message["In-Reply-To"] = _identifier(in_reply_to)
    if references or in_reply_to:
        chain = dict.fromkeys([*references, *([in_reply_to] if in_reply_to else [])])
        message["References"] = " ".join(_identifier(item) for item in chain)
    message["Auto-Submitted"] = "auto-generated" if automatic else "no"
    message.set_content(_text(body), subtype="plain", charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = "fr-CA"  # after the content, which resets such headers
    for attachment in attachments:
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=_file_name(attachment.filename)
        )
    return message


def new_message_id(*, domain: str) -> str:
    """Will return a fresh Message-ID that says nothing of the dossier."""
    return f"<{secrets.token_hex(16)}@{domain}>"


def address(text: str) -> Address:
    """Will read « Nom <adresse> » or a bare address, in ASCII but for the name.

    :raises InvalidAddress: the address is malformed, or its local part is not ASCII.
    """
    # The library's own reader is lenient: it would take `a@b.ca, c@d.ca` for one address and something more.
    named = _NAMED.fullmatch(text)
    name, spec = (named["name"], named["spec"]) if named else ("", text.strip())
    if _has_controls(text):
        spec = ""
    local, at, domain = spec.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        at = ""
    if (
        not at
        or not _ADDRESS.fullmatch(f"{local}@{domain}")
        or local[0] == "."
        or local[-1] == "."
        or ".." in local
    ):
        raise InvalidAddress(
            f"L’adresse de courriel «\u00a0{one_line(text, limit=80)}\u00a0» n’est pas valide."
        )
    return Address(display_name=one_line(name, limit=120), username=local, domain=domain)


def one_line(text: str, *, limit: int) -> str:
    """Will return the text on one line: controls and line breaks become spaces, runs of spaces one."""
    visible = "".join(" " if _is_control(c) else c for c in unicodedata.normalize("NFC", text))
    line = " ".join(visible.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _identifier(text: str) -> str:
    if not _MESSAGE_ID.fullmatch(text):
        raise InvalidAddress("L’identifiant d’un message n’est pas valide.")
    return text


def _text(body: str) -> str:
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(c for c in line if c == "\t" or not _is_control(c)) for line in lines)
    return "\n".join(kept).encode("utf-8", "replace").decode("utf-8")


def _file_name(name: str) -> str:
    return one_line(re.sub(r'[\\/:*?"<>|]', "-", name), limit=120) or "document"


def _has_controls(text: str) -> bool:
    return any(_is_control(character) for character in text)


def _is_control(character: str) -> bool:
    # Cc: line breaks and the like; Cf: invisible and reordering characters; Zl, Zp: line separators.
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
