"""A PDF that hides a name and a telephone number everywhere a PDF can, and the ways to hide them in a clean one.

Made with pikepdf for the tests of redaction; the last part is appended by hand, as a program that « saves over ».
"""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

SECRET = "Zyrtanelle"
PHONE = "418 555-0147"
WIDTH, HEIGHT = 298, 420  # a small page: it is read by Tesseract
# Where the secret is drawn on the first page, from the top left, in points; and the box that covers it.
BOX = {"x0": 28.0, "y0": 88.0, "x1": 240.0, "y1": 132.0, "label": "art. 53"}


def font_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Will put a font in the file."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def text(words: str, x: float, y: float, *, size: int = 14, more: str = "") -> bytes:
    """Will draw words, `y` from the top of the page."""
    return f"BT {more} /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm ({words}) Tj ET\n".encode("latin-1")


def jpeg(comment: str) -> bytes:
    """Will return a picture that says the secret in what is written beside its pixels."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 40), (250, 250, 250)).save(kept, "JPEG", comment=comment.encode())
    return kept.getvalue()


def plain(target: Path) -> Path:
    """Will write two honest pages: a person's name and number on the first, nothing to hide on the second."""
    with pikepdf.new() as pdf:
        _page(pdf, _first(), Dictionary(Font=Dictionary(F1=font_of(pdf))))
        second = text("Page du citoyen", 30, 60) + text("Ce texte demeure public.", 30, 100)
        _page(pdf, second, Dictionary(Font=Dictionary(F1=font_of(pdf))))
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target


def _first() -> bytes:
    return (
        text("Demande du citoyen", 30, 60)
        + text(f"Nom : {SECRET}", 30, 105)
        + text(f"Tel. {PHONE}", 30, 125)
        + text("Objet : un delai trop long", 30, 180)
    )


def _page(pdf: pikepdf.Pdf, content: bytes, resources: Dictionary) -> Dictionary:
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, WIDTH, HEIGHT]),
            Resources=resources,
            Contents=pdf.make_stream(content),
        )
    )
    pdf.pages.append(pikepdf.Page(page))
    return page


def hostile(target: Path) -> Path:
    """Will write a PDF of four pages with the secret in sixteen places."""
    with pikepdf.new() as pdf:
        font = font_of(pdf)
        fonts = Dictionary(F1=font)
        form = pdf.make_stream(text(f"Formulaire {SECRET}", 30, 128, size=8))
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Resources = Array([0, 0, WIDTH, HEIGHT]), Dictionary(Font=fonts)
        image = pdf.make_stream(b"")
        image.write(jpeg(SECRET), filter=Name.DCTDecode)
        image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 40, 40
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        under = b"q 40 0 0 20 180 300 cm /Im1 Do Q\n/Fm1 Do\n"
        marked = b"/Span <</ActualText (" + SECRET.encode() + b")>> BDC\n" + _first() + b"EMC\n"
        first = _page(pdf, marked + under, Dictionary(Font=fonts, XObject=Dictionary(Im1=image, Fm1=form)))
        thumb = pdf.make_stream(SECRET.encode() * 4)
        thumb.Width, thumb.Height, thumb.BitsPerComponent, thumb.ColorSpace = 10, 4, 8, Name.DeviceGray
        first.Thumb = thumb
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nom"), V=String(SECRET),
                Rect=Array([30, 290, 100, 300]),
            )
        )  # fmt: skip
        note = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Text, Contents=String(SECRET), Rect=Array([200, 10, 220, 30])
            )
        )
        first.Annots = Array([field, note])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), DA=String("/F1 0 Tf 0 g"), DR=Dictionary(Font=fonts)
        )
        hidden = text("Deuxieme page", 30, 60) + text(SECRET, 30, 100, more="3 Tr") + b"BT 0 Tr ET\n"
        _page(pdf, hidden, Dictionary(Font=fonts))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"Calque {SECRET}")))
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), BaseState=Name.ON, Order=Array([layer]))
        )
        layered = text("Troisieme page", 30, 60) + b"/OC /L1 BDC\n" + text(SECRET, 30, 100) + b"EMC\n"
        _page(pdf, layered, Dictionary(Font=fonts, Properties=Dictionary(L1=layer)))
        white = text("Quatrieme page", 30, 60) + b"1 1 1 rg\n" + text(SECRET, 30, 100) + b"0 g\n"
        last = _page(pdf, white, Dictionary(Font=fonts, XObject=Dictionary(Fm1=form)))
        tag = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET), Pg=last))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=tag))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
        pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="note.txt")
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"Dossier de {SECRET}", 0))
        pdf.docinfo[Name.Author] = SECRET
        with pdf.open_metadata() as packet:
            packet["dc:description"] = f"Plainte de {SECRET}"
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    save_over(target, f"Ancienne version : {SECRET}")
    return target


def save_over(target: Path, words: str) -> None:
    """Will append a revision to the file: the former bytes stay, with the words in a stream nobody points to."""
    raw = target.read_bytes()
    with pikepdf.open(target) as pdf:
        size = int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
        info = pdf.trailer.Info.objgen[0]
    before = raw.rfind(b"startxref")
    previous = int(raw[before + 9 :].split()[0])
    body = f"\n{size} 0 obj\n<</Length {len(words)}>>\nstream\n{words}\nendstream\nendobj\n".encode()
    at = len(raw) + 1
    table = len(raw) + len(body)
    section = (
        f"xref\n{size} 1\n{at:010d} 00000 n \ntrailer\n<</Size {size + 1} /Root {root} 0 R /Info {info} 0 R "
        f"/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
    )
    target.write_bytes(raw + body + section.encode())


def _planted(change: Callable[[pikepdf.Pdf], None]) -> Callable[[Path], None]:
    def plant(file: Path) -> None:
        with pikepdf.open(file, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(
                file,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                deterministic_id=True,
                fix_metadata_version=False,
            )

    return plant


def _drawn(content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.obj.Resources.Font = Dictionary(F1=font_of(pdf))
        page.contents_add(pdf.make_stream(content))

    return add


def _form(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(text(SECRET, 30, 300))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, WIDTH, HEIGHT])
    form.Resources = Dictionary(Font=Dictionary(F1=font_of(pdf)))
    pdf.pages[1].obj.Resources.XObject = Dictionary(Fm1=pdf.make_indirect(form))
    pdf.pages[1].contents_add(pdf.make_stream(b"/Fm1 Do\n"))


def _annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(SECRET), Rect=Array([0, 0, 9, 9]))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])


def _field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("nom"), V=String(SECRET)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="note.txt")


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))


def _xmp(pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(
        old.replace(b"</rdf:Description>", f"<dc:source>{SECRET}</dc:source></rdf:Description>".encode())
    )


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo[Name.Author] = SECRET


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _alternate(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K.Alt = String(SECRET)


def _thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_stream(SECRET.encode())


def _image(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(b"")
    image.write(jpeg(SECRET), filter=Name.DCTDecode)
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 40, 40
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    pdf.pages[0].obj.Resources.XObject["/Under"] = pdf.make_indirect(image)


def _loose(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Reste"] = pdf.make_stream(f"reste {SECRET}".encode())


def _revision(file: Path) -> None:
    save_over(file, f"Ancienne version : {SECRET}")


# Surface of the report, and how the secret is put there by force.
PLANTS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "visible text": ("text_pdfium", _planted(_drawn(text(SECRET, 30, 300)))),
    "invisible text": ("text_pypdf", _planted(_drawn(text(SECRET, 30, 300, more="3 Tr")))),
    "spaced text": ("text_poppler", _planted(_drawn(text("Z y r t a n e l l e", 30, 300)))),
    "hyphenated text": ("text_pdfium", _planted(_drawn(text("Zyrta-nelle", 30, 300)))),
    "form XObject": ("text_pdfium", _planted(_form)),
    "annotation": ("annotations", _planted(_annotation)),
    "form field": ("forms", _planted(_field)),
    "attachment": ("attachments", _planted(_attachment)),
    "JavaScript": ("javascript", _planted(_script)),
    "XMP": ("xmp", _planted(_xmp)),
    "docinfo": ("info", _planted(_info)),
    "outline": ("outline", _planted(_outline)),
    "earlier revision": ("revisions", _revision),
    "hidden layer": ("layers", _planted(_layer)),
    "alternate text": ("alternates", _planted(_alternate)),
    "thumbnail": ("thumbnails", _planted(_thumbnail)),
    "image under the box": ("images", _planted(_image)),
    "loose stream": ("streams", _planted(_loose)),
}
