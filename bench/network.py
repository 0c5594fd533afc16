"""Throughput over the network: the real server, its whole application, sixteen connections; beside it, the trivial view
served the same way. One small client for both, on the same processors.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from bench.pages import addresses, headers_of
from bench.readers import readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import Times
from bench.trivial import WORKERS

CONNECTIONS, WARM = 16, 1.5
# Short rounds in turns, and the median of their ratios: a shared machine changes its pace from one second to the next.
SECONDS, ROUNDS = 1.0, 9
WANTED = ("Mon travail", "liste", "liste, en retard", "recherche, début de nom",
          "recherche, compte et filtres, nom")  # fmt: skip
GOAL = Goal(ratio_least=0.35, p95=100)


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will load each page and the trivial view in turns, and compare what was served."""
    reader = readers()[0]
    cookies = "; ".join(f"{one.key}={one.value}" for one in reader.client.cookies.values())
    unit = min(a.unit_id for a in reader.actor.roles)
    serve = ("egide.interfaces.commands", "serve", "--workers", str(WORKERS), "--port")
    with (
        _served(place, "app", serve) as house,
        _served(place, "owner", ("bench.trivial", str(unit))) as trivial,
    ):
        wanted = [(name, url) for name, url in addresses(reader) if name in WANTED]
        # Each thread of each process prepares its statements once: the first page measured must not pay for it.
        for _, url in wanted:
            asyncio.run(_load(house, url, cookies, seconds=WARM))
            asyncio.run(_load(trivial, "/", "", seconds=WARM))
        for name, url in wanted:
            yield _compared(name, (house, url, cookies), (trivial, "/", ""))


def _compared(name: str, page: tuple[int, str, str], trivial: tuple[int, str, str]) -> dict[str, object]:
    spent: tuple[list[float], list[float]] = ([], [])
    ratios, errors = list[float](), 0
    for asked in (trivial, page):
        asyncio.run(_load(*asked, seconds=1))  # warm
    for _ in range(ROUNDS):
        counts = []
        for kept, asked in zip(spent, (trivial, page), strict=True):
            times, failed = asyncio.run(_load(*asked, seconds=SECONDS))
            kept += times
            errors += failed
            counts.append(len(times))
        ratios.append(counts[1] / counts[0])
    served = [len(times) / (ROUNDS * SECONDS) for times in spent]
    assert errors == 0, f"{errors} answers were errors"
    line = row(f"débit, 16 connexions : {name} (requêtes/s)", Times(tries=tuple(spent[1])))
    ratio = round(median(ratios), 2)
    shown = {"p50": round(served[1]), "queries": "", "limit": "vue triviale", "limit_p50": round(served[0])}
    line |= shown | {"ratio": ratio, "goal": GOAL.words()}
    return line | {"holds": GOAL.verdict(line)}


async def _load(port: int, url: str, cookies: str, *, seconds: float) -> tuple[list[float], int]:
    """Will ask again and again on each connection; gives the times in milliseconds, and how many were errors."""
    said = "".join(f"{name}: {value}\r\n" for name, value in headers_of(url).items())
    request = (
        f"GET {url} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Banc/1.0\r\n{said}Cookie: {cookies}\r\n\r\n"
    ).encode()
    until, times, errors = time.perf_counter() + seconds, [], 0

    async def one() -> None:
        nonlocal errors
        line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while (began := time.perf_counter()) < until:
            reader, writer = line = line or await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            errors += head[9:12] != b"200"
            # What is answered once the round is over would be counted as if it had taken no time.
            if (now := time.perf_counter()) <= until:
                times.append((now - began) * 1000)
            if b"connection: close" in head:  # the house deals it anew, as it does a browser’s
                line = None
                writer.close()
        if line:
            writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return times, errors


@contextmanager
def _served(place: Place, role: str, module: tuple[str, ...]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *module, str(port)],
        env={**os.environ, **place.environment(role)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server stopped"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")
