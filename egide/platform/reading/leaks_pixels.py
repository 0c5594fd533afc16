"""The leak scan of what can be seen: the pages are drawn again, each box is looked at, each page is read.

Runs in the child. A box is its fill and labels, and no more: its own, and those of the boxes that it meets.
"""

import math
import subprocess
from pathlib import Path
from typing import Any

from egide.platform.reading.leaks_words import Sought

Found = tuple[list[dict[str, Any]], list[tuple[int, int]]]
TOLERANCE = 8  # levels out of 255: drawing again may round
SECONDS = 90
# PDFium rounds up: a page of exactly 1,654 pixels (A4 at 200 dpi) would be drawn with one more, and all of it moved.
NOT_ONE_MORE = 1 - 1e-6


def findings(target: Path, told: dict[str, Any], sought: Sought) -> Found:
    """Will draw the burned pages again, prove their boxes, then read them with Tesseract."""
    import pypdfium2 as pdfium

    leaks: list[dict[str, Any]] = []
    stays: list[tuple[int, int]] = []
    document = pdfium.PdfDocument(target)
    for number, burned in sorted((int(n), page) for n, page in told["burned"].items()):
        if number > len(document):
            continue
        scale = burned["dpi"] / 72 * NOT_ONE_MORE
        picture = document[number - 1].render(scale=scale).to_pil().convert("RGB")
        if abs(picture.width - burned["width"]) > 2 or abs(picture.height - burned["height"]) > 2:
            leaks.append({"surface": "pixels", "page": number, "secret": 0, "why": "size"})
            continue
        fresh = _fresh(picture.size, burned["boxes"])
        if not all(_is_filled(picture, box, fresh) for box in burned["boxes"]):
            leaks.append({"surface": "pixels", "page": number, "secret": 0, "why": "pixels"})
        leaking, staying = sought.in_words(_read(picture, burned["dpi"]), number)
        leaks += [{"surface": "ocr", "page": number, "secret": n, "why": "secret"} for n in leaking]
        stays += [(n, number) for n in staying]
    document.close()
    return leaks, stays


def _fresh(size: tuple[int, int], boxes: list[dict[str, Any]]) -> Any:
    """The same boxes and labels, drawn in the same order on a page that no document ever touched.

    All of them: where two boxes meet, each holds some of the other's label, and nothing else.
    """
    from PIL import Image, ImageDraw, ImageFont

    fresh = Image.new("RGB", size, (0, 0, 0))
    pen = ImageDraw.Draw(fresh)
    for box in boxes:
        pen.rectangle(tuple(box["rect"]), fill=(0, 0, 0))
        if written := box["written"]:
            font = ImageFont.load_default(size=written["size"])
            pen.text(tuple(written["at"]), box["label"], fill=(255, 255, 255), font=font)
    return fresh


def _is_filled(picture: Any, box: dict[str, Any], fresh: Any) -> bool:
    """Will compare the box with the fresh one."""
    from PIL import ImageChops

    x0, y0, x1, y1 = box["rect"]
    if x1 - x0 < 4 or y1 - y0 < 4:
        return bool(x1 <= x0 or y1 <= y0)
    inside = (x0 + 1, y0 + 1, x1, y1)
    difference: Any = ImageChops.difference(picture.crop(inside), fresh.crop(inside)).convert("L")
    extrema: Any = difference.getextrema()
    return bool(extrema[1] <= TOLERANCE)


def _read(picture: Any, dpi: float) -> str:
    import io

    kept, ratio = io.BytesIO(), min(1.0, 150 / dpi)  # enough to read, half as long
    small = picture.convert("L").resize((math.ceil(picture.width * ratio), math.ceil(picture.height * ratio)))
    small.save(kept, "PNG", compress_level=1)
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "fra", "--psm", "3", "--dpi", str(round(dpi * ratio))],
        input=kept.getvalue(),
        capture_output=True,
        timeout=SECONDS,
        check=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
    )
    return done.stdout.decode("utf-8", "replace")
