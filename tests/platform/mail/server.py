"""A real SMTP server for the tests: it keeps what it accepted and can be told to refuse at each step.

Run in a thread of the test, or as a process of its own (`python server.py`), so that a worker may die.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from egide.interfaces.commands.mail_folder import Served


class Inbox:
    """aiosmtpd's handler: every hook counts its calls, answers as told, or goes on."""

    def __init__(self) -> None:
        self.accepted: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.calls: Counter[str] = Counter()
        self.answers: dict[str, str] = {}

    async def handle_MAIL(
        self, _s: SMTP, _x: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.calls["MAIL"] += 1
        if "MAIL" not in self.answers:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, _s: SMTP, _x: Session, envelope: Envelope, address: str, _o: list[str]
    ) -> str:
        self.calls["RCPT"] += 1
        answer = self.answers.get(f"RCPT {address}", self.answers.get("RCPT", "250 OK"))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _x: Session, envelope: Envelope) -> str:
        self.calls["DATA"] += 1
        answer = self.answers.get("DATA", "250 2.0.0 Message accepted")
        if answer == "drop":
            server.transport.abort()
            return "250 OK"
        if answer.startswith("250"):
            self.accepted.append(bytes(envelope.original_content or b""))
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return answer


@contextmanager
def smtp_server(**options: Any) -> Iterator[tuple[Inbox, int]]:
    """Will run a server on a free port of the machine; yields its inbox and its port."""
    inbox = Inbox()
    controller = Served(inbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield inbox, int(controller.port)
    finally:
        controller.stop()
