"""A message found inside a file of Outlook, written as an e-mail file: it is then read like any other.

Serves `.msg` and `winmail.dat`; headers that it never had are not invented.
"""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP


def as_email(
    *, subject: str, sender: str, sent_at: datetime | None, words: str, files: Sequence[tuple[str, bytes]]
) -> bytes:
    """Will return an e-mail file with these words and these files; texts are on one line and hold no control."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = subject
    if sender:
        letter["X-From" if "@" not in sender else "From"] = sender
    if sent_at is not None:
        letter["Date"] = sent_at
    letter.set_content(words)
    for name, content in files:
        letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()
