"""A redaction from its first zone to its published copy: who may, what is kept, what undoing gives back.

Nadia prepares, Marc reads; Bruno holds another role and Farid works elsewhere.
"""

import io
from pathlib import Path

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.redaction import actions, boxes, strokes
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import Making, State
from egide.kernel.redaction.reporting import index_pdf, report_pdf, report_values
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.wording import known_codes
from egide.platform.storage.models import StoredObject
from tests.database import as_owner
from tests.kernel.redaction.desk import Desk
from tests.kernel.scene import Scene
from tests.platform.reading.hostile import PHONE, SECRET, hostile


@pytest.fixture
def desk(scene: Scene, tmp_path: Path) -> Desk:
    """Two honest pages whose redaction has begun."""
    return Desk(scene, tmp_path)


def test_a_redaction_pins_the_version_by_its_hash(desk: Desk) -> None:
    row = desk.row

    assert (row.state, row.pages, row.sha256) == (State.PREPARING, 2, desk.version.sha256)
    assert desk.scene.codes[-1] == "redaction.opened"


def test_a_zone_that_cuts_a_word_is_widened_and_says_so(desk: Desk) -> None:
    drawn = desk.draw(x0=75, y0=94, x1=100, y1=106)

    (box,) = desk.boxes
    assert drawn.cut == (SECRET,)
    assert box.words == SECRET
    assert box.x1 > 120


def test_a_zone_must_have_a_ground_in_force_and_a_size(desk: Desk) -> None:
    with pytest.raises(Refused, match="motif"):
        desk.do(boxes.draw, page=1, rect=Rect(10, 10, 60, 60), ground="999")
    with pytest.raises(Refused, match="trop petite"):
        desk.do(boxes.draw, page=1, rect=Rect(10, 10, 10.5, 60), ground="53")
    with pytest.raises(Refused, match="2 pages"):
        desk.do(boxes.draw, page=3, rect=Rect(10, 10, 60, 60), ground="53")


def test_undo_gives_back_exactly_what_was(desk: Desk) -> None:
    desk.draw()
    before = strokes.held(desk.boxes[0])
    desk.do(boxes.give_ground, numbers=[1], ground="31")
    desk.do(boxes.move, number=1, rect=Rect(30, 300, 90, 320))
    desk.do(boxes.remove, numbers=[1])

    for _ in range(3):
        desk.do(strokes.undo_last)
    assert strokes.held(desk.boxes[0]) == before

    desk.do(strokes.undo_last)
    assert desk.boxes == []
    with pytest.raises(Refused, match="rien à annuler"):
        desk.do(strokes.undo_last)


def test_it_refuses_to_hand_over_what_is_not_ready(desk: Desk) -> None:
    with pytest.raises(Refused, match="Rien n’est masqué"):
        desk.do(actions.submit)
    desk.draw()
    desk.do(actions.look_at, page=1)
    with pytest.raises(Refused, match="Pages à voir\u00a0: 2"):
        desk.do(actions.submit)
    desk.do(actions.look_at, page=2)
    desk.draw(page=2, x0=20, y0=300, x1=60, y1=320)
    with pytest.raises(Refused, match="Pages à voir\u00a0: 2"):  # what was seen is not there any more
        desk.do(actions.submit)


def test_the_second_reader_is_never_who_prepared(desk: Desk) -> None:
    desk.prepare()

    with pytest.raises(Refused, match="autre personne"):
        desk.do(actions.look_at, "nadia", page=1)
    with pytest.raises(Refused, match="Pages à relire"):
        desk.do(actions.finish_reading, "marc")
    desk.read("marc")

    assert desk.row.reader == desk.scene.cast.user("marc")


def test_whoever_drew_one_zone_does_not_read_either(desk: Desk) -> None:
    desk.draw(page=2, who="marc", x0=20, y0=300, x1=60, y1=320)
    desk.prepare()

    with pytest.raises(Refused, match="autre personne"):
        desk.do(actions.look_at, "marc", page=1)
    desk.read("bruno")
    assert desk.row.state == State.READ


def test_the_database_refuses_an_author_who_reads(desk: Desk) -> None:
    desk.prepare()
    with as_owner():
        row = desk._row()
        row.state, row.reader_id, row.read_at = State.READ, row.author_id, desk.scene.now
        with pytest.raises(IntegrityError, match="redaction_read_by_another"), transaction.atomic():
            row.save()


def test_a_second_reader_sends_back_with_remarks(desk: Desk) -> None:
    desk.prepare()

    with pytest.raises(Refused, match="Dites ce qui"):
        desk.do(actions.send_back, "marc", remarks="  ")
    desk.do(actions.send_back, "marc", remarks="Page 2, il reste un nom.")

    assert (desk.row.state, desk.row.remarks) == (State.PREPARING, "Page 2, il reste un nom.")
    assert "Page 2" not in str([row.data for row in desk.scene.journal])


def test_zones_do_not_change_once_handed_over(desk: Desk) -> None:
    desk.prepare()

    with pytest.raises(Refused, match="ne changent plus"):
        desk.draw()


def test_a_stranger_sees_nothing_and_an_unknown_zone_does_not_exist(desk: Desk) -> None:
    with pytest.raises(NotVisible):
        desk.do(boxes.remove, numbers=[7])
    with pytest.raises(Refused):
        desk.do(actions.abandon, "helene")


def test_the_published_copy_holds_nothing_of_what_was_removed(desk: Desk) -> None:
    desk.prepare()
    desk.read()
    row = desk.make()

    assert (row.state, row.making, row.problem) == (State.PUBLISHED, Making.NONE, "")
    made = desk.output()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.Root.Lang) == "fr-CA"
        assert "/StructTreeRoot" in pdf.Root
        assert "/Im1" not in pdf.pages[1].resources
        kept = pdf.pages[1].Contents.read_bytes()
    assert b"demeure public" in kept  # an untouched page stays what it was: text
    assert row.output.file_name == f"copie-caviardee-{desk.scene.number}-1.pdf"
    assert row.timings.keys() == {"1"}
    assert all(surface["count"] == 0 for surface in row.report["surfaces"])
    assert row.report["sought"] > 3
    entry = desk.scene.journal[-1] if desk.scene.codes[-1] == "redaction.published" else None
    assert entry is not None
    assert entry.data["sha256_in"] == desk.version.sha256
    assert entry.data["sha256_out"] == row.output.sha256
    assert entry.data["prepared_by"] != entry.data["read_by"]
    with as_owner():  # the source never changes
        assert DocumentVersion.objects.get(pk=desk.version.pk).sha256 == desk.version.sha256


def test_its_index_and_its_report_repeat_no_removed_word(desk: Desk) -> None:
    desk.prepare()
    desk.read()
    row = desk.make()

    def papers(*_: object) -> tuple[bytes, bytes, str]:
        fresh = desk._row()
        return (
            index_pdf(fresh, now=desk.scene.now),
            report_pdf(fresh, now=desk.scene.now),
            str(report_values(fresh)),
        )

    index, report, values = desk.scene.act("marc", papers)

    assert index.startswith(b"%PDF")
    assert report.startswith(b"%PDF")
    assert SECRET not in values
    assert PHONE not in values
    assert row.output.sha256 in values


def test_a_copy_that_leaks_never_enters_the_dossier(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from egide.kernel.redaction import producing

    honest = producing._build

    def leaking(work: producing.Work) -> Path:
        made = honest(work)
        with pikepdf.open(made, allow_overwriting_input=True) as pdf:
            pdf.docinfo["/Author"] = SECRET
            pdf.save(made)
        return made

    monkeypatch.setattr(producing, "_build", leaking)
    desk.prepare()
    desk.read()
    with as_owner():
        before = StoredObject.objects.count()
    row = desk.make()

    assert (row.state, row.making, row.output) == (State.READ, Making.REFUSED, None)
    assert "fuites" in row.problem
    assert {one["surface"] for one in row.report["findings"]} >= {"info"}
    assert SECRET not in str(row.report["findings"])
    with as_owner():
        assert StoredObject.objects.count() == before
    assert desk.scene.codes[-1] == "redaction.held_back"
    desk.do(actions.reopen)
    assert desk.row.state == State.PREPARING


def test_a_hostile_file_gives_a_clean_copy(scene: Scene, tmp_path: Path) -> None:
    desk = Desk(scene, tmp_path, hostile)
    desk.prepare()
    desk.read()
    row = desk.make()

    assert (row.state, row.problem) == (State.PUBLISHED, "")
    assert SECRET.encode() not in desk.output()
    assert row.report["pixels"] == {"1": "annotations", "2": "invisible", "3": "layers", "4": "hidden"}


def test_a_word_that_stays_elsewhere_is_said_and_not_a_leak(desk: Desk) -> None:
    desk.do(boxes.hide_words, page=1, text="du citoyen", ground="53")
    for page in (1, 2):
        desk.do(actions.look_at, page=page)
    desk.do(actions.submit)
    desk.read()
    row = desk.make()

    assert row.state == State.PUBLISHED, row.report["findings"]
    assert [(one["word"], one["pages"]) for one in row.report["stays"]] == [
        ("citoyen", [2]),
        ("du citoyen", [2]),
    ]


def test_each_code_of_the_journal_has_its_sentence() -> None:
    steps = (
        "opened",
        "submitted",
        "returned",
        "read",
        "reopened",
        "asked",
        "held_back",
        "published",
        "abandoned",
    )

    assert {f"redaction.{step}" for step in steps} <= set(known_codes())
