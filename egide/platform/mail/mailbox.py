"""The mailbox where servers answer: looked at over IMAP, each message examined once, nothing else touched.

What is not a notification about one of our messages stays there unseen, for the mail room. Serves the returns.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from django.conf import settings

from egide.platform.mail.reports import MOST_BYTES, looks_like_report

TIMEOUT = 30.0  # seconds
ROUND = 200  # messages examined in one round, the oldest first
# A keyword of our own: « seen » belongs to the people who read this mailbox.
EXAMINED = "EgideExamine"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the notifications arrive."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    encrypted: bool = True

    @classmethod
    def configured(cls) -> Self | None:
        """Will return the mailbox of the settings, or nothing: without one, returns are noted by hand.

        :raises ValueError: the address is not `imaps://user:password@host[:port]/folder`.
        """
        return cls.read(settings.IMAP_URL) if settings.IMAP_URL else None

    @classmethod
    def read(cls, url: str) -> Self:
        """Will read `imaps://user:password@host[:port]/folder`; `imap://` is clear text, for one's own machine."""
        parts = urlsplit(url)
        if parts.scheme not in ("imap", "imaps") or not parts.hostname:
            raise ValueError(
                "EGIDE_IMAP_URL doit avoir la forme imaps://compte:mot-de-passe@serveur/DOSSIER."
            )
        encrypted = parts.scheme == "imaps"
        return cls(
            host=parts.hostname,
            port=parts.port or (993 if encrypted else 143),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            encrypted=encrypted,
        )


class Visit:
    """One connection to the mailbox."""

    def __init__(self, imap: imaplib.IMAP4) -> None:
        self._imap = imap

    def notifications(self) -> Iterator[tuple[str, bytes]]:
        """Will give (identifier, bytes) of what looks like a notification; the rest is marked as examined."""
        _, found = self._imap.uid("SEARCH", "UNKEYWORD", EXAMINED)
        for uid in (found[0] or b"").decode("ascii").split()[:ROUND]:
            headers = self._fetch(uid, "(BODY.PEEK[HEADER])")
            if looks_like_report(headers):
                yield uid, self._fetch(uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            else:
                self.examined(uid)

    def examined(self, uid: str, *, read: bool = False) -> None:
        """Will mark the message as examined, and as read when nobody else needs to read it."""
        flags = f"{EXAMINED} \\Seen" if read else EXAMINED
        self._imap.uid("STORE", uid, "+FLAGS.SILENT", f"({flags})")

    def _fetch(self, uid: str, what: str) -> bytes:
        _, answer = self._imap.uid("FETCH", uid, what)
        return b"".join(item[1] for item in answer if isinstance(item, tuple))


@contextmanager
def visit(mailbox: Mailbox) -> Iterator[Visit]:
    """Will open the mailbox, and close it whatever happens. Raises what `connected` raises."""
    with connected(mailbox) as imap:
        yield Visit(imap)


@contextmanager
def connected(mailbox: Mailbox, *, readonly: bool = False) -> Iterator[imaplib.IMAP4]:
    """Will sign in and open the folder, and leave whatever happens; `readonly`: nothing there can change.

    :raises OSError, imaplib.IMAP4.error: the server does not answer, or refuses.
    """
    imap: imaplib.IMAP4
    if mailbox.encrypted:
        context = ssl.create_default_context()
        imap = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, timeout=TIMEOUT, ssl_context=context)
    else:
        imap = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT)
    try:
        imap.login(mailbox.user, mailbox.password)
        quoted = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
        status, _ = imap.select(f'"{quoted}"', readonly=readonly)
        if status != "OK":
            raise imaplib.IMAP4.error(f"Le dossier « {mailbox.folder} » n’existe pas.")
        yield imap
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            imap.logout()
