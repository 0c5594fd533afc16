"""The second part: pages that are pictures become text, one by one, each kept as soon as it is recognised.

A few pages for each job, so that a scan of three hundred pages lets the others pass; killed, it goes on where it was.
"""

import time
from typing import Any

from egide.kernel.documents.ending import next_part
from egide.kernel.documents.formats import Format, format_of
from egide.kernel.documents.indexing import index
from egide.kernel.documents.keeping import locked
from egide.kernel.documents.models import DocumentVersion, Page, Step
from egide.kernel.documents.models_reading import PageSource, StepKind
from egide.kernel.documents.reading import defer_reading
from egide.kernel.documents.stepping import Note
from egide.kernel.documents.working import Work
from egide.platform.accounts.acting import acting_as
from egide.platform.reading.problems import ReadingProblem, ToolMissing

PAGES_AT_ONCE = 8
SECONDS_AT_ONCE = 20.0


def read(work: Work) -> None:
    """Will recognise the next pages, then ask for those after them, or end."""
    form = format_of(work.version.media_type, work.version.file_name)
    if form is None:
        return
    with acting_as(work.actor):
        numbers = list(_waiting(work.version)[:PAGES_AT_ONCE])
        earlier = Step.objects.filter(version=work.version, run=work.steps.run, kind=StepKind.OCR).first()
    began = time.monotonic()
    with work.steps.step(StepKind.OCR) as note:
        for number in numbers:
            if not _page(work, form, number, note) or time.monotonic() - began > SECONDS_AT_ONCE:
                break
    if earlier is not None:
        note.milliseconds += earlier.duration_ms
    with acting_as(work.actor):
        version = locked(work.version.pk)
        if version is not None:
            _go_on(work, version, note)


def _page(work: Work, form: Format, number: int, note: Note) -> bool:
    """Will recognise one page and keep it; says whether to go on."""
    lost, go_on = "", True
    read: dict[str, Any] = {"text": "", "words": []}
    try:
        read = work.asked("ocr", form, number=number)
        note.tool, note.version = read["tool"], read["version"]
    except ToolMissing as problem:
        lost, go_on = problem.sentence, False
    except ReadingProblem:
        lost = f"La page {number} n’a pas pu être reconnue. "
    with acting_as(work.actor):
        waiting = Page.objects.filter(version_id=work.version.pk, words__isnull=True, source=PageSource.OCR)
        if go_on:
            waiting = waiting.filter(number=number)
        else:
            note.failed(lost)
        kept = waiting.update(text=read["text"], words=read["words"])
        if lost and kept:
            version = DocumentVersion.objects.select_for_update().get(pk=work.version.pk)
            version.explained = f"{version.explained}{lost}"[:300]
            version.save(update_fields=["explained"])
    return go_on and bool(kept)


def _go_on(work: Work, version: DocumentVersion, note: Note) -> None:
    total = Page.objects.filter(version=version, source=PageSource.OCR).count()
    left = _waiting(version).count()
    if not note.detail:
        note.detail = f"{total - left} page(s) reconnue(s) sur {total}."
    if left:
        defer_reading(version, part="ocr")
    else:
        texts = list(Page.objects.filter(version=version).order_by("number").values_list("text", flat=True))
        with work.steps.step(StepKind.INDEX) as told:
            told.tool = "PostgreSQL"
            index(version.document, version, texts, first=False)
        next_part(version, waiting=False, convert=False, explained=version.explained.strip())
    work.steps.write(version)


def _waiting(version: DocumentVersion) -> Any:
    pages = Page.objects.filter(version_id=version.pk, source=PageSource.OCR, words__isnull=True)
    return pages.order_by("number").values_list("number", flat=True)
