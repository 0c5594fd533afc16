"""The reading child has nothing to take: no file of the house, no line outside, no environment, little time.

Each lock is tried from inside, in a process confined as the child is.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest

from egide.platform.reading.limits import LARGEST_OUTPUT, NICE
from egide.platform.reading.problems import Broken, Killed, ReadingProblem, TookTooLong
from egide.platform.reading.reader import Reader, borrowed
from tests.kernel.documents import making
from tests.patience import SECONDS

ATTACK = """
import os, pathlib, socket, sys
from egide.platform.reading import confine
folder, secret = pathlib.Path(sys.argv[1]), sys.argv[2]
held = confine.closed(folder=folder)
confine.limit_resources()
def tried(what):
    try:
        what()
        return "yes"
    except OSError:
        return "no"
print(",".join(held))
print(tried(lambda: open(secret).read()))
print(tried(lambda: open(secret, "w")))
print(tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])), timeout=2)))
print(tried(lambda: (folder / "own.txt").write_text("own")))
print(tried(lambda: pathlib.Path(sys.argv[4]).write_text("x")))
print(tried(lambda: (pathlib.Path(sys.prefix) / "left-by-a-child").write_text("x")))
print(tried(lambda: (pathlib.Path(confine.__file__).parent / "left-by-a-child").write_text("x")))
"""


def test_a_child_opens_neither_the_house_s_files_nor_a_line_outside(tmp_path: Path) -> None:
    secret = tmp_path / "master.key"
    secret.write_text("clé maîtresse")
    folder = Path("/dev/shm") / f"egide-essai-{os.getpid()}"
    left = Path("/tmp") / f"left-by-a-child-{os.getpid()}"
    folder.mkdir()
    server = subprocess.Popen(
        [sys.executable, "-c", "import socket,sys; s=socket.create_server(('127.0.0.1',0)); "
         "print(s.getsockname()[1], flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        port = server.stdout.readline().decode().strip()
        command = [sys.executable, "-c", ATTACK, str(folder), str(secret), port, str(left)]
        said = (
            subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
            .stdout.decode()
            .split("\n")
        )
    finally:
        server.kill()
        server.communicate()
        rmtree(folder)
    held = said[0].split(",")
    if not {"network", "files", "tmp"} <= set(held):
        pytest.skip(f"this system offers {held} only: see docs/operations/reading.md")

    # The last two: installed under /tmp too, the house is shown to the child to be read, never written.
    assert said[1:8] == ["no", "no", "no", "yes", "yes", "no", "no"]
    assert secret.read_text() == "clé maîtresse"
    assert not left.exists()


def test_a_child_knows_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    child = Reader()
    try:
        told = Path(f"/proc/{child.pid}/environ").read_bytes()
        limits = Path(f"/proc/{child.pid}/limits").read_text()
        nice = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[16]
    finally:
        child.close()

    assert b"secret" not in told
    assert b"DATABASE_URL" not in told
    assert str(LARGEST_OUTPUT) in limits
    assert int(nice) == min(os.nice(0) + NICE, 19)  # so much below whoever runs the tests


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    slow, quick = tmp_path / "lent.pdf", tmp_path / "vite.pdf"
    slow.write_bytes(making.scanned_pdf("Une lettre numérisée bien remplie. " * 30, dpi=300))
    quick.write_bytes(making.pdf_of("Vite lu"))

    with borrowed() as child, pytest.raises(TookTooLong):
        child.run("ocr", slow, format="pdf", number=1, seconds=0.01)
    # Stopped from outside, or by itself and still there: whichever was first, the next file is read.
    with borrowed() as child:
        answer = child.run("text", quick, format="pdf")

    assert answer["pages"][0]["text"] == "Vite lu"


def test_a_killed_child_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(making.pdf_of("A"))
    child = Reader()
    folders = set(Path("/dev/shm").glob("egide-lecture-*"))
    os.kill(child.pid, signal.SIGKILL)

    with pytest.raises((Killed, Broken)):
        child.run("text", file, format="pdf")

    assert not child.is_alive
    assert len(set(Path("/dev/shm").glob("egide-lecture-*")) & folders) < len(folders) or not folders


def test_it_refuses_an_operation_that_a_kind_does_not_know(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("texte")

    with borrowed() as child:
        with pytest.raises(ReadingProblem):
            child.run("image", file, format="text", number=1, width=10)
        assert child.run("text", file, format="text")["pages"][0]["text"] == "texte"
