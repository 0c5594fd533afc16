"""PDF files, by PDFium; by Poppler’s pdftotext when PDFium refuses one. Nothing in a page is ever run.

No JavaScript, no form, no link is followed: pages are read and drawn.
"""

import ctypes
import io
import math
import mmap
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdfium2.version import PDFIUM_INFO

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, Protected, ReadingProblem
from egide.platform.reading.tools import Answer, Source, kept, page_pictures, plain, programs

TOOL, VERSION = "PDFium", str(PDFIUM_INFO.build)
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SCALE = 64  # device units per point: positions are asked in whole numbers
_SPACES = frozenset(" \t\r\n\x00\u00a0\x02\ufffe")


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will read the text of each page, and draw the first one small when asked."""
    try:
        document = _opened(source)
    except Broken:
        return _by_poppler(source)
    total, pages, length, lost = len(document), [], 0, 0
    for number in range(min(total, limits.MOST_PAGES)):
        try:
            read = _page(document, number)
        except pdfium.PdfiumError:
            read, lost = {**plain.page(""), "blank": True}, lost + 1
        pages.append(read)
        length += len(read["text"])
        if length > limits.LONGEST_TEXT or source.is_over:
            break
    detail = _lost(lost)
    result = plain.told(pages, tool=TOOL, version=VERSION, total=total, detail=detail)
    result["parts"] = document.count_attachments()
    files = []
    if thumbnail and total:
        try:
            files = [kept(_drawn(document, 0, limits.THUMBNAIL_WIDTH, limits.THUMBNAIL_HEIGHT, "JPEG"))]
        except (pdfium.PdfiumError, ReadingProblem):
            result["no_thumbnail"] = True
    return Answer(result, files)


def pages(source: Source) -> Answer:
    """Will return the size of each page, in points."""
    document = _opened(source)
    total = len(document)
    sizes = [_size(document, number) for number in range(min(total, limits.MOST_PAGES))]
    return Answer(
        plain.told([plain.page("", size) for size in sizes], tool=TOOL, version=VERSION, total=total)
    )


def image(source: Source, *, number: int, width: int) -> Answer:
    """Will draw one page as WebP, of this width in pixels."""
    document = _opened(source)
    return Answer(
        {"tool": TOOL, "version": VERSION}, [kept(_drawn(document, number - 1, width, None, "WEBP"))]
    )


def thumbnail(source: Source) -> Answer:
    """Will draw the first page small, as JPEG."""
    drawn = _drawn(_opened(source), 0, limits.THUMBNAIL_WIDTH, limits.THUMBNAIL_HEIGHT, "JPEG")
    return Answer({"tool": TOOL, "version": VERSION}, [kept(drawn)])


def words(source: Source, *, number: int) -> Answer:
    """Will return the words of one page with their boxes, in points from the top left."""
    document = _opened(source)
    page = _at(document, number - 1)
    return Answer({"words": list(_words(page)), "tool": TOOL, "version": VERSION})


def ocr(source: Source, *, number: int) -> Answer:
    """Will recognise the words of one page: in the scanner’s own image when the page is nothing else."""
    document = _opened(source)
    page = _at(document, number - 1)
    picture, scale, corner = page_pictures.taken(page)
    return programs.recognised(picture, scale=scale, size=page.get_size(), source=source, corner=corner)


def parts(source: Source) -> Answer:
    """Will take out the files that the PDF carries."""
    document = _opened(source)
    listed, files, whole = [], [], True
    for number in range(min(document.count_attachments(), limits.MOST_PARTS)):
        try:
            attachment = document.get_attachment(number)
            content = bytes(attachment.get_data())
        except pdfium.PdfiumError:
            whole = False
            continue
        if content:
            listed.append({"name": attachment.get_name()})
            files.append(kept(content))
    return Answer({"parts": listed, "whole": whole, "tool": TOOL, "version": VERSION}, files)


def _opened(source: Source) -> pdfium.PdfDocument:
    try:
        # Mapped, not read: a large file takes the memory of the pages that are asked of it.
        mapped = mmap.mmap(source.descriptor, 0, access=mmap.ACCESS_COPY)
        return pdfium.PdfDocument((ctypes.c_char * len(mapped)).from_buffer(mapped))
    except (ValueError, OSError) as error:
        raise Broken from error
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD or "password" in str(error).lower():
            raise Protected from error
        raise Broken from error


def _page(document: pdfium.PdfDocument, number: int) -> dict[str, Any]:
    page = document[number]
    try:
        words = page.get_textpage()
        read = plain.page(plain.fit(words.get_text_range()), page.get_size())
        words.close()
        if not read["text"]:
            # An empty page is not worth recognising; a picture or a drawing is.
            read["blank"] = raw.FPDFPage_CountObjects(page) == 0
        return read
    finally:
        page.close()


def _at(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    if not 0 <= number < len(document):
        raise ReadingProblem("Ce document n’a pas cette page.")
    try:
        return document[number]
    except pdfium.PdfiumError as error:
        raise Broken("Cette page est abîmée\u00a0: elle ne peut pas être affichée.") from error


def _size(document: pdfium.PdfDocument, number: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(number)
    except pdfium.PdfiumError:
        return 612.0, 792.0
    return float(width), float(height)


def _drawn(document: pdfium.PdfDocument, number: int, width: int, height: int | None, kind: str) -> bytes:
    page = _at(document, number)
    wide, tall = page.get_size()
    scale = min(width, limits.WIDEST_PICTURE) / max(wide, 1)
    if height is not None:
        scale = min(scale, height / max(tall, 1))
    scale = min(scale, math.sqrt(limits.MOST_DRAWN / max(wide * tall, 1)))
    bitmap = page.render(scale=scale, may_draw_forms=False)
    out = io.BytesIO()
    options = {"quality": 80, "method": 2} if kind == "WEBP" else {"quality": 72}
    bitmap.to_pil().convert("RGB").save(out, kind, **options)
    bitmap.close()
    page.close()
    return out.getvalue()


def _words(page: pdfium.PdfPage) -> Iterator[list[Any]]:
    width, height = page.get_size()
    size = (max(int(width * _SCALE), 1), max(int(height * _SCALE), 1))
    text = page.get_textpage()
    count = min(text.count_chars(), limits.LONGEST_PAGE)
    box = raw.FS_RECTF()
    letters: list[str] = []
    edges: list[tuple[float, float, float, float]] = []
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index) or 32)
        if letter in _SPACES:
            if letters:
                yield _word(page, size, letters, edges)
            letters, edges = [], []
            continue
        # The loose box is as high as the line: a highlight or a black rectangle leaves no accent out.
        if raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            if edges and abs(bottom - edges[-1][2]) > 1.5 * max(edges[-1][3] - edges[-1][2], top - bottom, 1):
                yield _word(page, size, letters, edges)  # another line, without a space between
                letters, edges = [], []
            edges.append((left, right, bottom, top))
        letters.append(letter)
    if letters:
        yield _word(page, size, letters, edges)


def _word(
    page: pdfium.PdfPage,
    size: tuple[int, int],
    letters: list[str],
    edges: list[tuple[float, float, float, float]],
) -> list[Any]:
    if not edges:
        return [plain.fit("".join(letters)), 0.0, 0.0, 0.0, 0.0]
    left, bottom = min(edge[0] for edge in edges), min(edge[2] for edge in edges)
    right, top = max(edge[1] for edge in edges), max(edge[3] for edge in edges)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for corner in ((left, bottom), (right, top)):
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value / _SCALE, y.value / _SCALE))
    (ax, ay), (bx, by) = corners
    box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    return [plain.fit("".join(letters)), *(round(value, 2) for value in box)]


def _lost(pages: int) -> str:
    if not pages:
        return ""
    some = "page abîmée n’a pas pu être lue" if pages == 1 else "pages abîmées n’ont pas pu être lues"
    return f"{pages}\u00a0{some}."


def _by_poppler(source: Source) -> Answer:
    content, version = programs.pdf_text(source)
    texts = content.split("\f")[:-1] or [content]
    if not any(one.strip() for one in texts):
        raise Broken
    read = [plain.page(plain.fit(one)) for one in texts[: limits.MOST_PAGES]]
    detail = "Fichier abîmé\u00a0: texte lu par un second outil, sans l’image des pages."
    result = plain.told(read, tool="pdftotext", version=version, total=len(texts), detail=detail)
    return Answer({**result, "damaged": True, "no_thumbnail": True})
