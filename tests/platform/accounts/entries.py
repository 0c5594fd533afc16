"""Reading the journal's entries on people coming and going, past the walls.

Serves assertions only.
"""

import json
from typing import Any

from egide.platform.journal.models import Event, Note
from tests.database import as_owner


def entries() -> list[tuple[str, str, str]]:
    """Will return (chain without its day, actor, code) in the order of writing."""
    with as_owner():
        rows = Event.objects.order_by("id").values_list("chain", "actor", "code")
        return [(chain.rpartition(":")[0], actor, code) for chain, actor, code in rows]


def codes() -> list[str]:
    """Will return the codes in the order of writing."""
    return [code for _, _, code in entries()]


def data_of(code: str) -> dict[str, Any]:
    """Will return the data of the last entry of this code."""
    with as_owner():
        body = Event.objects.filter(code=code).order_by("-id").values_list("body", flat=True)[0]
    data: dict[str, Any] = json.loads(body.rpartition("\n")[2])
    return data


def notes_of(code: str) -> dict[str, str | None]:
    """Will return the notes of the last entry of this code."""
    with as_owner():
        last = Event.objects.filter(code=code).order_by("-id").values_list("id", flat=True)[0]
        return dict(Note.objects.filter(event_id=last).values_list("key", "text"))
