"""E-mails kept as files (.eml): their words, and the files that they carry.

The house already reads them, within bounds, in platform/text/emails.py; here that runs in the child.
"""

import platform
from datetime import datetime
from zoneinfo import ZoneInfo

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken
from egide.platform.reading.tools import Answer, Source, kept, plain, tnef
from egide.platform.text.emails import MOST_BYTES, Email, UnreadableEmail, read_email

TOOL, VERSION = "Python", platform.python_version()
_OFFICE = ZoneInfo("America/Toronto")


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will read who wrote to whom, when, about what, and the words."""
    message = _read(source)
    lines = headers(
        sender=f"{message.sender_name} <{message.sender_email}>".strip(),
        to=message.to,
        subject=message.subject,
        sent_at=message.sent_at or message.received_at,
        names=[attachment.name for attachment in message.attachments],
    )
    pages, whole = plain.paged(f"{lines}\n\n{message.text}")
    result = plain.told(pages, tool=TOOL, version=VERSION, detail=" ".join(message.warnings)[:300])
    result["partial"], result["parts"] = not whole, len(message.attachments)
    return Answer(result)


def parts(source: Source) -> Answer:
    """Will take out the attachments."""
    message = _read(source)
    chosen = message.attachments[: limits.MOST_PARTS]
    listed = [{"name": attachment.name} for attachment in chosen]
    whole = not message.warnings and len(chosen) == len(message.attachments)
    told = {"parts": listed, "whole": whole, "tool": TOOL, "version": VERSION}
    return Answer({**told, "detail": " ".join(message.warnings)[:300]}, [kept(one.content) for one in chosen])


def headers(*, sender: str, to: str, subject: str, sent_at: datetime | None, names: list[str]) -> str:
    """Will return the first lines of a message as a person reads them."""
    when = f"{sent_at.astimezone(_OFFICE):%Y-%m-%d %H:%M}" if sent_at else ""
    said = (("De", sender), ("À", to), ("Date", when), ("Objet", subject), ("Pièces", ", ".join(names)))
    return "\n".join(f"{label}\u00a0: {value}" for label, value in said if value)


def _read(source: Source) -> Email:
    try:
        return read_email(source.read(MOST_BYTES), unpack=tnef.parts_of)
    except UnreadableEmail as error:
        raise Broken(error.sentence) from error
