"""Labels: thirty a sheet at the places of the Avery 5160, in order, the used ones skipped."""

import io

import pypdfium2
import pytest

from egide.kernel.letters.labels import labels_pdf
from egide.kernel.letters.models import Letter
from egide.platform.errors.failures import Refused
from tests.cast import NOW
from tests.kernel.scene import Scene

POINTS = 72 / 25.4  # of one millimetre


def sheet(scene: Scene, count: int, skip: int = 0) -> pypdfium2.PdfDocument:
    letters: list[Letter] = [scene.letter("acknowledgment")] * count
    return pypdfium2.PdfDocument(io.BytesIO(labels_pdf(letters=letters, skip=skip, now=NOW)))


@pytest.mark.parametrize(("skip", "left", "top"), [(0, 0, 0), (1, 1, 0), (3, 0, 1), (29, 2, 9)])
def test_a_label_stands_where_the_sheet_is_cut(scene: Scene, skip: int, left: int, top: int) -> None:
    page = sheet(scene, 1, skip)[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
    x0, x1 = min(b[0] for b in boxes) / POINTS, max(b[2] for b in boxes) / POINTS
    y0, y1 = (279.4 - max(b[3] for b in boxes) / POINTS), (279.4 - min(b[1] for b in boxes) / POINTS)

    assert 4.7625 + left * 69.85 <= x0 < x1 <= 4.7625 + left * 69.85 + 66.675
    assert 12.7 + top * 25.4 <= y0 < y1 <= 12.7 + (top + 1) * 25.4
    assert "Élise Tremblay" in text.get_text_range()


@pytest.mark.parametrize(("count", "sheets"), [(30, 1), (31, 2)])
def test_thirty_fill_a_sheet(scene: Scene, count: int, sheets: int) -> None:
    assert len(sheet(scene, count)) == sheets


def test_a_person_without_postal_address_has_no_label(scene: Scene) -> None:
    letter = scene.letter("acknowledgment")
    letter.recipient.address = ""

    with pytest.raises(Refused, match="pas d’étiquette"):
        labels_pdf(letters=[letter], now=NOW)
