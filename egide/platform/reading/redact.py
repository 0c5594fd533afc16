"""Redaction, the operations that open the received file: look at its pages, burn one, read its pixels again.

Runs in the child, page by page. Nothing of the source goes over but pixels and what redact_cleaning.py keeps.
"""

import csv
import io
import math
import os
import subprocess
from pathlib import Path
from typing import Any

DPI = 200
POINTS = 72  # in an inch
MOST_PIXELS = 40_000_000  # of one page; a larger one is drawn coarser
FILL, INK = 0, 255
GREY_LEVELS = 16
SMALLEST_LABEL, LARGEST_LABEL = 9, 30  # pixels
OCR_SECONDS = 90


def look(source: Path) -> dict[str, Any]:
    """Will return, for each page, its size as it is shown (points) and why it must become an image, if it must."""
    import pikepdf
    import pypdfium2 as pdfium

    from egide.platform.reading.redact_cleaning import why_pixels

    seen = []
    drawn = pdfium.PdfDocument(source)
    with pikepdf.open(source) as read:
        for number, page in enumerate(read.pages, start=1):
            picture = drawn[number - 1]
            width, height = picture.get_size()
            seen.append(
                {"number": number, "width": width, "height": height, "why": why_pixels(page, picture)}
            )
            picture.close()
    drawn.close()
    return {"pages": seen}


def burn(
    source: Path, *, target: Path, number: int, boxes: list[dict[str, Any]], dpi: int = DPI
) -> dict[str, Any]:
    """Will draw one page with its boxes filled and labelled, into the PNG `target`.

    `boxes`: x0, y0, x1, y1 in points from the top left of the page as it is shown, and `label`. The answer says
    where each box and each label lie, in pixels.
    """
    from PIL import ImageDraw

    picture, scale = _drawn(source, number, dpi)
    pen = ImageDraw.Draw(picture)
    burned = [_burn_one(pen, picture.size, box, scale) for box in boxes]
    picture.save(target, "PNG", compress_level=6)
    return {
        "number": number, "width": picture.width, "height": picture.height, "dpi": scale * POINTS,
        "grey": picture.mode == "L", "boxes": burned,
    }  # fmt: skip


def preview(source: Path, *, target: Path, number: int, boxes: list[dict[str, Any]]) -> dict[str, Any]:
    """Will draw one page as it would be published, as a small WebP picture."""
    from PIL import Image

    told = burn(source, target=target, number=number, boxes=boxes, dpi=110)
    with Image.open(target) as picture:
        picture.convert("RGB").save(target, "WEBP", quality=80)
    return told


def read_again(picture: Path, *, boxes: list[dict[str, Any]], dpi: float = DPI) -> dict[str, Any]:
    """Will read the words of the redacted pixels with Tesseract; the labels are told, not read.

    Each word comes with its line and its place in pixels.
    """
    from PIL import Image, ImageDraw

    with Image.open(picture) as opened:
        bare = opened.convert("L")
    pen = ImageDraw.Draw(bare)
    for box in boxes:
        pen.rectangle(box["rect"], fill=INK)
    return {"words": words_of(bare, dpi)}


def words_of(picture: Any, dpi: float) -> list[dict[str, Any]]:
    """Will return the words that Tesseract sees on a grey picture."""
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=1)
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "fra", "--psm", "3", "--dpi", str(round(dpi)), "tsv"],
        input=kept.getvalue(),
        capture_output=True,
        timeout=OCR_SECONDS,
        check=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8",
             **{k: v for k, v in os.environ.items() if k == "TESSDATA_PREFIX"}},
    )  # fmt: skip
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [
        _word(row)
        for row in rows
        if row["level"] == "5" and (row["text"] or "").strip() and float(row["conf"]) >= 0
    ]


def _word(row: dict[str, Any]) -> dict[str, Any]:
    left, top = int(row["left"]), int(row["top"])
    line = "-".join(row[name] for name in ("block_num", "par_num", "line_num"))
    return {
        "text": row["text"].strip(), "line": line,
        "rect": [left, top, left + int(row["width"]), top + int(row["height"])],
    }  # fmt: skip


def _drawn(source: Path, number: int, dpi: int) -> tuple[Any, float]:
    """Will return the page as pixels (grey when it has no colour) and how many pixels make a point."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(source)
    document.init_forms()
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(dpi / POINTS, math.sqrt(MOST_PIXELS / max(width * height, 1)))
    picture = page.render(scale=scale, may_draw_forms=True, draw_annots=True).to_pil().convert("RGB")
    document.close()
    return _greyed(picture), scale


def _greyed(picture: Any) -> Any:
    from PIL import ImageChops

    red, green, blue = picture.split()
    extrema: Any = [ImageChops.difference(red, other).getextrema() for other in (green, blue)]
    far = max(one[1] for one in extrema)
    if far > 12:
        return picture
    step = 255 / (GREY_LEVELS - 1)
    return picture.convert("L").point([round(round(level / step) * step) for level in range(256)])


def _burn_one(pen: Any, size: tuple[int, int], box: dict[str, Any], scale: float) -> dict[str, Any]:
    """Will fill the box, one pixel wider than asked, and write its label in the middle when there is room."""
    width, height = size
    x0 = max(0, math.floor(box["x0"] * scale) - 1)
    y0 = max(0, math.floor(box["y0"] * scale) - 1)
    x1 = min(width - 1, math.ceil(box["x1"] * scale) + 1)
    y1 = min(height - 1, math.ceil(box["y1"] * scale) + 1)
    if x1 <= x0 or y1 <= y0:
        return {"rect": [0, 0, 0, 0], "label": box["label"], "written": None}
    grey = pen.mode == "L"
    pen.rectangle((x0, y0, x1, y1), fill=FILL if grey else (FILL,) * 3)
    written = _write(pen, (x0, y0, x1, y1), box["label"], INK if grey else (INK,) * 3)
    return {"rect": [x0, y0, x1, y1], "label": box["label"], "written": written}


def _write(pen: Any, rect: tuple[int, int, int, int], label: str, ink: Any) -> dict[str, Any] | None:
    from PIL import ImageFont

    x0, y0, x1, y1 = rect
    for size in range(min(LARGEST_LABEL, y1 - y0 - 4), SMALLEST_LABEL - 1, -1):
        font = ImageFont.load_default(size=size)
        left, top, right, bottom = pen.textbbox((0, 0), label, font=font)
        if right - left + 6 <= x1 - x0 and bottom - top + 4 <= y1 - y0:
            at = (round((x0 + x1 - right - left) / 2), round((y0 + y1 - bottom - top) / 2))
            pen.text(at, label, fill=ink, font=font)
            zone = [math.floor(n) for n in pen.textbbox(at, label, font=font)]
            return {
                "at": list(at),
                "size": size,
                "zone": [zone[0] - 1, zone[1] - 1, zone[2] + 2, zone[3] + 2],
            }
    return None
