"""Pages recognised (OCR), one and two at a time, beside bare Tesseract; and the pages of the house meanwhile.

Each page is done by both in turns, and by turns first: the machine’s mood is the same for both. Tesseract alone is
given what it reads fastest: the dots of the scan, in a file in memory, one thread.
"""

import asyncio
import io
import os
import resource
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from bench.ingest import InMemory, pdf_of, seconds
from bench.network import SECONDS, _load, _served
from bench.pages import addresses
from bench.readers import readers
from bench.report import Goal, judged, rate, row
from bench.surroundings import Place
from bench.timing import Times
from egide.platform.reading import limits
from egide.platform.reading import reader as reading

SCANS, DPI, ROUNDS = 6, 300, 3
PAGE = "liste"  # asked while pages are recognised
_ALONE = {"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure one page at a time, two at a time, and the web beside two."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        scan, bare = _scan(Path(folder))
        with InMemory(scan) as source:
            for at_once in (1, 2):
                yield _compared(source, bare, at_once)
            yield _processor(source, bare)
            yield _beside(place, source)


def _compared(source: int, bare: Sequence[Path], at_once: int) -> dict[str, object]:
    ours = alone = 0.0
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda n: _recognised(source, n), range(1, at_once + 1)))  # warm
        for turn, first in enumerate(range(1, SCANS + 1, at_once)):
            numbers = range(first, first + at_once)
            both: list[Callable[[], object]] = [
                lambda: list(pool.map(lambda n: _recognised(source, n), numbers)),  # noqa: B023
                lambda: list(pool.map(lambda n: _tesseract(bare[n - 1]), numbers)),  # noqa: B023
            ]
            order = (0, 1) if turn % 2 else (1, 0)
            spent = {one: seconds(both[one]) for one in order}
            ours, alone = ours + spent[0], alone + spent[1]
    together = "une à la fois" if at_once == 1 else "deux à la fois"
    return rate(
        f"pages reconnues (OCR), {together}",
        60 * SCANS / ours,
        unit="pages/min",
        limit=f"Tesseract nu, {together}",
        limit_value=60 * SCANS / alone,
        goal=Goal(ratio_least=0.95),
    )


def _processor(source: int, bare: Sequence[Path]) -> dict[str, object]:
    """The same by the processor’s clock, which other guests of the machine do not move."""
    ours = alone = 0.0
    with reading.borrowed() as child:
        for number in range(1, SCANS // 2 + 1):
            began, others = _spent(child.pid), resource.getrusage(resource.RUSAGE_CHILDREN)
            child.run("ocr", source, format="pdf", number=number)
            ours += _spent(child.pid) - began
            _tesseract(bare[number - 1])
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
            alone += now.ru_utime + now.ru_stime - others.ru_utime - others.ru_stime
    return rate(
        "pages reconnues par minute de processeur",
        60 * (SCANS // 2) / ours,
        unit="pages/min",
        limit="Tesseract nu",
        limit_value=60 * (SCANS // 2) / alone,
        goal=Goal(ratio_least=0.95),
    )


def _spent(pid: int) -> float:
    """Seconds of processor of a child and of the programs that it waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(one) for one in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def _beside(place: Place, source: int) -> dict[str, object]:
    reader = readers()[0]
    cookies = "; ".join(f"{one.key}={one.value}" for one in reader.client.cookies.values())
    url = dict(addresses(reader))[PAGE]
    spent: dict[bool, list[float]] = {False: [], True: []}
    with _served(place, "app", ("egide.interfaces.commands", "serve", "--workers", "2", "--port")) as port:
        asyncio.run(_load(port, url, cookies, seconds=1))  # warm
        for _ in range(ROUNDS):
            for busy in (False, True):
                with _recognising(source if busy else None):
                    times, errors = asyncio.run(_load(port, url, cookies, seconds=SECONDS))
                assert errors == 0, f"{errors} answers were errors"
                spent[busy] += times
    quiet, beside = (Times(tries=tuple(spent[busy])) for busy in (False, True))
    line = row(f"pages web pendant deux reconnaissances, 16 connexions : {PAGE}, p95 (ms)", beside)
    ratio = round(beside.p95 / quiet.p95, 2)
    shown = {
        "queries": "",
        "limit": "sans reconnaissance, p95",
        "limit_p50": round(quiet.p95, 2),
        "ratio": ratio,
    }
    return judged(line | shown, Goal(ratio_most=1.25))


@contextmanager
def _recognising(source: int | None) -> Iterator[None]:
    over = threading.Event()

    def without_end(number: int) -> None:
        while not over.is_set():
            _recognised(source or 0, number)

    hands = [threading.Thread(target=without_end, args=(n,)) for n in (1, 2) if source is not None]
    for hand in hands:
        hand.start()
    try:
        yield
    finally:
        over.set()
        for hand in hands:
            hand.join()


def _recognised(source: int, number: int) -> object:
    return reading.run("ocr", source, format="pdf", number=number)


def _tesseract(page: Path) -> None:
    # It yields as ours does: what is compared is the work around it, not the machine’s other guests.
    command = ["nice", "-n", "19", "tesseract", str(page), "stdout", "-l", "fra"]
    options = ["--dpi", str(DPI), "--psm", "3", "tsv"]
    started = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ALONE,
        cwd=os.sep,
        start_new_session=True,
    )
    with suppress(OSError):
        Path(f"/proc/{started.pid}/autogroup").write_text(str(limits.NICE_SESSION))
    table, _ = started.communicate()
    assert started.returncode == 0
    assert table


def _scan(folder: Path) -> tuple[bytes, list[Path]]:
    """A scanned PDF, and the same pages as Tesseract alone is given them."""
    with pdfium.PdfDocument(pdf_of(SCANS, 0)) as document:
        drawn = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    out, bare = io.BytesIO(), []
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=DPI)
    for number, picture in enumerate(drawn):
        packed = io.BytesIO()
        picture.save(packed, "JPEG")  # as the PDF holds it: the same noise for both
        bare.append(folder / f"{number}.tif")
        Image.open(packed).save(bare[-1])
    return out.getvalue(), bare
