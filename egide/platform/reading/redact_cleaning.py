"""Cleans one page that nobody touched: only what its drawing needs goes over, and nothing that hides.

Runs in the child. A page that hides something is not cleaned: `why_pixels` says why it becomes an image.
"""

from collections.abc import Iterator
from typing import Any, cast

import pikepdf
from pikepdf import Dictionary, Name, Stream

# What a drawing never needs, wherever it hangs.
BANNED = (
    "/Metadata", "/PieceInfo", "/OC", "/LastModified", "/StructParent", "/StructParents", "/AA", "/A", "/Thumb",
    "/Alternates", "/OPI", "/Ref", "/JS", "/EF", "/AF", "/Measure", "/PtData", "/Name", "/ID", "/PS", "/SV",
)  # fmt: skip
FORM_KEYS = ("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Group")
MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
# Operator, and the family of resources that its last operand names.
USES = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "sh": "/Shading",
}
PLAIN_FAMILIES = ("/Font", "/ExtGState", "/ColorSpace", "/Shading", "/Pattern")
INVISIBLE = (3, 7)  # rendering modes that draw nothing
DEEPEST = 12
PLAIN_ANNOTATIONS = ("/Link", "/Popup")


class Odd(Exception):
    """The page cannot be cleaned: it becomes an image."""


def why_pixels(page: pikepdf.Page, drawn: Any) -> str:
    """Will say, by a code, why the page must become an image; nothing when it may stay as it is.

    `drawn` is the same page in pdfium, which knows what can be seen.
    """
    try:
        if _annotated(page):
            return "annotations"
        if [round(float(n)) for n in page.cropbox] != [round(float(n)) for n in page.mediabox]:
            return "cropped"
        for content, resources in _contents(page.obj, _resources(page), 0):
            if why := _hidden(content, resources):
                return why
    except (Odd, pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
        return "odd"
    return "hidden" if _text_without_ink(drawn) else ""


def _annotated(page: pikepdf.Page) -> bool:
    return any(note.get("/Subtype") not in PLAIN_ANNOTATIONS for note in page.obj.get("/Annots", []))


def _resources(page: pikepdf.Page) -> Dictionary:
    found = page.resources
    return found if isinstance(found, Dictionary) else Dictionary()


def _contents(owner: Any, resources: Any, depth: int) -> Iterator[tuple[Any, Dictionary]]:
    """Will give the content of the page, then that of each form that it may draw."""
    if depth > DEEPEST:
        raise Odd
    yield owner, resources
    for drawing in dict(resources.get("/XObject", {})).values():
        if drawing.get("/Subtype") == Name.Form:
            yield from _contents(drawing, drawing.get("/Resources", resources), depth + 1)
        elif drawing.get("/Filter") in (Name.JPXDecode, [Name.JPXDecode]):
            raise Odd


def _hidden(content: Any, resources: Dictionary) -> str:
    if "/OC" in content or any("/OC" in one for one in dict(resources.get("/XObject", {})).values()):
        return "layers"
    for operands, operator in _parsed(content):
        name = str(operator)
        if name in ("BDC", "DP") and len(operands) > 0 and operands[0] == Name.OC:
            return "layers"
        if name == "Tr" and int(operands[0]) in INVISIBLE:
            return "invisible"
    return ""


def _parsed(content: Any) -> Any:
    return pikepdf.parse_content_stream(content)


def _text_without_ink(drawn: Any) -> bool:
    """Will tell whether some text of the page leaves no trace on its picture: white, covered, or off the page."""
    texts = drawn.get_textpage()
    count = texts.count_rects()
    if not count:
        return False
    width, height = drawn.get_size()
    scale = 1.5
    picture = drawn.render(scale=scale).to_pil().convert("L")
    for index in range(min(count, 5_000)):
        left, bottom, right, top = texts.get_rect(index)
        if (
            not texts.get_text_bounded(left, bottom, right, top).strip()
            or right - left < 0.5
            or top - bottom < 0.5
        ):
            continue
        if left > width or bottom > height or right < 0 or top < 0:
            return True
        crop = picture.crop(_pixels(drawn, (left, bottom, right, top), scale, picture.size))
        low, high = crop.getextrema() if crop.width and crop.height else (0, 0)
        if high - low < 24:
            return True
    return False


def _pixels(drawn: Any, rect: Any, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, bottom, right, top = rect
    height = drawn.get_height()
    if drawn.get_rotation():
        return 0, 0, *size  # a turned page: its whole picture stands for the run
    x0, x1 = int(left * scale), int(right * scale) + 1
    y0, y1 = int((height - top) * scale), int((height - bottom) * scale) + 1
    return max(0, x0), max(0, y0), min(size[0], x1), min(size[1], y1)


def cleaned(page: pikepdf.Page, source: pikepdf.Pdf) -> tuple[bytes, Dictionary]:
    """Will return what the page draws, without its marks, and the resources that this drawing names.

    :raises Odd: it cannot be read.
    """
    try:
        return _cleaned(page.obj, _resources(page), source, 0)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise Odd from error


def _cleaned(content: Any, resources: Any, source: pikepdf.Pdf, depth: int) -> tuple[bytes, Dictionary]:
    if depth > DEEPEST:
        raise Odd
    kept, used = [], {family: set[str]() for family in (*PLAIN_FAMILIES, "/XObject")}
    for instruction in _parsed(content):
        operands, operator = instruction
        name = str(operator)
        if name in MARKS:
            continue
        kept.append(instruction)
        if name in USES:
            named = [one for one in operands if isinstance(one, Name)]
            used[USES[name]].update(str(one) for one in named[:1])
        elif name in ("scn", "SCN"):
            used["/Pattern"].update(str(one) for one in operands if isinstance(one, Name))
        elif name == "INLINE IMAGE":
            used["/ColorSpace"].update(_inline_spaces(operands))
    clean = Dictionary()
    for family, names in used.items():
        found = {key: value for key, value in dict(resources.get(family, {})).items() if key in names}
        if family == "/XObject":
            found = {key: _drawing(value, resources, source, depth) for key, value in found.items()}
        elif family == "/Pattern":
            found = {key: _pattern(value, resources, source, depth) for key, value in found.items()}
        else:
            if any(one.get("/Subtype") == Name.Type3 for one in found.values() if family == "/Font"):
                raise Odd  # each of its letters is a drawing of its own
            for value in found.values():
                _scrub(value)
        if found:
            clean[family] = Dictionary(found)
    return pikepdf.unparse_content_stream(kept), clean


def _inline_spaces(operands: Any) -> list[str]:
    image = operands[0] if operands else None
    space = getattr(image, "obj", {}).get("/ColorSpace") if image is not None else None
    return [str(space)] if isinstance(space, Name) else []


def _drawing(drawing: Any, resources: Any, source: pikepdf.Pdf, depth: int) -> Stream:
    if drawing.get("/Subtype") == Name.Form:
        return _form(drawing, resources, source, depth)
    _scrub(drawing)
    if "/SMask" in drawing:
        _scrub(drawing.SMask)
    if drawing.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode]):
        drawing.write(
            bare_jpeg(drawing.read_raw_bytes()),
            filter=Name.DCTDecode,
            decode_parms=drawing.get("/DecodeParms"),
        )
    return cast(Stream, drawing)


def _form(drawing: Any, resources: Any, source: pikepdf.Pdf, depth: int) -> Stream:
    own = drawing.get("/Resources", resources)
    content, clean = _cleaned(drawing, own, source, depth + 1)
    made = source.make_stream(content, {key: drawing[key] for key in FORM_KEYS if key in drawing})
    made.Resources = clean
    return made


def _pattern(pattern: Any, resources: Dictionary, source: pikepdf.Pdf, depth: int) -> Any:
    if not isinstance(pattern, Stream):
        _scrub(pattern)
        return pattern
    content, clean = _cleaned(pattern, pattern.get("/Resources", resources), source, depth + 1)
    kept = {
        key: value
        for key, value in pattern.items()
        if key not in (*BANNED, "/Resources", "/Length", "/Filter")
    }
    made = source.make_stream(content, kept)
    made.Resources = clean
    return made


def _scrub(found: Any, seen: set[tuple[int, int]] | None = None) -> None:
    """Will remove, in depth, what a drawing never needs."""
    seen = set() if seen is None else seen
    if isinstance(found, pikepdf.Array):
        for one in found:
            _scrub(one, seen)
        return
    if not isinstance(found, (Dictionary, Stream)):
        return
    if found.is_indirect:
        if found.objgen in seen:
            return
        seen.add(found.objgen)
    for key in list(found.keys()):
        if key in BANNED:
            del found[key]
        elif key != "/Parent":
            _scrub(found[key], seen)


def bare_jpeg(data: bytes) -> bytes:
    """Will return the picture without what was written beside it: EXIF, XMP, its own thumbnail, comments."""
    if data[:2] != b"\xff\xd8":
        return data
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # the picture itself follows
            return bytes(out) + _until_end(data[at:])
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            out += data[at : at + 2 + size]
        at += 2 + size
    return data


def _until_end(scan: bytes) -> bytes:
    end = scan.rfind(b"\xff\xd9")
    return scan[: end + 2] if end >= 0 else scan
