"""What was tried against the scanner's folder and the pieces that come from it, and worked once.

What always held is tested beside each screen.
"""

import base64
import os
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from egide.kernel.dossiers.models import Dossier
from egide.kernel.scans import folder, taking
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.platform.accounts.actors import service
from egide.platform.reading import reader
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.interfaces.staff.test_handing_over import send
from tests.interfaces.staff.test_handing_over_leftovers import left_of
from tests.interfaces.staff.test_scanner import scanned
from tests.walls.test_documents_attacked import TUS

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Path:
    """The folder of one unit, with a file that is no scan: once it is set apart, the round reached it."""
    settings.SCAN_FOLDER = str(tmp_path / "scans")
    monkeypatch.setattr(folder, "STILL", -(10**9))
    here = tmp_path / "scans" / "interventions"
    here.mkdir(parents=True)
    (here / "lettre.txt").write_text("x")
    return here


def round_reached(home: Path) -> bool:
    """Will run a round, and tell whether it came to the usual file."""
    taking.take_all(actor=service("scheduler"), now=NOW)
    return (home / "refused" / "lettre.txt").exists()


def test_hidden_files_and_folders_starve_nobody(home: Path) -> None:
    for n in range(60):
        (home / f".tache{n}").touch()
        (home / f"a{n}").mkdir()

    assert round_reached(home)


def test_a_name_that_fills_the_disk_s_length_stops_nobody(home: Path) -> None:
    (home / ("é" * 127)).touch()
    (home.parent / ("é" * 127)).touch()

    assert round_reached(home)
    assert sorted(path.suffix for path in (home.parent / "refused").iterdir()) == ["", ".txt"]


def test_a_file_that_bears_the_name_of_our_folder_stops_nobody(home: Path) -> None:
    (home.parent / "refused").touch()

    assert round_reached(home)


@pytest.mark.parametrize("ours", [folder.REFUSED, folder.CLAIMED])
def test_a_link_in_place_of_our_folder_leads_nowhere(home: Path, tmp_path: Path, ours: str) -> None:
    elsewhere, kept = tmp_path / "elsewhere", f"{'0' * 32}-secret.pdf"
    elsewhere.mkdir()
    (elsewhere / kept).touch()
    (home / ours).symlink_to(elsewhere)

    round_reached(home)

    assert os.listdir(elsewhere) == [kept]


def test_a_pipe_does_not_hold_the_worker(home: Path) -> None:
    (home / folder.CLAIMED).mkdir()
    os.mkfifo(home / folder.CLAIMED / f"{'0' * 32}-a.pdf")

    assert round_reached(home)


def test_a_file_that_meets_a_defect_stops_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a.pdf").write_bytes(b"%PDF-1.7")

    def defective(*args: object, **kwargs: object) -> None:
        raise KeyError("pages")

    monkeypatch.setattr(reader, "run", defective)

    assert round_reached(home)
    assert [path.name[-5:] for path in (home / folder.CLAIMED).iterdir()] == [
        "a.pdf"
    ]  # asked again next time


def test_a_filed_piece_is_read_where_its_dossier_is(cast: Cast, dossier: Dossier) -> None:
    (piece,) = scanned("secretariat", 1)
    bruno, amelie = client_of(cast.user("bruno")), client_of(cast.user("amelie"))
    here = "/archives/numeriseur/"
    assert amelie.get(f"{here}{piece}/fichier/").getvalue()  # it waits in the unit's folder

    bruno.post(here, {"piece": [str(piece)], "number": dossier.number, "do": "file"})

    assert amelie.get(f"/dossiers/{dossier.number}/").status_code == 404
    for what in ("fichier", "apercu"):
        # Through the dossier's own address, which the gate opens and the journal of reads sees.
        assert f"{dossier.number}/documents/1/v1/" in bruno.get(f"{here}{piece}/{what}/")["Location"]
        assert amelie.get(f"{here}{piece}/{what}/").status_code == 404
    assert "Lettre 1" in bruno.get(f"{here}?etat=versees").text
    assert "Lettre 1" not in amelie.get(f"{here}?etat=versees").text


def test_a_dossier_handed_over_leaves_no_sheet_nor_file_on_its_way(
    cast: Cast, dossier: Dossier, nadia: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)
    (piece,) = scanned("interventions", 1)
    with as_owner():
        ScannedPiece.objects.update(words="Élise Tremblay se plaint")
    nadia.post("/archives/numeriseur/", {"piece": [str(piece)], "number": dossier.number, "do": "file"})
    name = base64.b64encode(b"Tremblay.txt").decode()
    url = nadia.post(
        f"/envois/vers/{dossier.number}/", **TUS | {"HTTP_UPLOAD_METADATA": f"filename {name}"}
    ).headers["Location"]
    assert {"scans_scannedpiece", "uploads_upload"} <= set(left_of(dossier))

    assert send(nadia, dossier) == 303

    assert left_of(dossier) == {}
    assert nadia.patch(url, b"abc", **({"HTTP_UPLOAD_OFFSET": "0"} | TUS)).status_code == 404
    with as_owner():
        assert ScannedBatch.objects.get().stored.is_destroyed
        assert ScannedPiece.objects.get().thumbnail is None
