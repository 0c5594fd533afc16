"""Real programs against the real server: litmus, which tests the whole protocol, and cadaver, which edits a file.

Two web workers: what one is told, the other knows.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database import Pair, TestServer
from tests.interfaces.webdav.live import FIRST, Bench, bench
from tests.tools import need

SUITES = {"basic": 16, "copymove": 13, "props": 30, "locks": 41, "http": 4}


@pytest.fixture
def site(fresh: Pair, test_server: TestServer, tmp_path: Path) -> Iterator[Bench]:
    with bench(fresh, test_server, tmp_path) as stood:
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
