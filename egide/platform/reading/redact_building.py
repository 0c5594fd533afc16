"""Redaction, the new file: built from nothing, page after page, tagged, with a title and a language.

Runs in the child. A burned page is its pixels with a text layer that those pixels gave; another page is what
redact_cleaning.py kept of it. No metadata, outline, note, form, attachment or script is ever copied.
"""

import json
import zlib
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from egide.platform.reading.redact_cleaning import cleaned

POINTS = 72
LETTER = 500  # width of each letter of the invisible font, in thousandths
LANGUAGE = "fr-CA"
REMOVED = "[caviardé : {label}]"


def build(source: Path, *, target: Path, plan: Path) -> dict[str, Any]:
    """Will write `target` as the plan (JSON) says: title, then for each page nothing (kept) or its pixels and words."""
    told = json.loads(plan.read_text("utf-8"))
    with pikepdf.open(source) as read, pikepdf.new() as made:
        font = _font(made)
        tags: list[list[Any]] = []
        document = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        for number, page in enumerate(read.pages, start=1):
            burned = told["burned"].get(str(number))
            new, contents = _burned(made, burned, plan.parent, font) if burned else _kept(made, page, read)
            new.StructParents = len(tags)
            new.Tabs = Name.S
            tags.append([_tag(made, document, new, index) for index in range(contents)])
            made.pages.append(pikepdf.Page(new))
        _tree(made, document, tags)
        _words(made, told["title"])
        made.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return {"pages": len(made.pages), "size": target.stat().st_size}


def _kept(made: pikepdf.Pdf, page: pikepdf.Page, source: pikepdf.Pdf) -> tuple[Dictionary, int]:
    content, resources = cleaned(page, source)
    new = made.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([round(float(n), 3) for n in page.mediabox]),
            Resources=made.copy_foreign(source.make_indirect(resources)),
            Contents=made.make_stream(b"/P <</MCID 0>> BDC\n" + content + b"\nEMC\n"),
        )
    )
    if turned := int(_inherited(page.obj, "/Rotate") or 0) % 360:
        new.Rotate = turned
    return new, 1


def _inherited(found: Any, key: str) -> Any:
    for _ in range(64):
        if key in found:
            return found[key]
        if "/Parent" not in found:
            return None
        found = found.Parent
    return None


def _burned(made: pikepdf.Pdf, burned: dict[str, Any], folder: Path, font: Any) -> tuple[Dictionary, int]:
    width, height, dpi = burned["width"], burned["height"], burned["dpi"]
    wide, high = round(width * POINTS / dpi, 4), round(height * POINTS / dpi, 4)
    parts = [f"/Artifact BMC\nq {wide} 0 0 {high} 0 0 cm /Image Do Q\nEMC\n".encode("ascii")]
    lines = _lines(burned)
    for index, words in enumerate(lines):
        parts.append(_line(index, words, POINTS / dpi, high))
    image = _image(made, folder / burned["file"])
    new = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, wide, high]),
        Resources=Dictionary(XObject=Dictionary(Image=image), Font=Dictionary(Read=font)),
        Contents=made.make_stream(b"".join(parts)),
    )
    return made.make_indirect(new), len(lines)


def _lines(burned: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Will put the words back in lines, and each label where its box is, from top to bottom."""
    found: dict[str, list[dict[str, Any]]] = {}
    for word in burned["words"]:
        found.setdefault(word["line"], []).append(word)
    for index, box in enumerate(burned["boxes"]):
        if box["rect"][2] > box["rect"][0]:
            label = {"text": REMOVED.format(label=box["label"]), "rect": box["rect"]}
            found[f"box-{index}"] = [label]
    lines = [sorted(words, key=lambda word: word["rect"][0]) for words in found.values()]
    return sorted(lines, key=lambda words: (words[0]["rect"][1] // 20, words[0]["rect"][0]))


def _line(index: int, words: list[dict[str, Any]], scale: float, high: float) -> bytes:
    shown = [f"/P <</MCID {index}>> BDC\nBT 3 Tr\n"]
    for word in words:
        text = word["text"].encode("cp1252", "replace")
        x0, _, x1, y1 = (n * scale for n in word["rect"])
        size = max(1.0, min(40.0, (word["rect"][3] - word["rect"][1]) * scale))
        stretch = 100 * max(x1 - x0, 0.1) / (len(text) * size * LETTER / 1000)
        shown.append(
            f"/Read {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {x0:.2f} {high - y1:.2f} Tm <{(text + b' ').hex()}> Tj\n"
        )
    return "".join([*shown, "ET\nEMC\n"]).encode("ascii")


def _image(made: pikepdf.Pdf, file: Path) -> Any:
    """Will put a PNG into the file as it is compressed: the same pixels, bit for bit."""
    from PIL import Image

    with Image.open(file) as picture:
        colours, width, height = (1 if picture.mode == "L" else 3), picture.width, picture.height
    raw, at, data = file.read_bytes(), 8, bytearray()
    while at < len(raw):
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if kind == b"IDAT":
            data += raw[at + 8 : at + 8 + size]
        at += 12 + size
    zlib.decompress(bytes(data))  # whole, or nothing
    image = made.make_stream(b"")
    image.write(
        bytes(data),
        filter=Name.FlateDecode,
        decode_parms=Dictionary(Predictor=15, Colors=colours, BitsPerComponent=8, Columns=width),
    )
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = width, height, 8
    image.ColorSpace = Name.DeviceGray if colours == 1 else Name.DeviceRGB
    return image


def _font(made: pikepdf.Pdf) -> Any:
    """The font of what is not drawn: every letter as wide, so that a word is exactly as wide as its pixels."""
    return made.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Courier,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=255,
            Widths=Array([LETTER] * 224),
        )
    )


def _tag(made: pikepdf.Pdf, document: Any, page: Any, index: int) -> Any:
    return made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page, K=index))


def _tree(made: pikepdf.Pdf, document: Any, tags: list[list[Any]]) -> None:
    numbers: Any = Array()
    for index, page in enumerate(tags):
        numbers.extend([index, made.make_indirect(Array(page))])
    document.K = Array([tag for page in tags for tag in page])
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document, ParentTreeNextKey=len(tags)))
    root.ParentTree = made.make_indirect(Dictionary(Nums=numbers))
    document.P = root
    made.Root.StructTreeRoot = root
    made.Root.MarkInfo = Dictionary(Marked=True)


def _words(made: pikepdf.Pdf, title: str) -> None:
    made.Root.Lang = String(LANGUAGE)
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    made.docinfo[Name.Title] = title
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )
    stream = made.make_stream(packet.encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    made.Root.Metadata = stream


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
