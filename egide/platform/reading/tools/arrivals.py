"""A message that a mailbox gave: who wrote, in which thread, whether a machine did, its words, its attachments.

Everything in one reading, for the register of mail; the message itself is kept byte for byte elsewhere.
"""

from dataclasses import asdict
from typing import Any

from egide.platform.mail.reports import read_report
from egide.platform.reading.tools import Answer, Source, kept, tnef
from egide.platform.text.emails import MOST_BYTES, Email, UnreadableEmail, read_email
from egide.platform.text.threads import numbers_in, read_thread

MOST_SEPARATED = 40
LONGEST_TEXT = 20_000


def arrival(source: Source) -> Answer:
    """Will read all that the register needs; what has no header of an e-mail still has its hash and its thread."""
    content = source.read(MOST_BYTES)
    told: dict[str, Any] = asdict(read_thread(content))
    report = read_report(content)
    told["report"] = asdict(report) if report else None
    try:
        email = read_email(content, unpack=tnef.parts_of)
    except UnreadableEmail as error:
        return Answer({**told, **_nothing(error.sentence)})
    chosen = email.attachments[:MOST_SEPARATED]
    warnings = list(email.warnings)
    if len(email.attachments) > MOST_SEPARATED:
        warnings.append(
            f"Seules les {MOST_SEPARATED} premières pièces jointes sont séparées; "
            "les autres restent dans le courriel."
        )
    told |= _said(email, warnings) | {"names": [one.name for one in chosen]}
    return Answer(told, [kept(one.content) for one in chosen])


def _said(email: Email, warnings: list[str]) -> dict[str, Any]:
    return {
        "sender_name": email.sender_name,
        "sender_email": email.sender_email,
        "to": email.to,
        "subject": email.subject,
        "sent_at": email.sent_at.isoformat() if email.sent_at else "",
        "received_at": email.received_at.isoformat() if email.received_at else "",
        "readable": True,
        "text": email.text[:LONGEST_TEXT],
        "numbers": numbers_in(email.subject, email.text),
        "warnings": warnings[:20],
    }


def _nothing(sentence: str) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("sender_name", "sender_email", "to", "subject", "sent_at", "received_at", "text"), ""
    )
    return {**empty, "readable": False, "numbers": (), "warnings": [sentence], "names": []}
