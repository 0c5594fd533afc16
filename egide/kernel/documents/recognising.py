"""The second part: pages that are pictures become text, one or two at a time, each kept as soon as it is recognised.

A few pages for each job, so that a scan of three hundred pages lets the others pass; killed, it goes on where it was.
"""

import os
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from django.db import connection

from egide.kernel.documents.ending import next_part
from egide.kernel.documents.formats import Format, format_of
from egide.kernel.documents.indexing import index
from egide.kernel.documents.keeping import locked
from egide.kernel.documents.models import DocumentVersion, Page, Step
from egide.kernel.documents.models_reading import PageSource, StepKind
from egide.kernel.documents.reading import defer_reading, lock_of
from egide.kernel.documents.stepping import Note
from egide.kernel.documents.working import Work
from egide.platform.accounts.acting import acting_as
from egide.platform.reading.problems import ReadingProblem, ToolMissing
from egide.ui.formats import count

PAGES_AT_ONCE = 8
SECONDS_AT_ONCE = 20.0
TOGETHER = 2  # pages at the same time, each by a program of one thread, when there are so many processors
_OTHERS = (
    "select exists (select from procrastinate_jobs where queue_name = 'reading' and status in ('todo', 'doing') "
    "and lock is distinct from %s and (scheduled_at is null or scheduled_at <= now()))"
)


def read(work: Work) -> None:
    """Will recognise the next pages, then ask for those after them, or end."""
    form = format_of(work.version.media_type, work.version.file_name)
    if form is None:
        return
    with acting_as(work.actor):
        numbers = iter(list(_waiting(work.version)[:PAGES_AT_ONCE]))
        earlier = Step.objects.filter(version=work.version, run=work.steps.run, kind=StepKind.OCR).first()
        hands = _hands(work.version)
    ends = time.monotonic() + SECONDS_AT_ONCE
    with work.steps.step(StepKind.OCR) as note, ThreadPoolExecutor(hands) as pool:
        under_way = deque((n, pool.submit(_recognised, work, form, n)) for n in islice(numbers, hands))
        go_on = True
        while under_way:
            number, asked = under_way.popleft()
            go_on = _keep(work, number, asked.result(), note) and go_on and time.monotonic() < ends
            if go_on and (following := next(numbers, None)) is not None:
                under_way.append((following, pool.submit(_recognised, work, form, following)))
    if earlier is not None:
        note.milliseconds += earlier.duration_ms
    with acting_as(work.actor):
        version = locked(work.version.pk)
        if version is not None:
            _go_on(work, version, note)


def _hands(version: DocumentVersion) -> int:
    """How many pages at once: one for each processor when no other reading waits, else one."""
    processors = len(os.sched_getaffinity(0))
    if processors < TOGETHER:
        return 1
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, [lock_of(version)])
        (others,) = cursor.fetchone()
    return 1 if others else TOGETHER


def _recognised(work: Work, form: Format, number: int) -> dict[str, Any] | ReadingProblem:
    """In a thread of its own: it asks a child, and touches no database."""
    try:
        return work.asked("ocr", form, number=number)
    except ReadingProblem as problem:
        return problem


def _keep(work: Work, number: int, found: dict[str, Any] | ReadingProblem, note: Note) -> bool:
    """Will keep what was recognised on one page; says whether to go on."""
    lost, go_on = "", True
    read: dict[str, Any] = {"text": "", "words": []}
    if isinstance(found, ToolMissing):
        lost, go_on = found.sentence, False
    elif isinstance(found, ReadingProblem):
        lost = f"La page {number} n’a pas pu être reconnue. "
    else:
        read = found
        note.tool, note.version = read["tool"], read["version"]
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
        note.detail = f"{count(total - left, 'page reconnue', 'pages reconnues')} sur {total}."
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
