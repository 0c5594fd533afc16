"""Everyone who wrote some of a version of the scheme or of the schedule: none of them adopts or approves it.

Whoever begins a draft is one hand; whoever changes a line of it is another, whatever remains of the line.
"""

from typing import Protocol


class Written(Protocol):
    """A version, as it is written."""

    written_by: str
    hands: str


def put_hand(version: Written, code: str) -> None:
    """Will note that this actor wrote some of it; the caller keeps the row."""
    if not is_hand(version, code):
        version.hands = f"{version.hands or ' '}{code} "


def is_hand(version: Written, code: str) -> bool:
    """Will tell whether this actor wrote some of it."""
    return code == version.written_by or code in version.hands.split()
