"""Adding a document, or a new version of one, to a dossier: the bytes go to the store, the row pins the hash.

The caller holds the dossier's row lock; blobs are written before the commit, orphans are swept later.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.documents.reading import ask_reading
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue
from egide.platform.storage import store
from egide.platform.storage.errors import Infected
from egide.platform.storage.models import ScanState, StoredObject

Bytes = IO[bytes] | Iterable[bytes]


def add_document(
    *,
    dossier: Dossier,
    title: str,
    origin: Origin,
    stream: Bytes,
    file_name: str,
    actor_code: str,
    container: Document | None = None,
    now: datetime,
) -> DocumentVersion:
    """Will store the bytes and add the document with its first version, to be read by a job.

    `container`: the document of the same dossier that it was taken from.

    :raises StorageProblem: too large, empty, of a refused type, infected… each with its French sentence.
    """
    stored = _kept(dossier, stream, file_name, actor_code, now)
    return adopt_stored(
        dossier=dossier,
        stored=stored,
        origin=origin,
        title=title,
        actor_code=actor_code,
        container=container,
        now=now,
    )


def add_version(
    *, document: Document, dossier: Dossier, stream: Bytes, file_name: str, actor_code: str, now: datetime
) -> DocumentVersion:
    """Will store the bytes as the newest version of a document; the earlier ones stay as they were.

    :raises StorageProblem: too large, empty, of a refused type, infected… each with its French sentence.
    """
    stored = _kept(dossier, stream, file_name, actor_code, now)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return _version(dossier, document, last + 1, stored, actor_code, now)


def adopt_stored(
    *,
    dossier: Dossier,
    stored: StoredObject,
    origin: Origin,
    title: str = "",
    actor_code: str,
    container: Document | None = None,
    now: datetime,
) -> DocumentVersion:
    """Will make a document of an object that is already in the store, in the same compartment."""
    document = Document.objects.create(
        **ranked(Document, dossier),
        title=(title or stored.file_name)[:200],
        origin=origin,
        added_at=now,
        container=container,
    )
    return _version(dossier, document, 1, stored, actor_code, now)


def stream_version(version: DocumentVersion) -> Iterator[bytes]:
    """Will unwrap the key now, inside the transaction, and return a stream that no longer touches the database."""
    return store.open_stream(stored=version.stored)


def _kept(dossier: Dossier, stream: Bytes, file_name: str, actor_code: str, now: datetime) -> StoredObject:
    stored = store.put(
        stream=stream, file_name=file_name, compartment=dossier.compartment, actor_code=actor_code, now=now
    )
    if stored.scan_state == ScanState.INFECTED:
        # The caller's transaction is rolled back with the row; the sweep removes the blob.
        raise Infected(stored.scan_detail)
    return stored


def _version(
    dossier: Dossier, document: Document, number: int, stored: StoredObject, actor_code: str, now: datetime
) -> DocumentVersion:
    version = DocumentVersion.objects.create(
        **version_columns(dossier, document, number, stored, actor_code, now)
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="document.added" if number == 1 else "document.version_added",
        data=added_data(version),
        at=now,
    )
    ask_reading(version=version, now=now)
    return version


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


def added_data(version: DocumentVersion) -> dict[str, JsonValue]:
    """Will return what the journal says of a new version."""
    return {
        "rank": version.document.rank,
        "version": version.number,
        "sha256": version.sha256,
        "size": version.size,
    }
