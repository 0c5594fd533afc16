"""Writing what a reading found, on rows locked again: the document may have been moved or destroyed meanwhile.

All of one part is written in one transaction: nothing half read is ever seen.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from egide.kernel.documents.models import DocumentVersion, Page, ReadingState, Rendition
from egide.kernel.documents.models_reading import PageSource, RenditionKind
from egide.kernel.documents.reading import UNDER_WAY
from egide.platform.storage import store
from egide.platform.storage.errors import StorageProblem

NO_ROOM = "L’espace de stockage manque\u00a0: relancez la lecture quand il y en aura."


def locked(version_id: int) -> DocumentVersion | None:
    """Will lock the version and return it as it is now; nothing when it is gone, destroyed, or read no more."""
    rows = DocumentVersion.objects.select_for_update(of=("self",)).select_related(
        "document", "stored", "compartment"
    )
    version = rows.filter(pk=version_id).first()
    # Another dossier may still hold the file of one that was destroyed: its version is then under way no more.
    over = version is None or version.stored.is_destroyed or version.reading not in UNDER_WAY
    return None if over else version


def keep_pages(version: DocumentVersion, read: Sequence[dict[str, Any]], *, run: int, first: bool) -> None:
    """Will replace the pages of the version; those to recognise wait without words."""
    if not first:
        Page.objects.filter(version_id=version.pk).delete()
    Page.objects.bulk_create(
        [
            Page(
                dossier_id=version.dossier_id,
                compartment_id=version.compartment_id,
                version_id=version.pk,
                number=number,
                text=page["text"],
                source=PageSource.OCR if page.get("ocr") else PageSource.TEXT,
                width=page["width"],
                height=page["height"],
                words=page.get("words"),
                run=run,
            )
            for number, page in enumerate(read, start=1)
        ],
        batch_size=500,
    )


def keep_rendition(
    version: DocumentVersion, kind: RenditionKind, content: bytes, *, actor_code: str, now: datetime
) -> str:
    """Will keep a picture or a PDF made from the version; one that is there already stays.

    Returns why it could not be kept, in French; nothing when it was. Without it the text is still worth keeping.
    """
    name = "vignette.jpg" if kind == RenditionKind.THUMBNAIL else "feuilleter.pdf"
    try:
        stored = store.put(
            stream=[content], file_name=name, compartment=version.compartment, actor_code=actor_code, now=now
        )
    except StorageProblem as problem:
        return problem.sentence
    except OSError:
        return NO_ROOM
    Rendition.objects.create(
        dossier_id=version.dossier_id,
        compartment_id=version.compartment_id,
        version=version,
        kind=kind,
        stored=stored,
        made_at=now,
    )
    return ""


def end(version: DocumentVersion, state: ReadingState, explained: str = "") -> None:
    """Will say how far the reading went."""
    version.reading, version.explained = state, explained[:300]
    version.save(update_fields=["reading", "explained", "pages", "media_type"])
