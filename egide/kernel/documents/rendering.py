"""The last part, for office files: a PDF made by LibreOffice, so that they are read page by page, as printed.

The pages of that PDF replace the text read before: the numbers on the screen and in the search are the same.
"""

import os

from egide.kernel.documents.ending import next_part
from egide.kernel.documents.formats import PDF, format_of
from egide.kernel.documents.indexing import index
from egide.kernel.documents.keeping import end, keep_pages, keep_rendition, locked
from egide.kernel.documents.models import DocumentVersion, Page, ReadingState
from egide.kernel.documents.models_reading import RenditionKind, StepKind
from egide.kernel.documents.working import Work, contents
from egide.platform.accounts.acting import acting_as
from egide.platform.reading import reader
from egide.platform.reading.limits import PATIENCE_OF_JOBS
from egide.platform.reading.problems import ReadingProblem
from egide.ui.formats import count


def read(work: Work) -> None:
    """Will make the PDF, read its pages, and end the reading; without it, the text read before stays."""
    form = format_of(work.version.media_type, work.version.file_name)
    if form is None:
        return
    made, total, picture = b"", 0, b""
    pages: list[dict[str, object]] = []
    problem: ReadingProblem | None = None
    try:
        with work.steps.step(StepKind.PAGES) as note:
            answer = work.asked("convert", form)
            note.by(answer)
            made = contents(answer)[0]
            pages, total, picture = _pages(made)
            note.detail = f"{count(total, 'page')}."
    except ReadingProblem as error:
        problem = error
    with acting_as(work.actor):
        version = locked(work.version.pk)
        if version is None:
            return
        if problem is None:
            _keep(work, version, made, pages, total, picture)
        if problem is not None and not Page.objects.filter(version=version).exists():
            end(version, ReadingState.UNREADABLE, problem.sentence)
        else:
            next_part(version, waiting=False, convert=False, explained=version.explained)
        work.steps.write(version)


def _pages(made: bytes) -> tuple[list[dict[str, object]], int, bytes]:
    descriptor = os.memfd_create("egide", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as content:
            content.write(made)
        answer = reader.run("text", descriptor, format=PDF.code, thumbnail=True, patience=PATIENCE_OF_JOBS)
    finally:
        os.close(descriptor)
    drawn = contents(answer)
    return answer["pages"], answer["total"], drawn[0] if drawn else b""


def _keep(
    work: Work,
    version: DocumentVersion,
    made: bytes,
    pages: list[dict[str, object]],
    total: int,
    picture: bytes,
) -> None:
    version.pages = total
    keep_pages(version, pages, run=work.steps.run, first=False)
    there = set(version.renditions.values_list("kind", flat=True))
    for kind, content in ((RenditionKind.PDF, made), (RenditionKind.THUMBNAIL, picture)):
        if content and kind not in there:
            why = keep_rendition(version, kind, content, actor_code=work.actor.code, now=work.now)
            if why:
                work.steps.made[-1].failed(why)
    with work.steps.step(StepKind.INDEX) as note:
        note.tool = "PostgreSQL"
        index(version.document, version, [str(page["text"]) for page in pages], first=False)
