"""Pictures by Pillow: one page, or many for TIFF; telephones’ photos (HEIC, AVIF) by its companion.

A picture is measured before it is decoded: its header may announce more pixels than any machine holds.
"""

import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import __version__ as VERSION

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, ReadingProblem, TooMuch
from egide.platform.reading.tools import Answer, Source, kept, plain, programs
from egide.ui.formats import number as written

TOOL = "Pillow"
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "AVIF", "HEIF")
_UNKNOWN_DPI = 150  # dots per inch, for a picture that does not say
_LEAST_DPI, _MOST_DPI = 50, 1200
Image.MAX_IMAGE_PIXELS = None  # measured here, with a sentence, rather than by a warning


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will return the sizes of the pages; a picture has no text of its own."""
    image, total = _opened(source)
    sizes, lost = [], 0
    for number in range(min(total, limits.MOST_FRAMES)):
        try:
            if number:
                image.seek(number)
            sizes.append(_points(image))
        except (OSError, EOFError, ValueError, SyntaxError):
            lost += 1
            break
    pages = [{**plain.page("", size), "blank": False} for size in sizes]
    detail = "Image abîmée\u00a0: les dernières pages manquent." if lost else ""
    result = plain.told(pages, tool=TOOL, version=VERSION, total=total, detail=detail)
    files = []
    if thumbnail:
        image.seek(0)
        try:
            drawn = _drawn(image, limits.THUMBNAIL_WIDTH, limits.THUMBNAIL_HEIGHT, "JPEG")
            files = [kept(drawn)]
        except ReadingProblem:
            raise
        except (OSError, ValueError, SyntaxError) as error:
            raise Broken from error
    return Answer(result, files)


def pages(source: Source) -> Answer:
    """Will return the size of each page, in points."""
    return text(source)


def image(source: Source, *, number: int, width: int) -> Answer:
    """Will draw one page as WebP, at most this wide in pixels; a small picture is not enlarged."""
    frame = _frame(source, number)
    drawn = _drawn(frame, min(width, limits.WIDEST_PICTURE), None, "WEBP")
    return Answer({"tool": TOOL, "version": VERSION}, [kept(drawn)])


def thumbnail(source: Source) -> Answer:
    """Will draw the first page small, as JPEG."""
    drawn = _drawn(_frame(source, 1), limits.THUMBNAIL_WIDTH, limits.THUMBNAIL_HEIGHT, "JPEG")
    return Answer({"tool": TOOL, "version": VERSION}, [kept(drawn)])


def convert(source: Source) -> Answer:
    """Will make a PDF of the pictures, upright, at most 300 dots per inch."""
    opened, total = _opened(source)
    frames = []
    for number in range(1, min(total, limits.MOST_FRAMES) + 1):
        opened.seek(number - 1)
        width, height = _points(opened)
        most = (int(width * limits.OCR_DPI_MOST / 72), int(height * limits.OCR_DPI_MOST / 72))
        frame = ImageOps.exif_transpose(opened).convert("RGB")
        frame.thumbnail((max(most[0], 1), max(most[1], 1)))
        one = io.BytesIO()
        frame.save(one, "PDF", resolution=frame.width * 72 / width, quality=85)
        frames.append(one.getvalue())
    return Answer({"tool": TOOL, "version": VERSION}, [kept(_together(frames))])


def _together(pages: list[bytes]) -> bytes:
    if len(pages) == 1:
        return pages[0]
    import pypdfium2 as pdfium

    whole = pdfium.PdfDocument.new()
    for page in pages:
        whole.import_pages(pdfium.PdfDocument(page))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def words(source: Source, *, number: int) -> Answer:
    """Will return nothing: only recognition finds words in a picture."""
    return Answer({"words": [], "tool": TOOL, "version": VERSION})


def ocr(source: Source, *, number: int) -> Answer:
    """Will recognise the words of one page."""
    frame = ImageOps.exif_transpose(_frame(source, number))
    size = _points(frame)
    most = limits.OCR_DPI_MOST / 72
    scale = frame.width / size[0]
    picture = frame.convert("L")
    if scale > most * 1.2:  # more dots cost time and add nothing
        picture = picture.resize((max(int(size[0] * most), 1), max(int(size[1] * most), 1)))
        scale = most
    return programs.recognised(picture, scale=scale, size=size, source=source)


def _opened(source: Source) -> tuple[Image.Image, int]:
    with source.opened() as head:
        if head.read(12)[4:8] == b"ftyp":
            from pillow_heif import register_heif_opener

            register_heif_opener()
    try:
        image = Image.open(source.opened(), formats=None)
        if image.format not in _FORMATS:
            raise ReadingProblem
        total = int(getattr(image, "n_frames", 1)) if image.format in ("TIFF", "GIF", "WEBP", "HEIF") else 1
    except UnidentifiedImageError as error:
        raise Broken from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Broken from error
    _measured(image)
    return image, 1 if image.format in ("GIF", "WEBP") else total  # an animation is one picture


def _frame(source: Source, number: int) -> Image.Image:
    image, total = _opened(source)
    if not 1 <= number <= total:
        raise ReadingProblem("Ce document n’a pas cette page.")
    try:
        image.seek(number - 1)
        _measured(image)
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Broken from error
    return image


def _measured(image: Image.Image) -> None:
    if image.width * image.height > limits.MOST_PIXELS:
        millions = round(image.width * image.height / 1e6)
        raise TooMuch(
            f"Cette image de {written(image.width)} sur {written(image.height)} points ({written(millions)} millions) "
            "est trop grande pour être affichée ici. Elle est conservée et peut être téléchargée."
        )


def _points(image: Image.Image) -> tuple[float, float]:
    _measured(image)
    told: Any = image.info.get("dpi") or (0, 0)
    try:
        across = float(told[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = 0
    dpi = across if _LEAST_DPI <= across <= _MOST_DPI else _UNKNOWN_DPI
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    size = (image.width * 72 / dpi, image.height * 72 / dpi)
    return (size[1], size[0]) if turned else size


def _drawn(image: Image.Image, width: int, height: int | None, kind: str) -> bytes:
    _measured(image)
    if image.format == "JPEG":
        image.draft("RGB", (width, height or width * 2))  # decoded small: an eighth of the work
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    elif upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256)
    upright = upright.convert("RGB")
    upright.thumbnail((width, height or 20 * width))
    out = io.BytesIO()
    options = {"quality": 80, "method": 2} if kind == "WEBP" else {"quality": 72}
    upright.save(out, kind, **options)
    return out.getvalue()
