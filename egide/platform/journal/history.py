"""The history of a dossier as the screens show it: newest first, in French, in one query.

Serves the dossier's page; row-level security decides which entries exist for the reader.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from egide.platform.journal.chains import dossier_chain
from egide.platform.journal.wording import sentence_for

_DATA_LINE = 10  # the eleventh line of a body, see docs/decisions/0003-journal-format.md

_HISTORY = """
select e.seq, e.recorded_at, e.actor, coalesce(u.full_name, s.name,
    case when starts_with(e.actor, 'pass:') then 'Personne munie d’un lien secret' end, e.actor), e.code, e.body,
  n.notes, n.decision, coalesce(t.full_name, '')
from journal_event e
left join accounts_user u
  on u.id = case when e.actor ~ '^(staff|external):[0-9]+$' then split_part(e.actor, ':', 2)::bigint end
left join accounts_serviceactor s
  on s.code = case when starts_with(e.actor, 'service:') then split_part(e.actor, ':', 2) end
left join accounts_user t
  on t.id = substring(split_part(e.body, E'\n', 11)::json ->> 'to' from '^staff:([0-9]+)$')::bigint
left join lateral (
  select json_object_agg(n.key, n.text order by n.key)::text as notes, max(n.forgotten_by) as decision
  from journal_note n where n.event_id = e.id
) n on true
where e.chain = %s and e.seq < %s
order by e.seq desc
limit %s
"""
_NEWEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry: its rank in the dossier, when, who, what in French, and its notes (None: destroyed).

    `to_name` is the name of whoever of the staff the entry designates, when it does.
    """

    seq: int
    at: datetime
    actor: str
    actor_name: str
    code: str
    sentence: str
    data: Mapping[str, Any]
    notes: Mapping[str, str | None]
    destroyed_by: str
    to_name: str = ""


def history(*, dossier_id: int, limit: int = 50, before: int | None = None) -> tuple[HistoryRow, ...]:
    """Will return at most `limit` entries older than the entry `before` (a rank), newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, [dossier_chain(dossier_id), before or _NEWEST, limit])
        return tuple(_row(*row) for row in cursor.fetchall())


def data_of(body: str) -> dict[str, Any]:
    """Will read the data of an entry from its canonical bytes."""
    data: dict[str, Any] = json.loads(body.split("\n", _DATA_LINE)[_DATA_LINE])
    return data


def _row(
    seq: int,
    at: datetime,
    actor: str,
    actor_name: str,
    code: str,
    body: str,
    notes: str | None,
    decision: str | None,
    to_name: str,
) -> HistoryRow:
    data = data_of(body)
    return HistoryRow(
        seq=seq,
        at=at,
        actor=actor,
        actor_name=actor_name,
        code=code,
        sentence=sentence_for(code, data),
        data=data,
        notes=json.loads(notes or "{}"),
        destroyed_by=decision or "",
        to_name=to_name,
    )
