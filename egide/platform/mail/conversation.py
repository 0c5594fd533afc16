"""One SMTP conversation, step by step, so that the state can be committed between two steps.

Serves transmission.py; it knows nothing of the database, and never goes back to clear text.
"""

import re
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from django.conf import settings

COMMAND_TIMEOUT = 60.0  # seconds
FINAL_TIMEOUT = 600.0  # seconds: RFC 5321, 4.5.3.2.6; giving up earlier would make doubt where there is none
_LINE_START_DOT = re.compile(rb"(?m)^\.")


class Refused(Exception):
    """The server answered no; `permanent` when it is not worth trying the same again."""

    def __init__(self, code: int, reply: bytes | str, *, at: str) -> None:
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        super().__init__(f"{at}\u00a0: {code} {text}")
        self.permanent = code >= 500


@dataclass(frozen=True, slots=True)
class Server:
    """Where to hand messages over."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    hello: str | None = None
    timeout: float = COMMAND_TIMEOUT
    final_timeout: float = FINAL_TIMEOUT

    @classmethod
    def configured(cls) -> Self:
        """Will return the server of the settings."""
        return cls(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            starttls=settings.EMAIL_USE_TLS,
        )


class Conversation:
    """A connection to one server; each method is one step and raises `Refused` or `OSError`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp = smtplib.SMTP(timeout=server.timeout, local_hostname=server.hello)

    def connect(self) -> None:
        """Will open the connection and read the greeting."""
        # starttls() checks the certificate against this name, which only the constructor sets.
        self._smtp._host = self._server.host  # type: ignore[attr-defined]
        self._expect("connexion", self._smtp.connect(self._server.host, self._server.port))

    def greet(self) -> None:
        """Will say EHLO, then encrypt and sign in when the server is configured so."""
        self._expect("EHLO", self._smtp.ehlo())
        if self._server.starttls:
            self._secure()
        if self._server.user:
            self._sign_in()

    def address(self, sender: str, recipients: Sequence[str]) -> None:
        """Will name the sender and every recipient; one refused recipient stops the whole message."""
        self._expect("MAIL FROM", self._smtp.mail(sender))
        for recipient in recipients:
            self._expect(f"RCPT TO <{recipient}>", self._smtp.rcpt(recipient))

    def begin_data(self) -> None:
        """Will send the DATA command."""
        self._expect("DATA", self._smtp.docmd("DATA"), wanted=(354,))

    def send_part(self, part: bytes) -> None:
        """Will send a piece of the body, already quoted."""
        self._smtp.send(part)

    def end_data(self) -> str:
        """Will send the final dot and return the server's acceptance."""
        if self._smtp.sock:
            self._smtp.sock.settimeout(self._server.final_timeout)
        self._smtp.send(b".\r\n")
        return self._expect("fin de DATA", self._smtp.getreply())

    def leave(self) -> None:
        """Will say QUIT; whatever happens here changes nothing to what was accepted or refused."""
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()

    def close(self) -> None:
        """Will cut the connection: inside DATA, a QUIT would become a line of the letter."""
        self._smtp.close()

    def _secure(self) -> None:
        if not self._smtp.has_extn("starttls"):
            raise Refused(454, "le serveur n’offre pas le chiffrement exigé", at="STARTTLS")
        self._expect("STARTTLS", self._smtp.starttls(context=ssl.create_default_context()))
        self._expect("EHLO", self._smtp.ehlo())

    def _sign_in(self) -> None:
        try:
            self._smtp.login(self._server.user, self._server.password)
        except smtplib.SMTPAuthenticationError as error:
            # A wrong password is the installation's fault, not the message's: it waits for the repair.
            raise Refused(454, error.smtp_error, at="AUTH") from error

    @staticmethod
    def _expect(at: str, reply: tuple[int, bytes], *, wanted: tuple[int, ...] = (220, 235, 250, 251)) -> str:
        code, text = reply
        if code not in wanted:
            raise Refused(code, text, at=at)
        return f"{code} {text.decode('utf-8', 'replace')}"


def quoted(raw: bytes) -> bytes:
    """Will return the bytes as DATA wants them: leading dots doubled, ended by CRLF."""
    body = _LINE_START_DOT.sub(b"..", raw)
    return body if body.endswith(b"\r\n") else body + b"\r\n"
