"""A reading child that starts leaves nothing beside the code; one that cannot start says why to the operator.

A bound on written files stands for the full disk: both cut short what is being written.
"""

import logging
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from egide.platform import apart
from egide.platform.reading import reader
from egide.platform.reading.problems import ToolMissing
from egide.platform.reading.reader import Reader
from tests.patience import SECONDS

IMPORTS = "import sys; sys.path.insert(0, sys.argv[1]); import long_one"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a module longer, once compiled, than the files that may be written."""
    (tmp_path / "long_one.py").write_text(f"WORDS = {'mot ' * 2_000!r}\n")
    return tmp_path


def start(command: list[str]) -> None:
    """Will run it where no file of more than 500 bytes can be written."""
    most, before = 500, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        subprocess.run(command, check=True, env={}, timeout=SECONDS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_at_its_start_does_not_keep_the_next_ones_from_starting(place: Path) -> None:
    for _ in range(2):
        start(apart.python("-c", IMPORTS, str(place)))

    assert [one.name for one in place.iterdir()] == ["long_one.py"]


def test_a_python_like_any_other_would_have_written_there(place: Path) -> None:
    subprocess.run([sys.executable, "-I", "-c", IMPORTS, str(place)], check=True, env={}, timeout=SECONDS)

    assert list(place.glob("__pycache__/long_one.*.pyc"))


def test_one_that_does_not_start_says_why_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reader, "CHILD", "egide.platform.reading.no_such_child")
    erased: list[Path] = []
    usual = reader.Folder.erase

    def erase(folder: reader.Folder) -> None:
        usual(folder)
        erased.append(folder.path)

    monkeypatch.setattr(reader.Folder, "erase", erase)
    with caplog.at_level(logging.ERROR), pytest.raises(ToolMissing, match="n’a pas démarré"):
        Reader()

    assert "No module named egide.platform.reading.no_such_child" in caplog.text
    assert erased
    assert not erased[0].exists()
