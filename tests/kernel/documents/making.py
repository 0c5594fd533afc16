"""Makes real files of each kind for the tests: with the tools that people use, or byte by byte when they would not.

Nothing here is the product: what it reads was made elsewhere.
"""

import io
import subprocess
import zipfile
import zlib
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from pathlib import Path

import pikepdf
import pillow_heif
import pypdfium2 as pdfium
import typst
import xlsxwriter
from PIL import Image

from tests.patience import SECONDS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"


@lru_cache(maxsize=64)
def pdf_of(*pages: str, size: int = 12) -> bytes:
    """Will return a PDF with a text layer, one page for each text."""
    body = "\n#pagebreak()\n".join(f'#text(lang: "fr")[{_escaped(page)}]' for page in pages)
    source = f"#set page(width: 5in, height: 4in, margin: 0.4in)\n#set text(size: {size}pt)\n{body}"
    return bytes(typst.compile(source.encode()))


@lru_cache(maxsize=16)
def scanned_pdf(*pages: str, dpi: int = 150) -> bytes:
    """Will return a PDF of pictures: what a scanner gives, no text."""
    drawn = pictures(*pages, dpi=dpi)
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=dpi)
    return out.getvalue()


def pictures(*pages: str, dpi: int = 150) -> list[Image.Image]:
    """Will return the pages as grey pictures, five inches by four."""
    with pdfium.PdfDocument(pdf_of(*pages, size=16)) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def picture(text: str, kind: str = "PNG", *, dpi: int = 150) -> bytes:
    """Will return a picture of a text: PNG, JPEG, WEBP, TIFF or HEIF."""
    out = io.BytesIO()
    drawn = pictures(text, dpi=dpi)[0].convert("RGB")
    if kind == "HEIF":
        pillow_heif.from_pillow(drawn).save(out)
    else:
        drawn.save(out, kind, dpi=(dpi, dpi))
    return out.getvalue()


def heic(text: str) -> bytes:
    """Will return a photo as telephones make them."""
    return picture(text, "HEIF")


def tiff(*pages: str) -> bytes:
    """Will return one TIFF of many pages."""
    out = io.BytesIO()
    first, *others = pictures(*pages)
    first.save(out, "TIFF", save_all=True, append_images=others, dpi=(150, 150), compression="tiff_lzw")
    return out.getvalue()


def locked_pdf(text: str) -> bytes:
    """Will return a PDF that only its password opens."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(text))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="maitre", user="secret", R=6))
    return out.getvalue()


def pdf_with_file(text: str, name: str, content: bytes) -> bytes:
    """Will return a PDF that carries a file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(text))) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.save(out)
    return out.getvalue()


def checkered_pdf(text: str) -> bytes:
    """Will return a small PDF whose picture is heavy: a fine checkerboard under the text."""
    pattern = "tiling(size: (4pt, 4pt), place(rect(width: 2pt, height: 2pt, fill: black)))"
    page = f"#set page(width: 320pt, height: 460pt, margin: 20pt, fill: {pattern})"
    return bytes(typst.compile(f"{page}\n{_escaped(text)}".encode()))


def many_pages(count: int) -> bytes:
    """Will return a PDF of very many pages, which all show the same content."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("Page répétée."))) as document:
        page = document.pages[0]
        for _ in range(count - 1):
            document.pages.append(page)
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    """Will return a Word document."""
    body = "".join(f"<w:p><w:r><w:t>{_xml(text)}</w:t></w:r></w:p>" for text in paragraphs)
    return zipped(
        {
            "[Content_Types].xml": _types({"/word/document.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        }
    )


def xml_bomb_docx() -> bytes:
    """Will return a Word document whose entities double thirty times."""
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 31))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "boum ">{entities}]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e30;</w:t></w:r></w:p></w:body></w:document>'
    )
    return zipped(
        {
            "[Content_Types].xml": _types({"/word/document.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": document,
        }
    )


def swelling_docx(size: int = 500 * 1024 * 1024) -> bytes:
    """Will return a small Word document that unpacks to `size` bytes."""
    return zipped({"word/document.xml": b"<w>" + bytes(1)}, swelling={"word/media/image1.bmp": size})


def pptx_of(text: str) -> bytes:
    """Will return a presentation of one slide."""
    shape = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{_xml(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    slide = (
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shape}</p:spTree></p:cSld></p:sld>"
    )
    main = (
        f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    return zipped(
        {
            "[Content_Types].xml": _types(
                {
                    "/ppt/presentation.xml": "presentationml.presentation.main",
                    "/ppt/slides/slide1.xml": "presentationml.slide",
                }
            ),
            "_rels/.rels": _relations({"rId1": ("officeDocument", "ppt/presentation.xml")}),
            "ppt/presentation.xml": main,
            "ppt/_rels/presentation.xml.rels": _relations({"rId1": ("slide", "slides/slide1.xml")}),
            "ppt/slides/slide1.xml": slide,
        }
    )


def odt_of(*paragraphs: str) -> bytes:
    """Will return a LibreOffice text."""
    body = "".join(f"<text:p>{_xml(text)}</text:p>" for text in paragraphs)
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{words}" office:version="1.3">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    listed = (
        f'<manifest:manifest xmlns:manifest="{manifest}" manifest:version="1.3"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": listed,
        },
        plain=("mimetype",),
    )


def rtf_of(text: str) -> bytes:
    """Will return a rich text, accents escaped as Windows writes them."""
    escaped = "".join(c if ord(c) < 128 else f"\\'{c.encode('cp1252')[0]:02x}" for c in text)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + escaped + "\\par}").encode()


def xlsx_of(rows: list[list[object]], *, sheet: str = "Feuille") -> bytes:
    """Will return a workbook of one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


def eml_of(subject: str, text: str, files: dict[str, bytes] | None = None) -> bytes:
    """Will return an e-mail with its attachments; one named « .eml » is a message inside."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Élise Tremblay <elise@exemple.example>"
    message["To"] = "plaintes@office.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 09 Nov 2026 09:12:00 -0500"
    message["Message-ID"] = "<1@exemple.example>"
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zipped(
    members: dict[str, str | bytes],
    *,
    swelling: dict[str, int] | None = None,
    plain: tuple[str, ...] = (),
) -> bytes:
    """Will return an archive; `swelling` members are zeros of that many bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
        for name, size in (swelling or {}).items():
            packed = zipfile.ZipInfo(name)
            packed.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(packed, "w", force_zip64=True) as member:
                _zeros(member, size)
    return out.getvalue()


def huge_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """Will return a small file that announces an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = zlib.compress(bytes(1 + 3 * width) * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def video() -> bytes:
    """Will return the head of a film: what a type is judged by."""
    return b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(2_000)


def by_office(content: bytes, source: str, target: str, folder: Path) -> bytes:
    """Will return a file as LibreOffice saves it under another format; takes some seconds."""
    given = folder / f"donne.{source}"
    given.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profil-essai"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return given.with_suffix(f".{target}").read_bytes()


def _zeros(member: object, size: int) -> None:
    block = bytes(1024 * 1024)
    for start in range(0, size, len(block)):
        member.write(block[: min(len(block), size - start)])  # type: ignore[attr-defined]


def _types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{OFFICE}.{kind}+xml"/>' for part, kind in parts.items()
    )
    return (
        f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PKG}/relationships">{listed}</Relationships>'


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "#$*_@<>[]\\`/" else c for c in text)
