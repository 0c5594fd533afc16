"""Paper: a box never holds more than it can, a part is in one place, a loan is one person's, a shelf is checked.

Bruno keeps the boxes, Nadia works on the dossier; Farid may not read it.
"""

from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.models import Notice
from egide.kernel.paper import checking, filing, labels, lending, shelving
from egide.kernel.paper.codes import read_label
from egide.kernel.paper.models import Box, Found, Loan, Medium, Part, PartMove, Place
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY
from tests.kernel.scene import Scene


def shelf(code: str = "QC-1", capacity: int = 2) -> Place:
    unit = Unit.objects.select_related("compartment").get(code="interventions")
    return shelving.open_place(
        compartment=unit.compartment,
        code=code,
        site=Site.objects.order_by("pk")[0],
        room="Voûte",
        shelf=code,
        capacity=capacity,
    )


def box(capacity: int = 100) -> Box:
    unit = Unit.objects.select_related("compartment").get(code="interventions")
    return shelving.open_box(unit=unit, label="Demandes 2026", capacity=capacity, now=NOW)


def part(dossier: Any, thickness: int = 30) -> Part:
    return filing.add_part(
        dossier=dossier,
        label="Volume",
        medium=Medium.PAPER,
        main=True,
        thickness=thickness,
        actor_code="staff:1",
        now=NOW,
    )


def file(what: Part, into: Box) -> None:
    filing.put_in_box(part=what, box=into, actor_code="staff:1", now=NOW)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("EG/B/BTE-2026-00012", "EG/B/BTE-2026-00012"),
        (" eg/p/int-2026-00004/2 ", "EG/P/INT-2026-00004/2"),
        ("BTE-2026-00012", "EG/B/BTE-2026-00012"),
        ("EG/L/QC-ARCH-03", "EG/L/QC-ARCH-03"),
        ("EG/P/INT-2026-00004", None),
        ("EG/B/BTE-2026-00012/3", None),
        ("EG/P/INT-2026-00004/0", None),
        ("https://exemple.example/EG/B/BTE-2026-00012", None),
        ("", None),
    ],
)
def test_a_label_is_understood_or_left_alone(text: str, said: str | None) -> None:
    found = read_label(text)

    assert (str(found) if found else None) == said


def test_a_box_takes_what_fits_and_refuses_what_does_not(scene: Scene) -> None:
    def fill(actor: Actor, dossier: Any) -> None:
        held = box(capacity=100)
        file(part(dossier, 70), held)
        assert filing.room_left(held) == 30
        file(part(dossier, 30), held)
        with pytest.raises(Refused, match="n’a plus que 0\u00a0mm"):
            file(part(dossier, 1), held)

    scene.act("nadia", fill)


def test_a_part_is_in_one_place_and_its_moves_are_kept(scene: Scene) -> None:
    def move(actor: Actor, dossier: Any) -> None:
        one, first, second, place = part(dossier), box(), box(), shelf()
        file(one, first)
        file(one, second)
        filing.put_on_shelf(part=one, place=place, actor_code="staff:1", now=NOW)
        filing.take_out(part=one, actor_code="staff:1", now=NOW)
        went = [(m.box, m.place) for m in PartMove.objects.filter(part=one).order_by("pk")]
        assert went == [(first, None), (second, None), (None, place), (None, None)]
        assert (filing.room_left(first), one.box, one.place) == (100, None, None)

    scene.act("nadia", move)
    assert scene.codes[-5:] == [
        "paper.part_added",
        "paper.part_boxed",
        "paper.part_boxed",
        "paper.part_shelved",
        "paper.part_taken_out",
    ]
    assert scene.problems == []


def test_a_sealed_box_lets_nothing_in_or_out(scene: Scene) -> None:
    def seal(actor: Actor, dossier: Any) -> None:
        held, one, other = box(), part(dossier), part(dossier)
        with pytest.raises(Refused, match="vide"):
            shelving.seal_box(box=held, now=NOW)
        file(one, held)
        shelving.seal_box(box=held, now=NOW)
        with pytest.raises(Refused, match="n’est pas ouverte"):
            file(other, held)
        one.refresh_from_db()
        with pytest.raises(Refused, match="n’est pas ouverte"):
            filing.take_out(part=one, actor_code="staff:1", now=NOW)
        shelving.unseal_box(box=held, now=NOW)
        file(other, held)

    scene.act("nadia", seal)


def test_a_shelf_takes_so_many_boxes(scene: Scene) -> None:
    def fill(actor: Actor, dossier: Any) -> None:
        place = shelf(capacity=1)
        first, second = box(), box()
        shelving.put_on_shelf(box=first, place=place, actor_code="staff:1", now=NOW)
        shelving.put_on_shelf(box=first, place=place, actor_code="staff:1", now=NOW)
        with pytest.raises(Refused, match="pleine"):
            shelving.put_on_shelf(box=second, place=place, actor_code="staff:1", now=NOW)
        assert first.moves.count() == 1

    scene.act("nadia", fill)


def test_a_loan_is_one_persons_until_the_part_is_back(scene: Scene) -> None:
    nadia, farid = scene.cast.user("nadia"), scene.cast.user("farid")

    def borrow(actor: Actor, dossier: Any) -> None:
        one = part(dossier)
        lent = lending.lend(part=one, borrower=nadia, due_on=TODAY, actor_code="staff:1", now=NOW)
        with pytest.raises(Refused, match="déjà prêtée"):
            lending.lend(part=one, borrower=nadia, due_on=TODAY, actor_code="staff:1", now=NOW)
        with pytest.raises(Refused, match="prêtée"):
            file(one, box())
        lending.take_back(loan=lent, actor_code="staff:2", now=NOW)
        with pytest.raises(Refused, match="ne peut pas lire"):
            lending.lend(part=one, borrower=farid, due_on=TODAY, actor_code="staff:1", now=NOW)
        with pytest.raises(Refused, match="passé"):
            lending.lend(part=one, borrower=nadia, due_on=TODAY - timedelta(days=1), actor_code="s", now=NOW)
        file(one, box())

    scene.act("bruno", borrow)


def test_nothing_is_lent_to_someone_in_conflict(scene: Scene) -> None:
    nadia = scene.cast.user("nadia")
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=NOW))

    def borrow(actor: Actor, dossier: Any) -> None:
        with pytest.raises(Refused, match="ne peut pas lire"):
            lending.lend(part=part(dossier), borrower=nadia, due_on=TODAY, actor_code="staff:1", now=NOW)

    scene.act("bruno", borrow)


def test_a_late_loan_is_told_once_a_week(scene: Scene) -> None:
    nadia = scene.cast.user("nadia")
    scene.act(
        "bruno",
        lambda a, d: lending.lend(part=part(d), borrower=nadia, due_on=TODAY, actor_code=a.code, now=NOW),
    )

    def told(days: int) -> int:
        with acting_as(service("scheduler")):
            lending.remind_of_loans.function(now=NOW + timedelta(days=days))
            found = Notice.objects.filter(user=nadia, code="paper.late").count()
            Notice.objects.update(read_at=NOW)
        return found

    assert [told(day) for day in (0, 1, 2, 8)] == [0, 1, 1, 2]


def test_a_check_says_what_is_missing_and_what_stands_elsewhere(scene: Scene) -> None:
    def check(actor: Actor, dossier: Any) -> None:
        place, other = shelf(), shelf("QC-2")
        here, gone, astray = box(), box(), box()
        for one, where in ((here, place), (gone, place), (astray, other)):
            shelving.put_on_shelf(box=one, place=where, actor_code="staff:1", now=NOW)
        started = checking.start_check(place=place, actor_code="staff:1", now=NOW)

        def seen(text: str) -> tuple[str, bool]:
            found = checking.scan(check=started, text=text, now=NOW)
            return found.line.found, found.new

        assert seen(here.number) == (Found.EXPECTED, True)
        assert seen(f"EG/B/{here.number}") == (Found.EXPECTED, False)
        assert seen(astray.number) == (Found.MISPLACED, True)
        assert seen("9782070612758") == (Found.UNKNOWN, True)
        assert list(checking.missing(started)) == [gone]
        with pytest.raises(Refused, match="Rien n’a été lu"):
            seen("  ")
        with pytest.raises(Refused, match="pleine"):
            checking.correct(check=started, actor_code="staff:1", now=NOW)
        shelving.put_on_shelf(box=gone, place=other, actor_code="staff:1", now=NOW)
        assert checking.correct(check=started, actor_code="staff:1", now=NOW) == 1
        checking.end_check(check=started, now=NOW)
        with pytest.raises(Refused, match="terminée"):
            seen(here.number)

    scene.act("bruno", check)


def test_a_printed_code_is_read_back_by_the_reader() -> None:
    code = "EG/P/INT-2026-00004/2"
    drawn = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")

    read = zxingcpp.read_barcodes(Image.fromarray(drawn.to_image(scale=4, add_quiet_zones=True)))

    assert [one.text for one in read] == [code]
    assert b"<svg" in labels.qr(code)


def test_a_sheet_of_labels_names_nobody(scene: Scene) -> None:
    def sheet(actor: Actor, dossier: Any) -> bytes:
        one = part(dossier)
        one.label = "Dossier de madame Tremblay"
        return labels.labels_pdf(
            labels=[labels.of_box(box()), labels.of_part(one), labels.of_place(shelf())], now=NOW
        )

    import pypdfium2

    text = pypdfium2.PdfDocument(scene.act("nadia", sheet))[0].get_textpage().get_text_range()
    assert scene.number in text
    assert "BTE-2026-00001" in text
    assert "Tremblay" not in text


def test_a_part_that_was_destroyed_stays_written_and_moves_no_more(scene: Scene) -> None:
    def end(actor: Actor, dossier: Any) -> None:
        held, one = box(), part(dossier)
        file(one, held)
        filing.end_part(part=one, on=TODAY, now=NOW)
        assert filing.room_left(held) == 100
        with pytest.raises(Refused, match="n’est plus dans la maison"):
            file(one, box())
        assert Loan.objects.filter(part=one).count() == 0

    scene.act("nadia", end)
