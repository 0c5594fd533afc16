"""What enters: born-digital documents end to end, text taken out of PDF, pages recognised; beside the bare tools.

End to end is registered, hashed, encrypted, read, thumbnail, indexed, journaled. The limit is the same files by
bare libraries in as many processes. Two workers of the product itself, as processes, over the benchmark's database.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import typst
from django.db import connection
from django.utils import timezone
from PIL import Image

from bench.ingest_bare import bare_text
from bench.readers import Reader, readers
from bench.report import Goal, rate
from bench.surroundings import Place
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.reading import reader as reading

DOCUMENTS, WORKERS = 240, 2
PAGES = 2  # of one document
LONG = 400  # pages of the document whose extraction is timed
SCANS, DPI = 6, 300
WAIT = 300.0  # seconds for the queue to empty
_WORKER = (
    "import django; django.setup(); from egide.platform.jobs.worker import run_worker; "
    "run_worker(queues=['reading'], concurrency=1, wait={wait})"
)
_WORDS = (
    "L’élève a porté plainte contre un membre de l’ordre, qui n’a pas répondu dans le délai prévu. "
    "La syndique a ouvert une enquête et demandé la production des pièces avant le quinze du mois. "
)


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure the three, each with its limit in the same run."""
    yield from _ingestion(place)
    yield from _extraction()
    yield from _recognition()


def _ingestion(place: Place) -> Iterator[dict[str, object]]:
    who = readers()[-1]
    files = [_pdf(PAGES, number) for number in range(DOCUMENTS)]
    folder = place.home / "ingest"
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(files):
        (folder / f"{number}.pdf").write_bytes(content)
    floor = DOCUMENTS / _bare_processes(folder)
    _drained(who)  # what an earlier run left
    workers = [_worker(wait=True) for _ in range(WORKERS)]
    try:
        _settle(workers)
        began = time.perf_counter()
        _register(who, files)
        heaviest = _until_read(workers)
        spent = time.perf_counter() - began
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()
    for path in folder.iterdir():
        path.unlink()
    yield rate(
        f"versement de {DOCUMENTS} PDF de {PAGES} pages, bout en bout, {WORKERS} travailleurs",
        60 * DOCUMENTS / spent,
        unit="documents/min",
        limit="les bibliothèques nues (texte, image, empreinte, chiffrement, fsync)",
        limit_value=60 * floor,
        goal=Goal(ratio_least=0.30),
    )
    yield rate(
        "temps d’un document versé, bout en bout",
        1000 * spent / DOCUMENTS,
        unit="ms",
        goal=Goal(value_most=100),
    )
    yield rate(
        f"mémoire de {WORKERS} travailleurs et de leurs lecteurs",
        heaviest,
        unit="Mio",
        goal=Goal(value_most=250),
    )


def _extraction() -> Iterator[dict[str, object]]:
    content = _pdf(LONG, 0)
    with _InMemory(content) as source, reading.borrowed() as child:
        child.run("pages", source, format="pdf")  # warm
        ours = _best(lambda: child.run("text", source, format="pdf"))
    bare_one = _best(lambda: bare_text(content))
    yield rate(
        "texte tiré d’un PDF par l’enfant",
        LONG / ours,
        unit="pages/s",
        limit="pypdfium2 nu",
        limit_value=LONG / bare_one,
        goal=Goal(ratio_least=0.80),
    )


def _recognition() -> Iterator[dict[str, object]]:
    pictures = _scans()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    drawn = [_ppm(picture) for picture in pictures]
    with _InMemory(out.getvalue()) as source, reading.borrowed() as child:
        child.run("ocr", source, format="pdf", number=1)  # warm
        ours = bare_all = 0.0
        for number, given in enumerate(drawn, start=1):  # by turns: the machine's mood is the same for both
            ours += _seconds(lambda n=number: child.run("ocr", source, format="pdf", number=n))  # type: ignore[misc]
            bare_all += _seconds(lambda g=given: _tesseract(g))  # type: ignore[misc]
    yield rate(
        "pages reconnues (OCR)",
        60 * SCANS / ours,
        unit="pages/min",
        limit="Tesseract nu",
        limit_value=60 * SCANS / bare_all,
        goal=Goal(ratio_least=0.95),
    )


def _register(who: Reader, files: Sequence[bytes]) -> None:
    with acting_as(who.actor, read_only=True):
        keys = [row.pk for row in who.open_rows()[:20]]
    for number, content in enumerate(files):
        with acting_as(who.actor):
            dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=keys[number % len(keys)])
            add_document(
                dossier=dossier,
                title=f"Mesure {number}",
                origin=Origin.INTERNAL,
                stream=[content],
                file_name=f"mesure-{number}.pdf",
                actor_code=who.actor.code,
                now=timezone.now(),
            )


def _until_read(workers: Sequence["subprocess.Popen[bytes]"]) -> float:
    heaviest, ends = 0.0, time.monotonic() + WAIT
    while time.monotonic() < ends:
        heaviest = max(heaviest, _weight(workers))
        if not _queued():
            return heaviest
        time.sleep(0.05)
    raise TimeoutError("the queue did not empty")


def _queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where queue_name = 'reading' and status in ('todo', 'doing')"
        )
        return int(cursor.fetchone()[0])


def _weight(workers: Sequence["subprocess.Popen[bytes]"]) -> float:
    """Proportional memory (PSS) of the workers and of all that they started, in MiB: shared pages counted once."""
    wanted = {worker.pid for worker in workers}
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
            except OSError:
                continue
    for _ in range(4):
        wanted |= {pid for pid, parent in parents.items() if parent in wanted}
    total = 0
    for pid in wanted:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _worker(*, wait: bool) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER.format(wait=wait)],
        env=os.environ.copy(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _settle(workers: Sequence["subprocess.Popen[bytes]"]) -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '5s'"
            )
            if int(cursor.fetchone()[0]) >= len(workers):
                return
        time.sleep(0.1)


def _drained(who: Reader) -> None:
    if _queued():
        _worker(wait=False).wait()
    assert DocumentVersion._meta.db_table  # the app is loaded


def _bare_processes(folder: Path) -> float:
    """Seconds for the bare library to do all the files, in as many processes, each half of them."""
    halves = []
    for half in range(WORKERS):
        place = folder.with_name(f"ingest-{half}")
        place.mkdir(exist_ok=True)
        for number, path in enumerate(sorted(folder.iterdir())):
            if number % WORKERS == half:
                (place / path.name).write_bytes(path.read_bytes())
        halves.append(place)
    _bare_one(halves[0])  # the libraries are in the machine's memory

    def both() -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(_bare_one, halves))

    started = _seconds(lambda: _bare_one(None))
    spent = _seconds(both) - started  # workers are warm: so is the limit
    for place in halves:
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
    return spent


def _bare_one(folder: Path | None) -> None:
    arguments = [] if folder is None else [str(folder)]
    subprocess.run([sys.executable, "-m", "bench.ingest_bare", *arguments], check=True)


def _tesseract(given: bytes) -> None:
    # As nice as ours: what is compared is the work around it, not the machine’s other guests.
    command = [
        "nice",
        "-n",
        "19",
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        "fra",
        "--dpi",
        str(DPI),
        "--psm",
        "3",
        "tsv",
    ]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}
    subprocess.run(command, input=given, check=True, capture_output=True, env=environment)


def _pdf(pages: int, number: int) -> bytes:
    body = "\n#pagebreak()\n".join(
        f"Pièce {number}, page {page}. {_WORDS * 12}" for page in range(1, pages + 1)
    )
    return bytes(typst.compile(f'#set page(paper: "us-letter")\n#set text(size: 11pt)\n{body}'.encode()))


def _scans() -> list[Image.Image]:
    with pdfium.PdfDocument(_pdf(SCANS, 0)) as document:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


def _ppm(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PPM")
    return out.getvalue()


class _InMemory:
    """A file in memory, as the pipeline gives them to the child."""

    def __init__(self, content: bytes) -> None:
        self._descriptor = os.memfd_create("bench")
        os.write(self._descriptor, content)

    def __enter__(self) -> int:
        return self._descriptor

    def __exit__(self, *reason: object) -> None:
        os.close(self._descriptor)


def _best(what: Callable[[], object], rounds: int = 3) -> float:
    return min(_seconds(what) for _ in range(rounds))


def _seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began
