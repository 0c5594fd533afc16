"""Adding a document, or a new version of one, to a dossier: the bytes go to the store, the row pins the hash.

The caller holds the dossier's row lock; blobs are written before the commit, orphans are swept later.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from typing import IO

from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.documents.reading import ask_reading
from egide.kernel.documents.writing import version_columns, write_document
from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.append_many import Entry, append_all
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
    deposit: store.Deposit | None = None,
    entries: list[Entry] | None = None,
) -> DocumentVersion:
    """Will store the bytes and add the document with its first version, to be read by a job.

    `container`: the document of the same dossier that it was taken from. `deposit`: where the bytes go, whose end
    the caller waits for. `entries`: where the entry goes, which the caller writes with its own.

    :raises StorageProblem: too large, empty, of a refused type, infected… each with its French sentence.
    """
    room = nullcontext(deposit) if deposit else store.depositing(compartment=dossier.compartment, now=now)
    with room as place:
        stored = place.take(stream=stream, file_name=file_name, actor_code=actor_code)
        _check_clean(stored)
        return adopt_stored(
            dossier=dossier,
            stored=stored,
            origin=origin,
            title=title,
            actor_code=actor_code,
            container=container,
            now=now,
            entries=entries,
        )


def add_version(
    *, document: Document, dossier: Dossier, stream: Bytes, file_name: str, actor_code: str, now: datetime
) -> DocumentVersion:
    """Will store the bytes as the newest version of a document; the earlier ones stay as they were.

    :raises StorageProblem: too large, empty, of a refused type, infected… each with its French sentence.
    """
    stored = store.put(
        stream=stream, file_name=file_name, compartment=dossier.compartment, actor_code=actor_code, now=now
    )
    _check_clean(stored)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = DocumentVersion.objects.create(
        **version_columns(dossier, document, last + 1, stored, actor_code, now)
    )
    return _told(version, None, now)


def adopt_stored(
    *,
    dossier: Dossier,
    stored: StoredObject,
    origin: Origin,
    title: str = "",
    actor_code: str,
    container: Document | None = None,
    now: datetime,
    entries: list[Entry] | None = None,
) -> DocumentVersion:
    """Will make a document of an object that is already in the store, in the same compartment.

    `entries`: where the entry goes, which the caller writes with its own.
    """
    version = write_document(
        dossier=dossier,
        stored=stored,
        title=(title or stored.file_name)[:200],
        origin=origin,
        actor_code=actor_code,
        container=container,
        now=now,
    )
    return _told(version, entries, now)


def stream_version(version: DocumentVersion) -> Iterator[bytes]:
    """Will unwrap the key now, inside the transaction, and return a stream that no longer touches the database."""
    return store.open_stream(stored=version.stored)


def _check_clean(stored: StoredObject) -> None:
    if stored.scan_state == ScanState.INFECTED:
        # The caller's transaction is rolled back with the row; the bytes are erased, or swept.
        raise Infected(stored.scan_detail)


def _told(version: DocumentVersion, entries: list[Entry] | None, now: datetime) -> DocumentVersion:
    told = added_entry(version)
    if entries is None:
        append_all([told], at=now)
    else:
        entries.append(told)
    ask_reading(version=version, now=now)
    return version


def added_entry(version: DocumentVersion) -> Entry:
    """Will return the entry that tells of a new version."""
    return Entry(
        chain=dossier_chain(version.dossier_id),
        compartment_id=version.compartment_id,
        dossier_id=version.dossier_id,
        code="document.added" if version.number == 1 else "document.version_added",
        data=added_data(version),
    )


def added_data(version: DocumentVersion) -> dict[str, JsonValue]:
    """Will return what the journal says of a new version."""
    return {
        "rank": version.document.rank,
        "version": version.number,
        "sha256": version.sha256,
        "size": version.size,
    }
