"""Writing in the journal: the only door for Python, over the only writer in the database.

Serves every action of the house. The bytes of an entry are described, for ever, in
docs/decisions/0003-journal-format.md; `journal_append()` writes them (migration 0003).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import connection

from egide.platform.journal.canonical import JsonValue, canonical
from egide.platform.journal.chains import access_chain, dossier_chain

__all__ = ["NO_NOTES", "EventRef", "access_chain", "append", "checked", "dossier_chain", "forget"]

_APPEND = "select event_id, event_seq, event_hash from journal_append(%s, %s, %s, %s, %s, %s, %s::jsonb)"
NO_NOTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EventRef:
    """Where an entry stands: its chain, its rank in it (from 1), its SHA-256 in hexadecimal."""

    id: int
    chain: str
    seq: int
    hash: str


def append(
    *,
    chain: str,
    compartment_id: int,
    dossier_id: int | None = None,
    code: str,
    data: Mapping[str, JsonValue],
    at: datetime,
    notes: Mapping[str, str] = NO_NOTES,
) -> EventRef:
    """Will add one entry at the end of the chain, in the current transaction, for the current actor.

    `data` holds codes, ids, dates as text and hashes; names and free text go to `notes`, which a lawful
    destruction can delete. The chain stays locked until the transaction ends: take the dossier's row first.

    :raises ValueError: `at` has no time zone, a note holds a NUL character, the data is too large.
    :raises TypeError: the data holds a float, a date or an object.
    :raises django.db.ProgrammingError: no actor, or a compartment or dossier which is not the actor's.
    :raises django.db.DataError: the chain, the code or a note's key is misspelled.
    """
    checked(notes, at)
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                chain,
                compartment_id,
                dossier_id,
                code,
                canonical(data),
                at,
                json.dumps(dict(notes), ensure_ascii=False) if notes else None,
            ],
        )
        event_id, seq, digest = cursor.fetchone()
    return EventRef(id=event_id, chain=chain, seq=seq, hash=bytes(digest).hex())


def checked(notes: Mapping[str, str], at: datetime) -> dict[str, str]:
    """Will return the notes as they are sent.

    :raises ValueError: `at` has no time zone, a note holds a NUL character.
    """
    if at.tzinfo is None:
        raise ValueError("The instant of an entry carries its time zone.")
    if any("\0" in text for text in notes.values()):
        raise ValueError("A note cannot hold a NUL character.")
    return dict(notes)


def forget(*, dossier_id: int, decision: str, at: datetime) -> int:
    """Will delete the notes of a dossier by virtue of a decision, journal it, and return how many went.

    The chain stays whole: the salted digests remain, and verification says « détruit, décision n° … ».

    :raises django.db.DataError: the decision's number is empty or misspelled.
    :raises django.db.ProgrammingError: no actor, or a dossier which is not the actor's.
    """
    with connection.cursor() as cursor:
        cursor.execute("select journal_forget(%s, %s, %s)", [dossier_id, decision, at])
        (count,) = cursor.fetchone()
    return int(count)
