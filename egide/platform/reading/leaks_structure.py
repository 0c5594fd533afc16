"""The leak scan inside the file: its objects, its streams, its metadata, and all that a clean file never has.

Runs in the child. What should not be there is a finding even when no secret is read in it.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from egide.platform.reading.leaks_words import Sought

Finding = dict[str, Any]
# A key that a clean file never has, and the surface to which it belongs.
FORBIDDEN = {
    "/Outlines": "outline", "/Annots": "annotations", "/AcroForm": "forms", "/EmbeddedFiles": "attachments",
    "/EF": "attachments", "/AF": "attachments", "/Collection": "attachments", "/JavaScript": "javascript",
    "/JS": "javascript", "/OpenAction": "javascript", "/AA": "javascript", "/OCProperties": "layers", "/OC": "layers",
    "/Thumb": "thumbnails", "/Alt": "alternates", "/ActualText": "alternates", "/E": "alternates",
    "/TU": "alternates", "/PieceInfo": "streams", "/Prev": "revisions", "/XFA": "forms", "/Names": "attachments",
    "/Dests": "outline", "/Threads": "annotations", "/Perms": "forms", "/Encrypt": "revisions",
}  # fmt: skip
MARKED = {"/Alt": "alternates", "/ActualText": "alternates", "/E": "alternates", "/OC": "layers"}
MOST_BYTES = 200_000_000  # of one stream, decompressed
_STREAM = re.compile(rb"stream\r?\n")


def findings(target: Path, told: dict[str, Any], sought: Sought) -> list[Finding]:
    """Will return what is found in the objects of the file and in its bytes."""
    raw = target.read_bytes()
    found = _revisions(raw)
    with pikepdf.open(target) as pdf:
        found += _metadata(pdf, told, sought)
        found += _objects(pdf, sought)
        found += _unused(pdf)
        found += _counted(pdf, raw)
        if len(pdf.pages) != told["pages"]:
            found.append(_found("revisions", why="pages"))
    found += [_found("streams", secret=n, why="secret") for n in _loose(raw, sought)]
    return found


def _found(surface: str, *, page: int = 0, secret: int = 0, why: str = "unexpected") -> Finding:
    return {"surface": surface, "page": page, "secret": secret, "why": why}


def _revisions(raw: bytes) -> list[Finding]:
    ends, tables = raw.count(b"%%EOF"), len(re.findall(rb"startxref", raw))
    after = raw[raw.rfind(b"%%EOF") + 5 :].strip() if ends else b""
    return [_found("revisions")] if ends != 1 or tables != 1 or after else []


def _metadata(pdf: pikepdf.Pdf, told: dict[str, Any], sought: Sought) -> list[Finding]:
    found = []
    info = pdf.trailer.get("/Info", Dictionary())
    for key, value in info.items():
        text = str(value)
        found += [_found("info", secret=n, why="secret") for n in _leaks(text, sought, told["title"])]
        if key != "/Title" or text != told["title"]:
            found.append(_found("info"))
    packet = pdf.Root.get("/Metadata")
    text = packet.read_bytes().decode("utf-8", "replace") if isinstance(packet, Stream) else ""
    said = [one.strip() for one in re.sub(r"<[^>]*>", "\n", text).split("\n") if one.strip().strip("\ufeff")]
    found += [_found("xmp", secret=n, why="secret") for n in _leaks("\n".join(said), sought, told["title"])]
    if sorted(said) != sorted([_escaped(told["title"]), "fr-CA"]) or re.search(
        r"<!--|rdf:(?!about)\w+=\"", text
    ):
        found.append(_found("xmp"))
    return found


def _leaks(text: str, sought: Sought, title: str) -> list[int]:
    return [] if text in (title, f"{title}\nfr-CA") else sought.in_words(text, 0)[0]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _objects(pdf: pikepdf.Pdf, sought: Sought) -> list[Finding]:
    found: list[Finding] = []
    title = str(pdf.trailer.get("/Info", Dictionary()).get("/Title", ""))
    packet = pdf.Root.get("/Metadata")
    roots = [*pdf.objects, pdf.trailer]
    for root in roots:
        for key, value, surface in _walk(root, ""):
            if isinstance(value, String) and str(value) != title:
                hits = sought.in_words(str(value), 0)[0] + sought.in_bytes(bytes(value))
                found += [_found(surface or "strings", secret=n, why="secret") for n in sorted(set(hits))]
            elif isinstance(value, Name) and key != "/BaseFont":
                hits = [n for n in sought.in_bytes(str(value).encode("utf-8")) if n]
                found += [_found(surface or "strings", secret=n, why="secret") for n in hits]
            if key in FORBIDDEN:
                found.append(_found(FORBIDDEN[key]))
        if isinstance(root, Stream):
            found += _stream(
                root, sought, is_packet=isinstance(packet, Stream) and root.objgen == packet.objgen
            )
    return found


def _walk(value: Any, surface: str, key: str = "", depth: int = 0) -> Iterator[tuple[str, Any, str]]:
    """Will give each value of an object with its key; indirect objects are visited on their own."""
    if depth > 40 or (depth and getattr(value, "is_indirect", False)):
        return
    if isinstance(value, (Dictionary, Stream)):
        for name, inner in value.items():
            home = FORBIDDEN.get(name, surface)
            yield name, inner, home
            if isinstance(inner, (Dictionary, Array)):
                yield from _walk(inner, home, name, depth + 1)
    elif isinstance(value, Array):
        for inner in value:
            yield "", inner, surface
            if isinstance(inner, (Dictionary, Array)):
                yield from _walk(inner, surface, key, depth + 1)
    elif not depth:
        yield key, value, surface


def _stream(stream: Stream, sought: Sought, *, is_packet: bool) -> list[Finding]:
    try:
        data = stream.read_bytes()[:MOST_BYTES]
    except pikepdf.PdfError:
        data = stream.read_raw_bytes()[:MOST_BYTES]
    if is_packet:
        return []  # compared, whole, by _metadata
    surface = "streams"
    if stream.get("/Type") == Name.Metadata:
        surface = "xmp"
    elif stream.get("/Type") == Name.EmbeddedFile:
        surface = "attachments"
    found = [_found(surface, secret=n, why="secret") for n in sought.in_bytes(data)]
    if surface != "streams":
        found.append(_found(surface))
    return found + _marks(stream, sought)


def _marks(stream: Stream, sought: Sought) -> list[Finding]:
    """Will look at the marks of a content stream: layers, and texts that stand for what is drawn."""
    drawn = stream.get("/Subtype") == Name.Form or not (
        stream.keys() - {"/Length", "/Filter", "/DecodeParms"}
    )
    if not drawn:
        return []
    found: list[Finding] = []
    try:
        for operands, operator in _parsed(stream):
            if str(operator) in ("BDC", "DP"):
                found += _mark(operands, sought)
    except (pikepdf.PdfError, TypeError, ValueError):
        pass  # a table or a font that nothing names as such: its bytes were read above
    return found


def _parsed(content: Any) -> Any:
    return pikepdf.parse_content_stream(content)


def _mark(operands: Any, sought: Sought) -> list[Finding]:
    found = [_found("layers")] if operands[0] == Name.OC else []
    for one in operands:
        for key, value in one.items() if isinstance(one, Dictionary) else ():
            if key in MARKED:
                hits = sought.in_words(str(value), 0)[0]
                found += [_found(MARKED[key]), *(_found(MARKED[key], secret=n, why="secret") for n in hits)]
    return found


def _unused(pdf: pikepdf.Pdf) -> list[Finding]:
    """Will look for pictures and forms that the resources name and nothing draws."""
    found = []
    for number, page in enumerate(pdf.pages, start=1):
        named = set(dict(page.resources.get("/XObject", {})))
        try:
            used = {str(o[0]) for o, operator in _parsed(page) if str(operator) == "Do"}
        except pikepdf.PdfError:
            used = set()
        if named - used:
            found.append(_found("images", page=number))
    return found


def _counted(pdf: pikepdf.Pdf, raw: bytes) -> list[Finding]:
    """Will compare the streams that the bytes hold with those that the file knows: one too many is a remain."""
    known = sum(1 for one in pdf.objects if isinstance(one, Stream))
    held = len(re.findall(rb"endstream\s+endobj", raw))
    return [_found("revisions")] if held > known else []


def _loose(raw: bytes, sought: Sought) -> list[int]:
    """Will look into everything that decompresses, whether or not the file still points to it."""
    hits: set[int] = set(sought.in_bytes(_without_streams(raw)))
    for start in _STREAM.finditer(raw):
        try:
            data = zlib.decompressobj().decompress(raw[start.end() :], MOST_BYTES)
        except zlib.error:
            continue
        hits.update(sought.in_bytes(data))
    return sorted(hits)


def _without_streams(raw: bytes) -> bytes:
    return re.sub(rb"stream\r?\n.*?endstream", b" ", raw, flags=re.DOTALL)
