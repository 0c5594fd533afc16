"""One part of the reading of a version: opened first, then its pages recognised, then a PDF made to leaf through.

Each part is a job. It reads outside of any transaction, writes in one, and asks for the next part in the same.
"""

import os
from datetime import datetime, timedelta

from django.db.models import Max

from egide.kernel.documents import opening, recognising, rendering
from egide.kernel.documents.keeping import end, locked
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.documents.models_reading import StepKind
from egide.kernel.documents.reading import UNDER_WAY, defer_reading
from egide.kernel.documents.spooling import spool
from egide.kernel.documents.stepping import Steps
from egide.kernel.documents.working import Work
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.journal.append import append, dossier_chain
from egide.platform.reading.problems import ReadingProblem
from egide.platform.storage import store
from egide.platform.storage.errors import Infected, Missing, Quarantined, StorageProblem, Tampered

OPEN = "open"
PARTS = {OPEN: opening.read, "ocr": recognising.read, "pages": rendering.read}
SCAN_AGAIN = timedelta(minutes=6)  # the scanner is asked every five
ALTERED = (
    "Les octets conservés ne sont plus ceux qui ont été versés\u00a0: le document n’est pas lu. "
    "Prévenez l’équipe informatique."
)


def read_part(*, version_id: int, part: str, actor: Actor, now: datetime) -> None:
    """Will do one part, unless it is already done: a job run twice does nothing the second time."""
    with acting_as(actor):
        version = _waiting(version_id, part)
        if version is None:
            return
        steps = Steps(run=_run(version), now=now)
        try:
            stream = store.open_stream(stored=version.stored)
        except StorageProblem as problem:
            _close(version, steps, problem)
            return
    try:
        with steps.step(StepKind.HASH) as note:
            note.tool = "SHA-256"
            content = spool(stream, size=version.size, sha256=version.sha256)
    except (ReadingProblem, StorageProblem) as problem:
        with acting_as(actor):
            found = locked(version_id)
            if found is not None:
                _close(found, steps, problem)
        return
    finally:
        stream.close()
    if part != OPEN:
        steps.made.clear()  # said once in a run
    try:
        PARTS[part](Work(version, content, steps, actor, now))
    finally:
        os.close(content)


def _waiting(version_id: int, part: str) -> DocumentVersion | None:
    rows = DocumentVersion.objects.select_related("document", "stored", "compartment")
    version = rows.annotate(last_run=Max("steps__run", default=0)).filter(pk=version_id).first()
    if version is None or version.stored.is_destroyed or version.reading not in UNDER_WAY:
        return None
    # « open » ends the wait in its own transaction: a second run of its job finds another state.
    return version if (part == OPEN) == (version.reading == ReadingState.WAITING) else None


def _run(version: DocumentVersion) -> int:
    last: int = version.last_run  # type: ignore[attr-defined]
    return last + 1 if version.reading == ReadingState.WAITING else last


def _close(version: DocumentVersion, steps: Steps, problem: ReadingProblem | StorageProblem) -> None:
    """The content does not open: kept, marked, explained. What waits for the scanner is asked for again."""
    if isinstance(problem, Quarantined) and not isinstance(problem, Infected):
        if version.explained != problem.sentence:
            version.explained = problem.sentence
            version.save(update_fields=["explained"])
        defer_reading(version, part=OPEN, run_at=steps.now + SCAN_AGAIN)
        return
    sentence = problem.sentence
    if isinstance(problem, Tampered | Missing):
        sentence = ALTERED
        _tell_altered(version, steps.now)
    if not steps.made:
        kind = StepKind.SCAN if isinstance(problem, Infected) else StepKind.HASH
        with steps.step(kind):
            pass
    steps.made[-1].failed(sentence)
    steps.write(version)
    large = getattr(problem, "code", "") == ReadingState.TOO_LARGE
    end(version, ReadingState.TOO_LARGE if large else ReadingState.UNREADABLE, sentence)


def _tell_altered(version: DocumentVersion, now: datetime) -> None:
    append(
        chain=dossier_chain(version.dossier_id),
        compartment_id=version.compartment_id,
        dossier_id=version.dossier_id,
        code="document.altered",
        data={"rank": version.document.rank, "version": version.number},
        at=now,
    )
