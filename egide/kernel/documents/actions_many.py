"""Adding many documents at once, one to each dossier: the same rows, entries and readings as one by one.

For work that makes its own files by the hundred; the caller holds the rows of the dossiers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from egide.kernel.documents.actions import added_entry
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.documents.reading import ask_readings
from egide.kernel.documents.writing import version_columns, versions_added
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.append_many import Entry
from egide.platform.storage.models import StoredObject


@dataclass(frozen=True, kw_only=True)
class Added:
    """One document to be: where, under which title, and the object that is already in the store."""

    dossier: Dossier
    title: str
    stored: StoredObject


def add_documents(
    wanted: Sequence[Added], *, origin: Origin, actor_code: str, now: datetime
) -> tuple[list[DocumentVersion], list[Entry]]:
    """Will add each document with its first version, to be read by a job, in the order given.

    The entries are the caller's to write (`append_all`), before or among its own.
    """
    ranks = _ranks([one.dossier.pk for one in wanted])
    documents = []
    for one in wanted:
        ranks[one.dossier.pk] += 1
        documents.append(
            Document(
                **placed(one.dossier),
                rank=ranks[one.dossier.pk],
                title=one.title[:200],
                origin=origin,
                added_at=now,
            )
        )
    Document.objects.bulk_create(documents)
    versions = DocumentVersion.objects.bulk_create(
        [
            DocumentVersion(**version_columns(one.dossier, document, 1, one.stored, actor_code, now))
            for one, document in zip(wanted, documents, strict=True)
        ]
    )
    versions_added.send(sender=DocumentVersion, versions=versions)
    ask_readings(versions)
    return versions, [added_entry(version) for version in versions]


def _ranks(dossiers: Sequence[int]) -> dict[int, int]:
    last = Document.objects.filter(dossier_id__in=dossiers).order_by().values_list("dossier_id")
    return dict.fromkeys(dossiers, 0) | dict(last.annotate(last=Max("rank")))
