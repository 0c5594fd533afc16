"""Real programs against the real server: litmus, which tests the whole protocol, and cadaver, which edits a file.

Two web workers: what one is told, the other knows.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from tests.clocks import clock
from tests.database import Pair, TestServer
from tests.interfaces.webdav.live import FIRST, Bench, bench
from tests.patience import SECONDS
from tests.tools import need

__all__ = ["clock"]
SECOND = b"Version seconde.\n"
SUITES = {"basic": 16, "copymove": 13, "props": 30, "locks": 41, "http": 4}


@pytest.fixture
def site(fresh: Pair, test_server: TestServer) -> Iterator[Bench]:
    with bench(fresh, test_server) as stood:
        yield stood


def test_litmus_passes_whole(site: Bench, tmp_path: Path) -> None:
    litmus = need("litmus")

    ran = subprocess.run(
        [litmus, site.root + "essai/"],
        cwd=tmp_path,
        env=os.environ | {"TESTS": " ".join(SUITES)},
        capture_output=True,
        text=True,
        timeout=240,
    )

    told = re.findall(r"summary for `(\w+)': of (\d+) tests run: (\d+) passed, (\d+) failed", ran.stdout)
    assert {name: (int(run), int(passed), int(failed)) for name, run, passed, failed in told} == {
        name: (count, count, 0) for name, count in SUITES.items()
    }, ran.stdout[-6000:]


def test_cadaver_edits_a_file_and_its_lock_outlives_the_server(site: Bench, tmp_path: Path) -> None:
    cadaver = need("cadaver")
    (tmp_path / "seconde.txt").write_bytes(SECOND)

    _typed(cadaver, tmp_path, site.folder, [f"lock '{site.name}'", f"get '{site.name}' lue.txt"])
    site.site.kill()
    site.site.start()
    told = _typed(
        cadaver, tmp_path, site.folder, [f"discover '{site.name}'", f"put seconde.txt '{site.name}'"]
    )
    assert "opaquelocktoken:" in told, told
    assert "423 Locked" in told, told
    assert site.versions() == [_hash(FIRST)]
    token = re.findall(r"opaquelocktoken:[0-9a-fx-]+", told)[0]
    assert (tmp_path / "lue.txt").read_bytes() == FIRST

    # The program that holds the lock shows it, on another worker of a server that was started again.
    saved = _sent(site, "PUT", SECOND, {"If": f"(<{token}>)"})
    assert saved == 204
    assert _sent(site, "UNLOCK", b"", {"Lock-Token": f"<{token}>"}) == 204
    third = tmp_path / "troisieme.txt"
    third.write_bytes(SECOND + FIRST)
    _typed(cadaver, tmp_path, site.folder, [f"put troisieme.txt '{site.name}'"])

    assert site.versions() == [_hash(FIRST), _hash(SECOND), _hash(SECOND + FIRST)]


def _typed(cadaver: str, home: Path, folder: str, lines: list[str]) -> str:
    ran = subprocess.run(
        [cadaver, folder],
        input="\n".join([*lines, "quit", ""]),
        cwd=home,
        env=os.environ | {"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ran.stdout + ran.stderr


def _sent(site: Bench, method: str, body: bytes, headers: dict[str, str]) -> int:
    request = Request(site.folder + quote(site.name), body or None, headers, method=method)
    with urlopen(request, timeout=SECONDS) as answer:
        return int(answer.status)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
