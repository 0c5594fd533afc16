"""Adds a file to the scene’s dossier and has it read, part after part, as the worker would.

The parts run in the test’s own transaction; what a killed worker leaves is tested with a real one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, DocumentVersion, Origin, Page, Step, TextBlock
from egide.kernel.documents.pipeline import read_part
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from tests.database import as_owner
from tests.kernel.scene import Scene


def add(scene: Scene, content: bytes, name: str) -> DocumentVersion:
    """Will add a document to the scene’s dossier, without reading it."""

    def put(actor: Any, dossier: Any) -> DocumentVersion:
        return add_document(
            dossier=dossier, title="", origin=Origin.RECEIVED, stream=[content],
            file_name=name, actor_code=actor.code, now=scene.now,
        )  # fmt: skip

    return scene.act("nadia", put)


def read(version: DocumentVersion, *, now: datetime, parts: int = 12) -> DocumentVersion:
    """Will run the parts of a reading one after the other, at most so many, and return the version as it is."""
    actor = reader(version)
    read_part(version_id=version.pk, part="open", actor=actor, now=now)
    for _ in range(parts - 1):
        with acting_as(actor):
            row = DocumentVersion.objects.get(pk=version.pk)
            waiting = Page.objects.filter(version=row, source="ocr", words__isnull=True).exists()
        if row.reading != "reading":
            break
        read_part(version_id=version.pk, part="ocr" if waiting else "pages", actor=actor, now=now)
    with acting_as(actor):
        return DocumentVersion.objects.select_related("document", "stored", "compartment").get(pk=version.pk)


def read_file(scene: Scene, content: bytes, name: str) -> DocumentVersion:
    """Will add a file and read it to the end."""
    return read(add(scene, content, name), now=scene.now)


def reader(version: DocumentVersion) -> Actor:
    """Will return the service that reads."""
    return service("scheduler", compartment_id=version.compartment_id)


@contextmanager
def seen(version: DocumentVersion) -> Iterator[None]:
    """Will look at the rows as the service."""
    with acting_as(reader(version)):
        yield


def texts(version: DocumentVersion) -> list[str]:
    """Will return the text of each page."""
    with as_owner():
        return list(Page.objects.filter(version=version).order_by("number").values_list("text", flat=True))


def steps(version: DocumentVersion) -> dict[str, str]:
    """Will return the result of each step of the last run, by kind."""
    with as_owner():
        rows = Step.objects.filter(version=version).order_by("run", "pk")
        return {row.kind: row.result for row in rows}


def indexed(version: DocumentVersion) -> list[str]:
    """Will return what the full text holds of the document."""
    with as_owner():
        rows = TextBlock.objects.filter(version__document=version.document_id).order_by("block")
        return list(rows.values_list("text", flat=True))


def documents(scene: Scene) -> list[Document]:
    """Will return the documents of the dossier, by rank."""
    with as_owner():
        rows = Document.objects.filter(dossier__number=scene.number).select_related("container")
        return list(rows.order_by("rank"))
