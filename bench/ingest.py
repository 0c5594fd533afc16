"""What enters: born-digital documents end to end, text taken out of PDF, a PDF of 10,000 pages; beside the bare tools.

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

from bench import tidying
from bench.ingest_bare import bare_text
from bench.readers import Reader, readers
from bench.report import Goal, rate
from bench.surroundings import Place
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.reading import reader as reading

DOCUMENTS, WORKERS = 240, 2
PAGES = 2  # of one document
LONG = 400  # pages of the document whose extraction is timed
ENDLESS = 10_000  # pages of the longest document
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
    """Will measure the three, each with its limit in the same run, and take away what was added."""
    try:
        yield from _ingestion(place)
        yield from _extraction()
        yield from _endless()
    finally:
        tidying.documents(place)


def _ingestion(place: Place) -> Iterator[dict[str, object]]:
    who = readers()[-1]
    files = [pdf_of(PAGES, number) for number in range(DOCUMENTS)]
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
        goal=Goal(value_least=600),
    )
    yield rate(
        "le même versement, à côté des bibliothèques nues",
        60 * DOCUMENTS / spent,
        unit="documents/min",
        limit="texte, image WebP de 500 points, empreinte, chiffrement, fsync",
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
    content = pdf_of(LONG, 0)
    with InMemory(content) as source, reading.borrowed() as child:
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


def _endless() -> Iterator[dict[str, object]]:
    """A PDF of 10,000 pages, read to the end of its bound by a real worker; the words of a row say how far."""
    who = readers()[-1]
    content = many(ENDLESS)
    workers = [_worker(wait=True)]
    try:
        _settle(workers)
        began = time.perf_counter()
        number = _register(who, [content])[0]
        heaviest = _until_read(workers)
        spent = time.perf_counter() - began
    finally:
        workers[0].terminate()
        workers[0].wait()
    with acting_as(who.actor, read_only=True):
        version = DocumentVersion.objects.get(pk=number)
        read = Page.objects.filter(version=version).count()
    assert version.pages == ENDLESS, version.pages
    told = (
        f"{version.get_reading_display()}, {read} pages sur {version.pages}, {len(content) / 2**20:.0f} Mio"
    )
    yield rate(f"PDF de {ENDLESS} pages, bout en bout ({told})", spent, unit="s", goal=Goal(value_most=120))
    yield rate(
        f"mémoire du travailleur et de son lecteur devant {ENDLESS} pages",
        heaviest,
        unit="Mio",
    )


def _register(who: Reader, files: Sequence[bytes]) -> list[int]:
    with acting_as(who.actor, read_only=True):
        keys = [row.pk for row in who.open_rows()[:20]]
    added = []
    for number, content in enumerate(files):
        with acting_as(who.actor):
            dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=keys[number % len(keys)])
            version = add_document(
                dossier=dossier,
                title=f"{tidying.TITLE}{number}",
                origin=Origin.INTERNAL,
                stream=[content],
                file_name=f"mesure-{number}.pdf",
                actor_code=who.actor.code,
                now=timezone.now(),
            )
            added.append(version.pk)
    return added


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

    started = seconds(lambda: _bare_one(None))
    spent = seconds(both) - started  # workers are warm: so is the limit
    for place in halves:
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
    return spent


def _bare_one(folder: Path | None) -> None:
    arguments = [] if folder is None else [str(folder)]
    subprocess.run([sys.executable, "-m", "bench.ingest_bare", *arguments], check=True)


def pdf_of(pages: int, number: int) -> bytes:
    """Will return a PDF of so many pages of text, unlike that of another number."""
    body = "\n#pagebreak()\n".join(
        f"Pièce {number}, page {page}. {_WORDS * 12}" for page in range(1, pages + 1)
    )
    return bytes(typst.compile(f'#set page(paper: "us-letter")\n#set text(size: 11pt)\n{body}'.encode()))


def many(pages: int) -> bytes:
    """Will return a PDF of so many pages, each with its text."""
    whole, some = pdfium.PdfDocument.new(), pdfium.PdfDocument(pdf_of(LONG, 0))
    for _ in range(pages // LONG):
        whole.import_pages(some)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


class InMemory:
    """A file in memory, as the pipeline gives them to the child."""

    def __init__(self, content: bytes) -> None:
        self._descriptor = os.memfd_create("bench")
        os.write(self._descriptor, content)

    def __enter__(self) -> int:
        return self._descriptor

    def __exit__(self, *reason: object) -> None:
        os.close(self._descriptor)


def _best(what: Callable[[], object], rounds: int = 3) -> float:
    return min(seconds(what) for _ in range(rounds))


def seconds(what: Callable[[], object]) -> float:
    """Will time one call."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began
