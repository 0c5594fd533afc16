"""The picture of a scanned page, for recognition: the very image that the scanner put there, else the page drawn.

A page that is one upright image needs no drawing, which would cost a tenth of the recognition and blur its dots.
"""

import ctypes
import math

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from egide.platform.reading import limits

_COVERS = 0.9  # of the page: a smaller image has something beside it
_SAME = 0.02  # dots may be so far from square
_NEAR = 1.2  # times the most dots per inch: beyond, fewer are drawn
_UPRIGHT = 1e-3  # of a point, in the corners of the matrix


def taken(page: pdfium.PdfPage) -> tuple[Image.Image, float, tuple[float, float]]:
    """Will return the picture of a page in grey, its dots per point, and where its top left corner lies, in points."""
    alone = _alone(page)
    if alone is not None:
        image, scale, corner = alone
        bitmap = image.get_bitmap(render=False)
        return bitmap.to_pil().convert("L"), scale, corner
    width, height = page.get_size()
    scale = min(_resolution(page) / 72, math.sqrt(limits.MOST_DRAWN / max(width * height, 1)))
    return page.render(scale=scale, grayscale=True).to_pil(), scale, (0.0, 0.0)


def _alone(page: pdfium.PdfPage) -> tuple[pdfium.PdfImage, float, tuple[float, float]] | None:
    """The only image of an upright page that has nothing else, its dots per point and its corner."""
    if raw.FPDFPage_CountObjects(page) != 1 or raw.FPDFPage_GetAnnotCount(page) or page.get_rotation():
        return None
    (item,) = page.get_objects(max_depth=1)
    if item.type != raw.FPDF_PAGEOBJ_IMAGE or raw.FPDFPageObj_HasTransparency(item) or _is_clipped(item):
        return None
    across, up = _scales(item, page)
    if not across or abs(across / up - 1) > _SAME:
        return None
    if not limits.OCR_DPI_LEAST <= across * 72 <= limits.OCR_DPI_MOST * _NEAR:
        return None
    left, _, _, top = item.get_bounds()
    _, _, _, page_top = page.get_bbox()
    return item, across, (left - page.get_bbox()[0], page_top - top)


def _scales(item: pdfium.PdfImage, page: pdfium.PdfPage) -> tuple[float, float]:
    """Dots per point, across and upwards; nothing when the image is turned, small, masked or too large."""
    matrix = item.get_matrix()
    wide, tall = item.get_px_size()
    if abs(matrix.b) > _UPRIGHT or abs(matrix.c) > _UPRIGHT or matrix.a <= 0 or matrix.d <= 0:
        return 0.0, 0.0
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    inside = (min(right, matrix.e + matrix.a) - max(left, matrix.e)) * (
        min(top, matrix.f + matrix.d) - max(bottom, matrix.f)
    )
    whole = inside >= 0.99 * matrix.a * matrix.d  # nothing of it lies outside of the page
    if (
        not whole
        or inside < _COVERS * width * height
        or wide * tall > limits.MOST_DRAWN
        or _is_mask(item, page)
    ):
        return 0.0, 0.0
    return wide / matrix.a, tall / matrix.d


def _is_mask(item: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    """A stencil lets a colour through: it says nothing by itself."""
    told = raw.FPDF_IMAGEOBJ_METADATA()
    if not raw.FPDFImageObj_GetImageMetadata(item, page, ctypes.byref(told)):
        return True
    return bool(told.colorspace == raw.FPDF_COLORSPACE_UNKNOWN)


def _is_clipped(item: pdfium.PdfImage) -> bool:
    clip = raw.FPDFPageObj_GetClipPath(item)
    return bool(clip) and raw.FPDFClipPath_CountPaths(clip) > 0


def _resolution(page: pdfium.PdfPage) -> int:
    """A scan is drawn at its own resolution: more dots would cost time and add nothing."""
    found = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = item.get_bounds()
        wide, _ = item.get_px_size()
        if right - left > 36:
            found = max(found, wide / ((right - left) / 72))
    return int(min(max(found or limits.OCR_DPI_MOST, limits.OCR_DPI_LEAST), limits.OCR_DPI_MOST))
