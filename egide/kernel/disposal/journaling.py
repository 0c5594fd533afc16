"""The chain of a disposition list in the journal: each step, who took it, and the hash of what was approved.

Codes, numbers and hashes only; what someone typed goes to the notes.
"""

from collections.abc import Mapping
from datetime import datetime

from egide.kernel.disposal.models import DispositionList
from egide.platform.journal.append import EventRef, append
from egide.platform.journal.canonical import JsonValue


def chain_of(listed: DispositionList) -> str:
    """Will name the list's chain."""
    return f"disposal:{listed.compartment_id}:{listed.number.lower()}"


def journal(
    listed: DispositionList,
    code: str,
    now: datetime,
    *,
    notes: Mapping[str, str] | None = None,
    **data: JsonValue,
) -> EventRef:
    """Will add an entry to the list's chain, in the current transaction."""
    return append(
        chain=chain_of(listed),
        compartment_id=listed.compartment_id,
        code=f"disposal.{code}",
        data={"list": listed.number, **data},
        notes={key: text for key, text in (notes or {}).items() if text},
        at=now,
    )
