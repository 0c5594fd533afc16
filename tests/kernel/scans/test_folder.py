"""The scanner’s folder as a disk sees it: what grows, what is hostile, what a dead process left.

No database here; what becomes of the bytes is in test_taking.py.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from egide.kernel.scans import folder


def soon() -> datetime:
    """The instant at which what was just written is judged still."""
    return datetime.now(UTC) + timedelta(seconds=folder.STILL + 5)


def put(home: Path, name: str, content: bytes = b"%PDF-1.7") -> Path:
    path = home / name
    path.write_bytes(content)
    return path


def test_a_file_that_still_grows_is_left_alone_whatever_date_it_claims(tmp_path: Path) -> None:
    path = put(tmp_path, "lot.pdf")
    os.utime(path, (0, 0))  # a copy that preserves the date of its source

    assert list(folder.claims(tmp_path, now=datetime.now(UTC))) == []
    assert [claim.name for claim in folder.claims(tmp_path, now=soon())] == ["lot.pdf"]
    assert not path.exists()


def test_a_claim_is_found_again_after_a_kill(tmp_path: Path) -> None:
    put(tmp_path, "lot.pdf")
    (first,) = folder.claims(tmp_path, now=soon())

    (again,) = folder.claims(tmp_path, now=soon())

    assert again == first
    assert again.path.read_bytes() == b"%PDF-1.7"


def test_hidden_files_and_folders_are_not_taken(tmp_path: Path) -> None:
    put(tmp_path, ".lot.pdf.tmp")
    (tmp_path / "sous-dossier").mkdir()

    assert list(folder.claims(tmp_path, now=soon())) == []


def test_a_hostile_name_stays_in_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "lot\\..\\évasion\u202efdp.exe.pdf")

    (claim,) = folder.claims(tmp_path, now=soon())

    assert claim.path.parent == tmp_path / folder.CLAIMED
    assert claim.name == "évasionfdp.exe.pdf"


def test_what_is_refused_keeps_its_bytes_and_never_replaces_another(tmp_path: Path) -> None:
    for content in (b"un", b"deux", b"trois"):
        put(tmp_path, "lot.exe", content)
        (claim,) = folder.claims(tmp_path, now=soon())
        claim.refuse("Pas un document.")

    apart = tmp_path / folder.REFUSED
    assert {path.name: path.read_bytes() for path in apart.iterdir() if path.suffix == ".exe"} == {
        "lot.exe": b"un",
        "lot (2).exe": b"deux",
        "lot (3).exe": b"trois",
    }
    assert (apart / "lot (2).exe.txt").read_text(encoding="utf-8") == "Pas un document.\n"
