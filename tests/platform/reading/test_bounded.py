"""Few children at once, none moving another’s place in a file, and no folder left by a process that was killed.

Real children and real processes.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from egide.platform.reading import folders, reader
from egide.platform.reading.problems import Busy
from tests.patience import SECONDS

HOLDING = (
    "import pathlib, sys; from egide.platform.reading import folders; folders._MEMORY = pathlib.Path(sys.argv[1]); "
    "print(folders.Folder.made().path, flush=True); sys.stdin.read()"
)


def test_one_request_too_many_waits_then_says_to_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("texte")
    monkeypatch.setattr(reader._process(), "places", threading.BoundedSemaphore(1))

    with reader.borrowed(), pytest.raises(Busy, match="Réessayez"):
        reader.run("text", file, patience=0.05, format="text")
    waited = ThreadPoolExecutor(1)
    with reader.borrowed():
        asked = waited.submit(reader.run, "text", file, patience=SECONDS, format="text")
        time.sleep(0.2)
        assert not asked.done()

    assert asked.result(SECONDS)["pages"][0]["text"] == "texte"
    waited.shutdown()


def test_two_children_read_one_open_file_without_disturbing_each_other(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("ligne entière\n" * 20_000)
    descriptor = os.open(file, os.O_RDONLY)
    try:
        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(reader.run, "text", descriptor, format="text") for _ in range(12)]
            lengths = {sum(len(page["text"]) for page in one.result(SECONDS)["pages"]) for one in asked}
    finally:
        os.close(descriptor)

    assert len(lengths) == 1
    assert lengths.pop() > 270_000


def test_the_folder_of_a_killed_process_is_swept_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    # A place of its own: in the house's, so hasty a sweep could take what another process is just making.
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    root = Path(__file__).parents[3]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) for _ in range(2)
    ]
    try:
        dead, living = (Path(one.stdout.readline().decode().strip()) for one in started if one.stdout)
        (dead / "reste.pdf").write_bytes(b"contenu")
        started[0].send_signal(signal.SIGKILL)
        started[0].wait(SECONDS)
        assert folders.sweep(tmp_path, older_than=3600) == 0
        assert folders.sweep(tmp_path, older_than=0) == 1

        assert not dead.exists()
        assert living.exists()
    finally:
        for one in started:
            one.kill()
            one.communicate()
    folders.sweep(tmp_path, older_than=0)
    assert not living.exists()
