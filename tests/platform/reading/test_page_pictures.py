"""A scanned page is recognised in the scanner’s own dots; anything else on the page, and the page is drawn.

The pages are made by pikepdf, operator by operator.
"""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from egide.platform.reading.tools.page_pictures import taken

WIDE, TALL = 400, 500  # dots
WHOLE = b"q 96 0 0 120 0 0 cm /Im Do Q"  # 300 dots per inch


def picture() -> Image.Image:
    """Grey levels that no drawing would give back as they are."""
    drawn = Image.new("L", (WIDE, TALL))
    drawn.putdata([(x * 7 + y * 13) % 256 for y in range(TALL) for x in range(WIDE)])
    return drawn


def page_of(
    content: bytes, told: dict[str, object] | None = None, *, box: tuple[float, ...] = (0, 0, 96, 120)
) -> pdfium.PdfPage:
    """Will return a page of this content, which may draw the image « Im »."""
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, picture().tobytes())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = WIDE, TALL, 8
    image.ColorSpace = pikepdf.Name.DeviceGray
    for name, value in (told or {}).items():
        if value is None:
            del image[f"/{name}"]
        elif name != "Rotate":
            image[f"/{name}"] = value
    page = pdf.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    page.MediaBox = list(box)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = pikepdf.Stream(pdf, content)
    if told and "Rotate" in told:
        page.Rotate = told["Rotate"]
    out = io.BytesIO()
    pdf.save(out)
    return pdfium.PdfDocument(out.getvalue())[0]


def test_the_very_dots_are_taken() -> None:
    found, scale, corner = taken(page_of(WHOLE))

    assert found.tobytes() == picture().tobytes()
    assert (round(scale * 72), corner) == (300, (0.0, 0.0))


def test_a_margin_moves_the_words_and_not_the_dots() -> None:
    found, _, corner = taken(page_of(b"q 96 0 0 120 12 33 cm /Im Do Q", box=(10, 30, 108, 154)))

    assert found.size == (WIDE, TALL)
    assert [round(value, 2) for value in corner] == [2, 1]  # from the left, from the top


def test_light_turned_to_dark_by_the_file_is_turned_for_the_reader_too() -> None:
    found, _, _ = taken(page_of(WHOLE, {"Decode": pikepdf.Array([1, 0])}))

    assert found.getpixel((3, 5)) == 255 - picture().getpixel((3, 5))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WHOLE + b" 0 0 10 10 re f", {}),
        (b"q 96 0 0 -120 0 120 cm /Im Do Q", {}),
        (b"q 0 120 -96 0 96 0 cm /Im Do Q", {}),
        (b"q 60 0 0 75 0 0 cm /Im Do Q", {}),
        (b"q 96 0 0 100 0 10 cm /Im Do Q", {}),
        (b"q 20 20 30 30 re W n 96 0 0 120 0 0 cm /Im Do Q", {}),
        (WHOLE, {"Rotate": 90}),
        (b"q 1 0 0 rg 96 0 0 120 0 0 cm /Im Do Q", {"ImageMask": True, "BitsPerComponent": 1, "ColorSpace": None}),
    ],
    ids=["something beside", "upside down", "turned", "small", "stretched", "clipped", "turned page", "stencil"],
)  # fmt: skip
def test_any_other_page_is_drawn(content: bytes, told: dict[str, object]) -> None:
    page = page_of(content, told)

    found, scale, corner = taken(page)

    width, height = page.get_size()
    assert corner == (0.0, 0.0)
    assert abs(found.width - width * scale) <= 1
    assert abs(found.height - height * scale) <= 1
    assert found.tobytes() != picture().tobytes()
