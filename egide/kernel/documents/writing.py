"""A new document with its first version, and the row of its object, in one statement whose plan the server keeps.

The rows are those that the models would write one by one. It neither journals nor asks for a reading: actions.py does.
"""

from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.dispatch import Signal
from psycopg.types.numeric import Int8

from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.platform.database.together import fetched
from egide.platform.storage.models import StoredObject

# Sent for versions that `post_save` does not hear of: all those of one call.
versions_added = Signal()

_OBJECT = """
with object_kept as (
  insert into storage_storedobject (id, compartment_id, blob, size, sha256, media_type, type_mismatch, file_name,
    scan_state, scan_detail, scanned_at, stored_at, stored_by, destroyed_at, destruction_decision)
  values (%s::uuid, %s::bigint, %s, %s::bigint, %s, %s, %s::bool, %s, %s, %s, %s::timestamptz, %s::timestamptz, %s,
    null, '')
), """
_DOCUMENT = """
document as (
  insert into documents_document (dossier_id, compartment_id, rank, title, origin, added_at, container_id)
  select p.dossier, p.compartment, coalesce(max(d.rank), 0) + 1, p.title, p.origin, p.added_at, p.container
  from (select %s::bigint, %s::bigint, %s::text, %s::text, %s::timestamptz, %s::bigint)
    as p(dossier, compartment, title, origin, added_at, container)
  left join documents_document d on d.dossier_id = p.dossier
  group by p.dossier, p.compartment, p.title, p.origin, p.added_at, p.container
  returning id, rank, dossier_id, compartment_id, added_at
), version as (
  insert into documents_documentversion (dossier_id, compartment_id, document_id, number, stored_id, file_name,
    media_type, size, sha256, added_at, added_by, pages, reading, explained)
  select dossier_id, compartment_id, id, 1, %s::uuid, %s, %s, %s::bigint, %s, added_at, %s, null, 'waiting', ''
  from document returning id
)
select document.id, document.rank, version.id from document, version
"""


def write_document(
    *,
    dossier: Dossier,
    stored: StoredObject,
    title: str,
    origin: Origin,
    actor_code: str,
    container: Document | None,
    now: datetime,
) -> DocumentVersion:
    """Will insert the document and its version 1, and the object too when no row of it exists yet.

    The caller holds the dossier's row lock: the next rank is its own.
    """
    mine = [
        Int8(dossier.pk),
        Int8(dossier.compartment_id),
        title,
        str(origin),
        now,
        None if container is None else Int8(container.pk),
        stored.pk,
        stored.file_name,
        stored.media_type,
        Int8(stored.size),
        stored.sha256,
        actor_code,
    ]
    new = stored._state.adding
    sql = (_OBJECT if new else "with ") + _DOCUMENT
    ((key, rank, version),) = fetched(sql, [*_object(stored), *mine] if new else mine)
    document = Document(
        **placed(dossier),
        id=key,
        rank=rank,
        title=title,
        origin=origin,
        added_at=now,
        container=container,
    )
    made = DocumentVersion(id=version, **version_columns(dossier, document, 1, stored, actor_code, now))
    for row in (stored, document, made):
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    versions_added.send(sender=DocumentVersion, versions=[made])
    return made


def version_columns(
    dossier: Dossier, document: Document, number: int, stored: StoredObject, actor_code: str, now: datetime
) -> dict[str, Any]:
    """Will return the row of a version: what the store says of its bytes, pinned for ever."""
    return {
        **placed(dossier),
        "document": document,
        "number": number,
        "stored": stored,
        "file_name": stored.file_name,
        "media_type": stored.media_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "added_at": now,
        "added_by": actor_code,
    }


def _object(stored: StoredObject) -> list[object]:
    return [
        stored.pk,
        Int8(stored.compartment_id),
        stored.blob,
        Int8(stored.size),
        stored.sha256,
        stored.media_type,
        stored.type_mismatch,
        stored.file_name,
        str(stored.scan_state),
        stored.scan_detail,
        stored.scanned_at,
        stored.stored_at,
        stored.stored_by,
    ]
