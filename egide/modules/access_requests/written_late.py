"""An oral request written down after its delay: its silence is stated at once, not the next morning.

Follows `events.MOVED`; the move itself is the system's, as in the sweep (moves_answer).
"""

from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.advancing import ask_to_advance
from egide.modules.access_requests.access import KIND


def state_silence(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will ask for what follows by itself from a request that has just been written down."""
    if dossier.kind == KIND and dossier.state == "received":
        ask_to_advance(dossier=dossier, letter=letter, on=on, now=now)
