"""Makes the redacted copy: page by page into pixels, built from nothing, looked at for leaks, then filed.

All that opens a file runs in the reading child. A copy that leaks is thrown away; only the report of the scan stays.
"""

import json
import shutil
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.documents.showing import Word, page_words, pdf_bytes
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.notices.actions import notify
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.grounds import label_of
from egide.kernel.redaction.models import BoxState, Making, Redaction, State
from egide.kernel.redaction.secrets import Removed, masked, removed
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.errors.failures import HouseFailure
from egide.platform.journal.append import append, dossier_chain
from egide.platform.reading import reader
from egide.platform.reading.limits import PATIENCE_OF_JOBS
from egide.ui.formats import count

CHILD = "redaction"  # the format under which the child knows these operations
PAGE_SECONDS, WHOLE_SECONDS = 120, 120  # on the wall: one page burned and read; the file, and so much by page
SCAN_PAGE_SECONDS = 40
TITLE = "Copie caviardée {number}-{rank}"
FILE_NAME = "copie-caviardee-{number}-{rank}.pdf"
HELD_BACK = (
    "La copie est retenue\u00a0: la recherche de fuites a trouvé {found}. Voyez le rapport, reprenez la "
    "préparation si une zone manque, puis produisez la copie de nouveau."
)
BROKEN = "La copie n’a pas pu être produite\u00a0: {why}"
LONGEST_PROBLEM = 2_000


@dataclass
class Work:
    """What one attempt knows: the source in a folder, the words, the zones, and what was burned."""

    rank: int
    number: str
    name: str
    folder: Path
    pages: dict[int, tuple[Word, ...]]
    zones: dict[int, list[dict[str, Any]]]
    burned: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, int] = field(default_factory=dict)
    removed: Removed = field(default_factory=lambda: Removed((), {}, {}))

    @property
    def title(self) -> str:
        """What the file says of itself: a number of the house, nothing of its content."""
        return TITLE.format(number=self.number, rank=self.rank)

    @property
    def file_name(self) -> str:
        """A neutral name."""
        return FILE_NAME.format(number=self.number, rank=self.rank)


def produce(*, redaction: int, actor: Actor, now: datetime) -> None:
    """Will make the copy of a redaction that was read; a failure is told on its page, and to who asked."""
    folder = Path(tempfile.mkdtemp(prefix="egide-caviardage-"))
    try:
        work = _begun(redaction, actor, folder)
        if work is None:
            return
        _burn(work, redaction, actor)
        made = _build(work)
        report = _scan(work, made)
        if report["findings"]:
            said = HELD_BACK.format(found=count(len(report["findings"]), "constat"))
            _end(redaction, actor, Making.REFUSED, said, report, work)
        else:
            _file(redaction, actor, made, report, work)
    except HouseFailure as problem:
        _end(redaction, actor, Making.FAILED, BROKEN.format(why=problem.what))
    except Exception:
        _end(redaction, actor, Making.FAILED, BROKEN.format(why="un imprévu l’a arrêtée."))
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _begun(key: int, actor: Actor, folder: Path) -> Work | None:
    """Will claim the redaction for this attempt and read all that it needs; nothing when it is not to be made."""
    with acting_as(actor):
        row = _row(key, actor)
        if row is None or row.making not in (Making.ASKED, Making.WORKING):
            return None
        row.making, row.done, row.total = Making.WORKING, 0, row.pages
        row.save(update_fields=["making", "done", "total"])
        with pdf_bytes(row.version) as source:
            shutil.copyfile(source, folder / "source.pdf")
        zones = _zones(row)
        pages = {n: page_words(version=row.version, number=n) for n in range(1, row.pages + 1)}
        rects = {n: [Rect(b["x0"], b["y0"], b["x1"], b["y1"]) for b in found] for n, found in zones.items()}
        return Work(
            rank=row.rank, number=row.dossier.number, name=row.document.title, folder=folder, pages=pages,
            zones=zones, removed=removed(pages, rects),
        )  # fmt: skip


def _row(key: int, actor: Actor) -> Redaction | None:
    rows = Redaction.objects.filter(pk=key, state=State.READ, dossier__in=visible(actor))
    return (
        rows.select_related("dossier", "version__stored", "document").select_for_update(of=("self",)).first()
    )


def _zones(row: Redaction) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for box in row.boxes.filter(state=BoxState.ACCEPTED).order_by("page", "number"):
        found.setdefault(box.page, []).append(zone(box.x0, box.y0, box.x1, box.y1, box.ground))
    return found


def zone(x0: float, y0: float, x1: float, y1: float, ground: str) -> dict[str, Any]:
    """Will return a zone as the child takes it."""
    return {"x0": x0, "y0": y0, "x1": x1, "y1": y1, "label": label_of(ground)}


def _burn(work: Work, key: int, actor: Actor) -> None:
    source = work.folder / "source.pdf"
    seen = reader.run(
        "look", source, seconds=WHOLE_SECONDS + len(work.pages), format=CHILD, patience=PATIENCE_OF_JOBS
    )["pages"]
    wanted = [page["number"] for page in seen if page["number"] in work.zones or page["why"]]
    whys = {page["number"]: page["why"] for page in seen}
    _progress(key, actor, 0, len(wanted))
    for done, number in enumerate(wanted, start=1):
        began = time.monotonic()
        told = reader.run(
            "burn",
            source,
            seconds=PAGE_SECONDS,
            patience=PATIENCE_OF_JOBS,
            format=CHILD,
            number=number,
            boxes=work.zones.get(number, []),
        )
        name = f"page-{number}.png"
        _save(told.pop("files"), work.folder / name)
        work.burned[str(number)] = {**told, "file": name, "why": whys[number]}
        work.timings[str(number)] = round((time.monotonic() - began) * 1000)
        _progress(key, actor, done, len(wanted))


def _save(files: Sequence[Any], target: Path) -> None:
    with files[0] as given, target.open("wb") as copy:
        shutil.copyfileobj(given, copy)


def _progress(key: int, actor: Actor, done: int, total: int) -> None:
    with acting_as(actor):
        Redaction.objects.filter(pk=key, making=Making.WORKING).update(done=done, total=total)


def _build(work: Work) -> Path:
    plan = {"title": work.title, "burned": work.burned}
    bundle = work.folder / "build.zip"
    names = ["source.pdf", *(page["file"] for page in work.burned.values())]
    _bundle(bundle, {name: work.folder / name for name in names}, {"plan.json": plan})
    seconds = WHOLE_SECONDS + 2 * len(work.pages)
    told = reader.run("build", bundle, seconds=seconds, format=CHILD, patience=PATIENCE_OF_JOBS)
    made = work.folder / "made.pdf"
    _save(told["files"], made)
    return made


def _scan(work: Work, made: Path) -> dict[str, Any]:
    expected = {
        "file_name": work.file_name,
        "neutral_name": FILE_NAME.format(number=work.number, rank=work.rank),
        "title": work.title,
        "pages": len(work.pages),
        "secrets": list(work.removed.secrets),
        "visible": dict(work.removed.visible),
        "burned": {
            number: {name: page[name] for name in ("dpi", "width", "height", "boxes")}
            for number, page in work.burned.items()
        },
    }
    bundle = work.folder / "scan.zip"
    _bundle(bundle, {"made.pdf": made}, {"expected.json": expected})
    seconds = WHOLE_SECONDS + SCAN_PAGE_SECONDS * len(work.burned) + len(work.pages)
    report = reader.run("scan", bundle, seconds=seconds, format=CHILD, patience=PATIENCE_OF_JOBS)
    report.pop("files")
    return report


def _bundle(target: Path, files: Mapping[str, Path], values: Mapping[str, Any]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, path in files.items():
            bundle.write(path, name)
        for name, value in values.items():
            bundle.writestr(name, json.dumps(value))


def _told(report: Mapping[str, Any], work: Work) -> dict[str, Any]:
    """Will keep the report without the removed words: their number, first letter and length; where words stay."""
    findings = [
        {**one, "word": masked(work.removed.shown.get(one["secret"], ""))} if one["secret"] else dict(one)
        for one in report["findings"][:500]
    ]
    stays: dict[str, set[int]] = {}
    for one in report["visible"]:
        stays.setdefault(work.removed.shown.get(one["secret"], ""), set()).add(one["page"])
    return {
        "surfaces": report["surfaces"],
        "findings": findings,
        "stays": [
            {"word": word, "masked": masked(word), "pages": sorted(pages)}
            for word, pages in sorted(stays.items())
        ],
        "sought": len(work.removed.secrets),
        "pixels": {number: page["why"] for number, page in work.burned.items() if page["why"]},
    }


def _end(
    key: int,
    actor: Actor,
    making: Making,
    problem: str,
    report: dict[str, Any] | None = None,
    work: Work | None = None,
) -> None:
    now = timezone.now()
    with acting_as(actor):
        dossier = _locked(key, actor)
        row = _row(key, actor)
        if dossier is None or row is None:
            return
        row.making, row.problem, row.timings = making, problem[:LONGEST_PROBLEM], work.timings if work else {}
        row.report = _told(report, work) if report and work else {}
        row.save(update_fields=["making", "problem", "timings", "report"])
        if report:
            _journal(dossier, "redaction.held_back", now, rank=row.rank, findings=len(report["findings"]))
        _tell(row, dossier, actor, "redaction.held_back", now)


def _file(key: int, actor: Actor, made: Path, report: dict[str, Any], work: Work) -> None:
    """Will file the copy and end the redaction, in one transaction."""
    now = timezone.now()
    with acting_as(actor):
        dossier = _locked(key, actor)
        row = _row(key, actor)
        if dossier is None or row is None or row.making != Making.WORKING:
            return
        with made.open("rb") as stream:
            output = add_document(
                dossier=dossier,
                title=f"Copie caviardée\u00a0: {work.name}"[:200],
                origin=Origin.INTERNAL,
                stream=stream,
                file_name=work.file_name,
                actor_code=actor.code,
                now=now,
            )
        row.state, row.output, row.ended_at, row.making, row.problem = (
            State.PUBLISHED,
            output,
            now,
            Making.NONE,
            "",
        )
        row.timings, row.report = work.timings, _told(report, work)
        row.save()
        _published(row, dossier, output.document.rank, output.sha256, now)
        _tell(row, dossier, actor, "redaction.published", now)


def _published(row: Redaction, dossier: Dossier, output: int, sha256: str, now: datetime) -> None:
    """Who prepared, who read, what went in, what came out: all in one entry."""
    people = {"author": row.author, "reader": row.reader}
    today = timezone.localtime(now).date()
    codes = {name: actor_for_user(user, on=today).code for name, user in people.items() if user is not None}
    boxes = sum(1 for _ in row.boxes.filter(state=BoxState.ACCEPTED).values_list("pk"))
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="redaction.published",
        data={
            "rank": row.rank, "output": output, "boxes": boxes, "sha256_in": row.sha256, "sha256_out": sha256,
            "prepared_by": codes["author"], "read_by": codes.get("reader", ""),
        },
        notes={name: user.full_name for name, user in people.items() if user is not None},
        at=now,
    )  # fmt: skip


def _locked(key: int, actor: Actor) -> Dossier | None:
    # The dossier's row first, then the redaction's: the order of every page.
    place = Redaction.objects.filter(pk=key).values("dossier_id")
    return visible(actor).select_for_update(of=("self",)).filter(pk__in=place).first()


def _tell(row: Redaction, dossier: Dossier, actor: Actor, code: str, now: datetime) -> None:
    people = {row.author_id, *([actor.user_id] if actor.user_id else [])}
    notify(user_ids=people, dossier=dossier, code=code, now=now)


def _journal(dossier: Dossier, code: str, now: datetime, **data: int | str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
