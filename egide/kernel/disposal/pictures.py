"""The picture of a dossier as a list freezes it: one hash over its dates, its version and each of its files.

Set-based: a thousand dossiers are one statement. What changed afterwards has another picture, and drops out.
"""

from collections.abc import Iterable
from hashlib import sha256

from django.db import connection

_PICTURES = """
select d.id, encode(sha256(convert_to(concat_ws('|', d.number, d.version, d.state, d.closed_on, d.retention_series,
    d.semi_active_until, d.disposition, f.files), 'UTF8')), 'hex')
from dossiers_dossier d
left join lateral (
  select string_agg(v.document_id || '.' || v.number || ':' || v.sha256, ',' order by v.document_id, v.number) as files
  from documents_documentversion v where v.dossier_id = d.id
) f on true
where d.id = any(%s)
"""


def pictures(dossier_ids: Iterable[int]) -> dict[int, str]:
    """Will return the picture of each dossier that the walls show."""
    with connection.cursor() as cursor:
        cursor.execute(_PICTURES, [list(dossier_ids)])
        return dict(cursor.fetchall())


def digest(head: Iterable[str], lines: Iterable[str]) -> str:
    """Will hash the content of a list: its head, then one line for each dossier, in order."""
    total = sha256("\n".join(head).encode())
    for line in lines:
        total.update(b"\n" + line.encode())
    return total.hexdigest()
