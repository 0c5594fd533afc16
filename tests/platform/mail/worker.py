"""A worker process of its own, that kills itself without a word at the step named on its command line.

Run as `python -m tests.platform.mail.worker <port> <message> <step>`: what a power cut does.
"""

import os
import signal
import sys
from datetime import datetime

import django

django.setup()

from egide.platform.accounts.actors import service  # noqa: E402
from egide.platform.mail.conversation import Server  # noqa: E402
from egide.platform.mail.transmission import transmit  # noqa: E402


def main(port: int, message_pk: int, step: str, now: str) -> None:
    """Will transmit, and die at `step`."""

    def phase(name: str) -> None:
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    state = transmit(
        message_pk=message_pk,
        actor=service("scheduler"),
        now=datetime.fromisoformat(now),
        server=Server(host="127.0.0.1", port=port, hello="test"),
        phase=phase,
    )
    sys.exit(f"the worker survived step {step}: {state}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
