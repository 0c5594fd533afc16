"""Adding a document, or a new version of one, to a dossier: the bytes go to the store, the row pins the hash.

The caller holds the dossier's row lock; blobs are written before the commit, orphans are swept later.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage import store
from egide.platform.storage.models import StoredObject


def add_document(
    *,
    dossier: Dossier,
    title: str,
    origin: Origin,
    stream: IO[bytes] | Iterable[bytes],
    file_name: str,
    actor_code: str,
    now: datetime,
) -> DocumentVersion:
    """Will store the bytes and add the document with its first version.

    :raises StorageProblem: too large, empty, of a refused type, infected… each with its French sentence.
    """
    stored = store.put(
        stream=stream, file_name=file_name, compartment=dossier.compartment, actor_code=actor_code, now=now
    )
    return adopt_stored(
        dossier=dossier, stored=stored, origin=origin, title=title, actor_code=actor_code, now=now
    )


def adopt_stored(
    *, dossier: Dossier, stored: StoredObject, origin: Origin, title: str = "", actor_code: str, now: datetime
) -> DocumentVersion:
    """Will make a document of an object that is already in the store, in the same compartment."""
    document = Document.objects.create(
        **ranked(Document, dossier), title=(title or stored.file_name)[:200], origin=origin, added_at=now
    )
    version = DocumentVersion.objects.create(
        **placed(dossier),
        document=document,
        number=1,
        stored=stored,
        file_name=stored.file_name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        added_at=now,
        added_by=actor_code,
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="document.added",
        data={"rank": document.rank, "version": 1, "sha256": version.sha256, "size": version.size},
        at=now,
    )
    return version


def stream_version(version: DocumentVersion) -> Iterator[bytes]:
    """Will unwrap the key now, inside the transaction, and return a stream that no longer touches the database."""
    return store.open_stream(stored=version.stored)
