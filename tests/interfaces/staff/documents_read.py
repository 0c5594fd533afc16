"""Documents as they are once read, for the tests of their screens: real bytes in the store, pages beside them.

The reading itself has its own tests (tests/kernel/documents); here its result is written at once.
"""

import io
import math
import struct
import wave
from collections.abc import Sequence
from typing import Any

from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin, Page, ReadingState, Step
from egide.kernel.documents.models_reading import StepKind
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.documents.making import pdf_of

WIDTH, HEIGHT = 360.0, 288.0  # points: what pdf_of makes


def add_read(
    cast: Cast,
    dossier: Dossier,
    *texts: str,
    title: str = "Réponse de l’ordre",
    by: str = "nadia",
    source: str = "text",
    **more: Any,
) -> DocumentVersion:
    """Will add a PDF of these pages to the dossier, read."""
    actor = cast.actor(by)
    with acting_as(actor):
        version = add_document(
            dossier=dossier,
            title=title,
            origin=more.pop("origin", Origin.INTERNAL),
            stream=[pdf_of(*texts)],
            file_name="reponse.pdf",
            actor_code=actor.code,
            now=NOW,
        )
    return was_read(version, texts, source=source, **more)


def add_newer(cast: Cast, version: DocumentVersion, *texts: str, by: str = "nadia") -> DocumentVersion:
    """Will add the next version of the document, read."""
    actor = cast.actor(by)
    with acting_as(actor):
        newer = add_version(
            document=version.document,
            dossier=Dossier.objects.get(pk=version.dossier_id),
            stream=[pdf_of(*texts)],
            file_name="reponse-2.pdf",
            actor_code=actor.code,
            now=NOW,
        )
    return was_read(newer, texts)


def add_sound(
    cast: Cast, dossier: Dossier, *, seconds: int = 2, by: str = "nadia"
) -> tuple[DocumentVersion, bytes]:
    """Will add a real recording: a pure tone."""
    content, actor = tone(seconds), cast.actor(by)
    with acting_as(actor):
        version = add_document(
            dossier=dossier,
            title="Audience enregistrée",
            origin=Origin.RECEIVED,
            stream=[content],
            file_name="audience.wav",
            actor_code=actor.code,
            now=NOW,
        )
    return version, content


def tone(seconds: int) -> bytes:
    """Will return a WAV file of 8 000 samples a second."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        one = b"".join(struct.pack("<h", int(9000 * math.sin(n * 0.345))) for n in range(8000))
        file.writeframes(one * seconds)
    return out.getvalue()


def was_read(
    version: DocumentVersion,
    texts: Sequence[str],
    *,
    source: str = "text",
    container: Document | None = None,
) -> DocumentVersion:
    """Will write what a reading leaves."""
    place = {"dossier_id": version.dossier_id, "compartment_id": version.compartment_id}
    with as_owner():
        version.pages, version.reading = len(texts), ReadingState.READ
        version.save(update_fields=["pages", "reading"])
        Page.objects.bulk_create(
            Page(
                **place,
                version=version,
                number=n,
                text=text,
                source=source,
                width=WIDTH,
                height=HEIGHT,
                run=1,
            )
            for n, text in enumerate(texts, 1)
        )
        for run in (1, 2):
            for kind in (StepKind.HASH, StepKind.TEXT):
                Step.objects.create(
                    **place,
                    version=version,
                    run=run,
                    kind=kind,
                    tool="pdfium",
                    tool_version="150",
                    started_at=NOW,
                    duration_ms=40 * run,
                    result="done",
                    detail=f"{len(texts)} pages lues.",
                )
        if container is not None:
            Document.objects.filter(pk=version.document_id).update(
                container=container, origin=Origin.EXTRACTED
            )
    return version
