"""The first part of a reading: what the file is, its text, its thumbnail, what it carries; most files end here.

The child reads before the transaction; the transaction only writes.
"""

from dataclasses import dataclass, field
from typing import Any

from egide.kernel.documents.ending import next_part
from egide.kernel.documents.extracting import Piece, add_pieces, may_extract, pieces_of
from egide.kernel.documents.formats import CONTAINERS, Format, format_of
from egide.kernel.documents.indexing import index
from egide.kernel.documents.keeping import end, keep_pages, keep_rendition, locked
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.documents.models_reading import RenditionKind, StepKind, StepResult
from egide.kernel.documents.working import Work, contents
from egide.platform.accounts.acting import acting_as
from egide.platform.reading import reader
from egide.platform.reading.limits import PATIENCE_OF_JOBS
from egide.platform.reading.problems import Broken, Protected, ReadingProblem, TooMuch
from egide.platform.storage.models import ScanState

PLAYED = "Enregistrement sonore ou vidéo\u00a0: il s’écoute tel quel, il n’a pas de texte."
_STATES = {Protected: ReadingState.PROTECTED, TooMuch: ReadingState.TOO_LARGE}


@dataclass
class Found:
    """What the child found, before anything is written."""

    form: Format | None = None
    problem: ReadingProblem | None = None
    pages: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    thumbnail: bytes = b""
    pieces: list[Piece] = field(default_factory=list)
    incomplete: str = ""


def read(work: Work) -> None:
    """Will read the file, then keep what was found and ask for what remains, at once."""
    found = Found()
    try:
        found.form = _typed(work)
        _scanned(work)
        _text(work, found)
        _pieces(work, found)
    except ReadingProblem as problem:
        found.problem = problem
    with acting_as(work.actor):
        version = locked(work.version.pk)
        if version is not None and version.reading == ReadingState.WAITING:
            version.media_type = work.version.media_type
            _keep(work, version, found)


def _typed(work: Work) -> Format | None:
    version = work.version
    with work.steps.step(StepKind.TYPE) as note:
        note.tool = "puremagic"
        if version.media_type in CONTAINERS:
            answer = reader.run("type", work.content, patience=PATIENCE_OF_JOBS)
            note.by(answer)
            version.media_type = answer["media_type"] or version.media_type
        note.detail = version.media_type
        if version.stored.type_mismatch:
            note.detail = f"{version.media_type}\u00a0: ce n’est pas ce que le nom du fichier annonce."
    return format_of(version.media_type, version.file_name)


def _scanned(work: Work) -> None:
    with work.steps.step(StepKind.SCAN) as note:
        stored = work.version.stored
        note.tool = "ClamAV"
        note.detail = "Aucune menace trouvée."
        if stored.scan_state == ScanState.NOT_SCANNED:
            note.failed("Aucun analyseur n’est branché\u00a0: fichier non analysé.", StepResult.SKIPPED)


def _text(work: Work, found: Found) -> None:
    if found.form is None:
        raise ReadingProblem
    if found.form.played:
        return
    try:
        with work.steps.step(StepKind.TEXT) as note:
            answer = work.asked("text", found.form, thumbnail=True)
            note.by(answer)
            if not any(page["text"] for page in answer["pages"]):
                note.result = StepResult.NOTHING
    except Broken:
        if not found.form.converted:
            raise
        return  # LibreOffice opens files that others refuse
    found.pages, found.total = answer["pages"], answer["total"]
    found.incomplete = _missing(answer)
    if drawn := contents(answer):
        found.thumbnail = drawn[0]
    if found.form.recognised and not answer.get("damaged"):
        for page in found.pages:
            page["ocr"] = not page["text"] and not page.get("blank", False)
    found.form = found.form if answer.get("parts") else _without_parts(found.form)


def _without_parts(form: Format) -> Format:
    return Format(**{name: getattr(form, name) for name in Format.__slots__} | {"carries": False})


def _missing(answer: dict[str, Any]) -> str:
    """Why the text is not whole, in French; nothing when it is."""
    read, total = len(answer["pages"]), answer["total"]
    if read < total:
        counted = f"{total:,}".replace(",", "\u00a0"), f"{read:,}".replace(",", "\u00a0")
        return f"Document de {counted[0]} pages\u00a0: les {counted[1]} premières sont lues."
    if answer.get("partial"):
        return answer.get("detail") or "Texte trop long\u00a0: seul le début est lu."
    return str(answer["detail"]) if answer.get("damaged") or "abîmée" in str(answer.get("detail")) else ""


def _pieces(work: Work, found: Found) -> None:
    if found.form is None or not found.form.carries:
        return
    with acting_as(work.actor):
        allowed = may_extract(work.version)
    with work.steps.step(StepKind.EXTRACT) as note:
        if allowed:
            note.failed(allowed, StepResult.SKIPPED)
            return
        answer = work.asked("parts", found.form)
        note.by(answer)
        found.pieces = pieces_of(answer)
        if not answer["whole"]:
            found.incomplete = answer.get("detail") or "Des pièces n’ont pas pu être séparées du fichier."


def _keep(work: Work, version: DocumentVersion, found: Found) -> None:
    first = work.steps.run == 1
    if found.problem is None or found.pages:
        _keep_read(work, version, found, first=first and version.number == 1)
    form = format_of(version.media_type, version.file_name)
    if found.problem is not None and not found.pages:
        end(version, _STATES.get(type(found.problem), ReadingState.UNREADABLE), found.problem.sentence)
    elif found.form is not None and found.form.played:
        end(version, ReadingState.READ, PLAYED)
    else:
        waiting = any(page.get("ocr") for page in found.pages)
        next_part(version, waiting=waiting, convert=bool(form and form.converted), explained=found.incomplete)
    work.steps.write(version)


def _keep_read(work: Work, version: DocumentVersion, found: Found, *, first: bool) -> None:
    version.pages = found.total or None
    keep_pages(version, found.pages, run=work.steps.run, first=work.steps.run == 1)
    if found.thumbnail and (first or not version.renditions.filter(kind=RenditionKind.THUMBNAIL).exists()):
        with work.steps.step(StepKind.THUMBNAIL) as note:
            note.tool = "Pillow"
            if why := keep_rendition(
                version, RenditionKind.THUMBNAIL, found.thumbnail, actor_code=work.actor.code, now=work.now
            ):
                note.failed(why)
    if found.pieces:
        extract = next(note for note in work.steps.made if note.kind == StepKind.EXTRACT)
        extract.detail = add_pieces(version, found.pieces, now=work.now)
    with work.steps.step(StepKind.INDEX) as note:
        note.tool = "PostgreSQL"
        if not index(version.document, version, [page["text"] for page in found.pages], first=first):
            note.result = StepResult.NOTHING
