"""What the scanner brings: which pages are separator sheets, and the documents cut out between them.

Pages are drawn small and looked at by zxing; a PDF is cut without touching what its pages hold.
"""

import io
import math
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any, BinaryIO, cast

import pikepdf
import zxingcpp
from PIL import Image

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, Protected, TooMuch
from egide.platform.reading.tools import Answer, Source, images, kept, pdf

_DPI = 130  # a QR code of three centimetres then has about 150 pixels
_MOST_PIXELS = 6_000_000
_LONGEST = 200  # characters of one code
_KINDS = (
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.DataMatrix,
)
_DARK, _SPECKS = 160, 0.0003  # a page is blank when fewer dots than this are darker than that


def barcodes(source: Source, *, kind: str) -> Answer:
    """Will return the pages, the text of each code found on them, and which are blank.

    `kind`: « pdf » or « image ».
    """
    drawn = _pdf_pages(source) if kind == "pdf" else _frames(source)
    total, found, blank = 0, [], []
    for number, page in enumerate(drawn, start=1):
        total = number
        codes = zxingcpp.read_barcodes(
            page, formats=zxingcpp.BarcodeFormats(list(_KINDS)), try_downscale=True
        )
        found += [[number, code.text[:_LONGEST]] for code in codes if code.valid]
        if not codes and _is_blank(page):
            blank.append(number)
        if source.is_over:
            raise TooMuch
    return Answer(
        {"pages": total, "found": found, "blank": blank, "tool": "zxing", "version": version("zxing-cpp")}
    )


def cut(source: Source, *, kind: str, ranges: list[list[int]]) -> Answer:
    """Will return one file for each range of pages, both ends included."""
    make = _pdf_cutter(source) if kind == "pdf" else _image_cutter(source)
    return Answer({"tool": "qpdf" if kind == "pdf" else "Pillow"}, [kept(make(*ends)) for ends in ranges])


def _pdf_pages(source: Source) -> Iterator[Image.Image]:
    document = pdf._opened(source)
    if len(document) > limits.MOST_PAGES:
        raise TooMuch
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        yield bitmap.to_pil()
        bitmap.close()
        page.close()


def _frames(source: Source) -> Iterator[Image.Image]:
    image, total = images._opened(source)
    if total > limits.MOST_FRAMES:
        raise TooMuch
    for number in range(total):
        try:
            image.seek(number)
            if image.width * image.height > limits.MOST_PIXELS:
                raise TooMuch
            frame = image.convert("L")
        except (OSError, EOFError, ValueError, SyntaxError) as error:
            raise Broken from error
        frame.thumbnail((2400, 2400))
        yield frame


def _is_blank(page: Image.Image) -> bool:
    counts = page.histogram()
    return sum(counts[:_DARK]) < _SPECKS * page.width * page.height


def _pdf_cutter(source: Source) -> Callable[[int, int], bytes]:
    try:
        whole = pikepdf.open(cast(BinaryIO, source.opened()))
    except pikepdf.PasswordError as error:
        raise Protected from error
    except pikepdf.PdfError as error:
        raise Broken from error

    def make(first: int, last: int) -> bytes:
        part, out = pikepdf.new(), io.BytesIO()
        part.pages.extend(whole.pages[first - 1 : last])
        part.save(out, deterministic_id=True)
        return out.getvalue()

    return make


def _image_cutter(source: Source) -> Callable[[int, int], bytes]:
    image, _ = images._opened(source)

    def make(first: int, last: int) -> bytes:
        frames, out = [], io.BytesIO()
        for number in range(first - 1, last):
            image.seek(number)
            frames.append(image.copy())
        packed: dict[str, Any] = {
            "compression": "group4" if all(f.mode == "1" for f in frames) else "tiff_adobe_deflate"
        }
        dpi = image.info.get("dpi")
        frames[0].save(
            out, "TIFF", save_all=True, append_images=frames[1:], **packed, **({"dpi": dpi} if dpi else {})
        )
        return out.getvalue()

    return make
