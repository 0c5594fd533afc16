"""Many entries in one statement: the bulk work of a house that approves a thousand letters.

No second writer: PostgreSQL calls `journal_append()` for each, in the order given, so the bytes, the walls and the
refusals are those of `append()`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg.types.numeric import Int8

from egide.platform.database.together import fetched
from egide.platform.journal.append import NO_NOTES, EventRef, checked
from egide.platform.journal.canonical import JsonValue, canonical

_APPEND = """
select t.chain, a.event_id, a.event_seq, a.event_hash
from unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::jsonb[])
  with ordinality as t(chain, compartment, dossier, code, data, notes, place)
cross join lateral journal_append(t.chain, t.compartment, t.dossier, t.code, t.data, %s::timestamptz, t.notes) a
order by t.place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What `append()` takes, its instant apart: all the entries of one statement have the same."""

    chain: str
    compartment_id: int
    dossier_id: int | None
    code: str
    data: Mapping[str, JsonValue]
    notes: Mapping[str, str] = field(default_factory=lambda: NO_NOTES)


def append_all(entries: Sequence[Entry], *, at: datetime) -> tuple[EventRef, ...]:
    """Will add every entry, or none: two of the same chain follow each other in the order given.

    The caller holds the rows of the dossiers, taken in ascending order. Raises all that `append()` raises.
    """
    if not entries:
        return ()
    columns: list[Any] = [
        [one.chain for one in entries],
        [Int8(one.compartment_id) for one in entries],
        [None if one.dossier_id is None else Int8(one.dossier_id) for one in entries],
        [one.code for one in entries],
        [canonical(one.data) for one in entries],
        [json.dumps(checked(one.notes, at), ensure_ascii=False) if one.notes else None for one in entries],
    ]
    checked({}, at)
    rows = fetched(_APPEND, [*columns, at])
    return tuple(
        EventRef(id=event_id, chain=chain, seq=seq, hash=bytes(digest).hex())
        for chain, event_id, seq, digest in rows
    )
