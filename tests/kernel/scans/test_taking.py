"""From the scanner’s folder to the dossiers: cut at the sheets, filed by their number or kept waiting, never lost.

The reading child and its tools are real; pages are small.
"""

import io
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from egide.kernel.documents.models import Document
from egide.kernel.records.models import Disposed, DisposedAs
from egide.kernel.scans import filing, folder, taking
from egide.kernel.scans.forgetting import forget_dossier, forget_filed
from egide.kernel.scans.models import PieceState, ScannedBatch, ScannedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.reading import reader
from egide.platform.storage import store
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.scans import papers
from tests.kernel.scene import Scene

Take = Callable[[], int]


@pytest.fixture(autouse=True)
def _children() -> Iterator[None]:
    yield
    reader.close_all()


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scanner's folder, with those of two units; its files are judged still at once."""
    settings.SCAN_FOLDER = str(tmp_path)
    monkeypatch.setattr(folder, "STILL", -(10**9))
    for unit in ("interventions", "commission"):
        (tmp_path / unit).mkdir()
    return tmp_path


@pytest.fixture
def take(cast: Cast) -> Take:
    return lambda: taking.take_all(actor=service("scheduler"), now=NOW)


def pieces() -> list[ScannedPiece]:
    with as_owner():
        return list(
            ScannedPiece.objects.select_related("stored", "thumbnail", "batch__stored", "dossier").order_by(
                "batch_id", "rank"
            )
        )


def pages_of(piece: ScannedPiece) -> int:
    with as_owner(), store.open_stream(stored=piece.stored) as stream:
        content = b"".join(stream)
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            return len(document.pages)
    return int(getattr(Image.open(io.BytesIO(content)), "n_frames", 1))


def left(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_a_batch_is_cut_at_its_sheets_and_a_number_files_its_piece(
    scene: Scene, home: Path, take: Take
) -> None:
    batch = papers.pdf(
        papers.sheet(),
        papers.page("Bonjour Madame"),
        papers.page("Suite"),
        papers.sheet(scene.number),
        papers.page("Preuve"),
        papers.sheet("INT-2020-99999"),
        papers.page("Perdue"),
    )
    (home / "interventions" / "lot du matin.pdf").write_bytes(batch)

    assert take() == 1

    first, filed, lost = pieces()
    assert [(p.first_page, p.last_page, pages_of(p)) for p in (first, filed, lost)] == [
        (2, 3, 2),
        (5, 5, 1),
        (7, 7, 1),
    ]
    assert [p.state for p in (first, filed, lost)] == [
        PieceState.WAITING,
        PieceState.FILED,
        PieceState.WAITING,
    ]
    assert (first.words, first.named) == ("Bonjour Madame", "")
    assert first.thumbnail is not None
    assert filed.dossier is not None
    assert (filed.dossier.number, filed.handled_by) == (scene.number, "service:scheduler")
    assert "aucun dossier de ce numéro" in lost.why.replace("\u00a0", " ")
    with as_owner():
        assert Document.objects.get(dossier__number=scene.number).title == "lot du matin (2)"
    assert left(home) == []


def test_a_unit_that_may_not_keeps_the_piece_waiting(scene: Scene, home: Path, take: Take) -> None:
    (home / "secretariat").mkdir()
    (home / "technology").mkdir()
    for unit in ("technology", "commission"):
        (home / unit / f"{unit}.tif").write_bytes(
            papers.tiff(papers.sheet(scene.number), papers.page("Une preuve"))
        )

    assert take() == 2

    whys = {piece.batch.file_name: piece.why.replace("\u00a0", " ") for piece in pieces()}
    assert "ne verse pas" in whys["technology.tif"]
    # Behind another wall, a number tells nothing.
    assert "aucun dossier de ce numéro" in whys["commission.tif"]
    with as_owner():
        assert not Document.objects.filter(dossier__number=scene.number).exists()


def test_a_piece_for_a_destroyed_dossier_waits_for_someone(scene: Scene, home: Path, take: Take) -> None:
    with as_owner():
        Disposed.objects.create(
            dossier=scene.dossier, compartment_id=scene.dossier.compartment_id, fate=DisposedAs.DESTROYED,
            decision="LD-1", certificate="CD-1", rule="6200", disposed_at=NOW,
        )  # fmt: skip
    (home / "interventions" / "tard.tif").write_bytes(
        papers.tiff(papers.sheet(scene.number), papers.page("Une preuve"))
    )

    assert take() == 1

    (piece,) = pieces()
    assert (piece.state, piece.dossier, "est détruit" in piece.why) == (PieceState.WAITING, None, True)


def test_what_is_no_scan_goes_apart_with_the_reason(home: Path, take: Take) -> None:
    place = home / "interventions"
    (place / "programme.pdf").write_bytes(b"MZ\x00" + bytes(100))
    (place / "coupé.pdf").write_bytes(papers.pdf(papers.page("Début"))[:300])
    (place / "vide.pdf").write_bytes(b"")
    (place / "séparateurs.pdf").write_bytes(papers.pdf(papers.sheet()))
    (home / "inconnue").mkdir()
    (home / "inconnue" / "lettre.pdf").write_bytes(b"%PDF-1.7")
    (home / "dehors.pdf").write_bytes(b"%PDF-1.7")
    os.symlink("/etc/hostname", place / "lien.pdf")

    assert take() == 0

    reasons = {
        path.name: path.read_text(encoding="utf-8").replace("\u00a0", " ") for path in home.rglob("*.txt")
    }
    assert "que des PDF et des images" in reasons["programme.pdf.txt"]
    assert "abîmé" in reasons["coupé.pdf.txt"]
    assert "que des feuilles de séparation" in reasons["séparateurs.pdf.txt"]
    assert "Aucune unité" in reasons["lettre.pdf.txt"]
    assert "hors du dossier" in reasons["dehors.pdf.txt"]
    assert "raccourci" in reasons["lien.pdf.txt"]
    assert len(reasons) == 7
    assert (place / "refused" / "programme.pdf").read_bytes().startswith(b"MZ")
    assert pieces() == []


def test_killed_before_or_after_the_commit_nothing_is_lost_nor_taken_twice(
    scene: Scene, home: Path, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "interventions" / "lot.pdf").write_bytes(papers.pdf(papers.page("")))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as before:
        before.setattr(ScannedPiece.objects, "create", killed)
        with pytest.raises(KeyboardInterrupt):
            take()
    assert len(left(home)) == 1
    with monkeypatch.context() as after:
        after.setattr(folder.Claim, "forget", killed)
        with pytest.raises(KeyboardInterrupt):
            take()
    assert len(left(home)) == 1
    assert take() == 0

    assert left(home) == []
    with as_owner():
        assert ScannedBatch.objects.count() == 1
    assert len(pieces()) == 1


@pytest.fixture
def waiting(scene: Scene, home: Path, take: Take) -> list[ScannedPiece]:
    """Two pieces in the folder of the interventions, one in the Commissioner's."""
    (home / "interventions" / "lot.pdf").write_bytes(
        papers.pdf(papers.page("Une lettre reçue"), papers.sheet(), papers.page("Une autre lettre"))
    )
    (home / "commission" / "autre.pdf").write_bytes(papers.pdf(papers.page("")))
    assert take() == 2
    return lot_first()


def lot_first() -> list[ScannedPiece]:
    return sorted(pieces(), key=lambda piece: (piece.batch.file_name != "lot.pdf", piece.rank))


def test_a_person_of_the_unit_files_several_at_once(
    scene: Scene, waiting: list[ScannedPiece], cast: Cast
) -> None:
    mine = [piece.public_id for piece in waiting[:2]]
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        dossier, count = filing.file_pieces(actor=nadia, chosen=mine, number=scene.number, now=NOW)

    assert (dossier.number, count) == (scene.number, 2)
    with as_owner():
        assert Document.objects.filter(dossier__number=scene.number).count() == 2
    with acting_as(nadia), pytest.raises(Refused, match="déjà été versée"):
        filing.file_pieces(actor=nadia, chosen=mine[:1], number=scene.number, now=NOW)


def test_nobody_files_from_the_folder_of_another_unit(
    scene: Scene, waiting: list[ScannedPiece], cast: Cast
) -> None:
    theirs, mine = waiting[2].public_id, waiting[0].public_id
    for name, chosen in (("nadia", [mine, theirs]), ("bruno", [mine]), ("claire", [mine])):
        actor = cast.actor(name)
        with acting_as(actor):
            assert filing.pieces_of(actor).filter(public_id__in=chosen).count() < len(chosen)
            with pytest.raises(NotVisible):
                filing.file_pieces(actor=actor, chosen=chosen, number=scene.number, now=NOW)
    with as_owner():
        assert not Document.objects.filter(dossier__number=scene.number).exists()


def test_what_is_set_aside_comes_back(waiting: list[ScannedPiece], cast: Cast) -> None:
    nadia, mine = cast.actor("nadia"), [waiting[0].public_id]
    with acting_as(nadia):
        with pytest.raises(Refused, match="Dites pourquoi"):
            filing.set_aside(actor=nadia, chosen=mine, reason=" ", now=NOW)
        filing.set_aside(actor=nadia, chosen=mine, reason="Page blanche", now=NOW + timedelta(minutes=1))
        aside = filing.piece_of(nadia, mine[0])
        filing.take_back(actor=nadia, chosen=mine)
        back = filing.piece_of(nadia, mine[0])

    assert (aside.state, aside.why) == (PieceState.ASIDE, "Page blanche")
    assert (back.state, back.why, back.handled_at) == (PieceState.WAITING, "", None)


def test_no_copy_outlives_what_was_filed(scene: Scene, waiting: list[ScannedPiece], cast: Cast) -> None:
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        mine = [piece.public_id for piece in waiting[:2]]
        filing.file_pieces(actor=nadia, chosen=mine, number=scene.number, now=NOW)

    with acting_as(service("scheduler")):
        early = forget_filed(now=NOW + timedelta(days=29))
        late = forget_filed(now=NOW + timedelta(days=31))

    assert (early, late) == (0, 1)
    one, two, other = lot_first()
    assert one.batch.stored.is_destroyed
    assert (one.words, one.thumbnail, two.words, two.thumbnail) == ("", None, "", None)
    assert not one.stored.is_destroyed
    assert other.thumbnail is not None
    assert not other.batch.stored.is_destroyed


def test_a_destroyed_dossier_takes_the_scanner_s_copies_with_it(
    scene: Scene, waiting: list[ScannedPiece], cast: Cast
) -> None:
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        dossier, _ = filing.file_pieces(
            actor=nadia, chosen=[waiting[0].public_id], number=scene.number, now=NOW
        )
        forget_dossier(dossier=dossier, now=NOW)

    one, two, _ = lot_first()
    assert (one.words, one.thumbnail) == ("", None)
    assert one.batch.stored.is_destroyed
    assert two.words
    assert not two.stored.is_destroyed


def test_blank_pages_separate_in_the_subfolder_made_for_it_and_nowhere_else(
    scene: Scene, home: Path, take: Take
) -> None:
    batch = papers.pdf(papers.page("Un"), papers.page(""), papers.page("Deux"))
    apart = home / "interventions" / folder.AT_BLANKS
    apart.mkdir()
    (apart / "lot.pdf").write_bytes(batch)
    (home / "interventions" / "autre.pdf").write_bytes(batch)

    assert take() == 2

    cut = {(p.batch.file_name, p.first_page, p.last_page) for p in pieces()}
    assert cut == {("lot.pdf", 1, 1), ("lot.pdf", 3, 3), ("autre.pdf", 1, 3)}
    assert left(home) == []
