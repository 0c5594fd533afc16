"""Paper for the tests of the scanner: sheets printed by the house, pages with words, put together as a scanner does.

Pages are pictures, as a scanner’s are, unless they need no eyes.
"""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from egide.kernel.scans.sheets import separator_pdf

DPI = 110


@cache
def sheet(number: str = "") -> Image.Image:
    """A separator sheet as the scanner sees it: a grey picture, slightly askew."""
    printed = pdfium.PdfDocument(separator_pdf(number=number, now=datetime(2026, 11, 23, tzinfo=UTC)))
    seen: Image.Image = printed[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return seen.rotate(1.5, fillcolor=255)


@cache
def page(words: str) -> Image.Image:
    """A page with large words on it; blank without."""
    made = Image.new("L", (int(8.5 * DPI), 11 * DPI), 255)
    ImageDraw.Draw(made).text((60, 80), words, fill=0, font=ImageFont.load_default(size=40))
    return made


def pdf(*pages: Image.Image) -> bytes:
    """The pages as one PDF of pictures."""
    return _saved(pages, "PDF")


def tiff(*pages: Image.Image) -> bytes:
    """The pages as one TIFF."""
    return _saved(pages, "TIFF")


def _saved(pages: Iterable[Image.Image], kind: str) -> bytes:
    # Copies: what Pillow notes on a picture for one format spoils the next.
    first, *others = (page.copy() for page in pages)
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, resolution=DPI)
    return out.getvalue()
