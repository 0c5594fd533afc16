"""Runs alone, in a process with little memory and little time: reads one received file, writes a clean PDF.

A broken, encrypted or bloated file kills this process and nothing else; the binder then holds a slip page.
It imports nothing of the house.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY, SECONDS, OUTPUT = 1_000_000_000, 30, 400_000_000  # bytes, seconds of processor, bytes
MOST_PAGES, MOST_PIXELS = 2_000, 60_000_000


def main(kind: str, source: Path, target: Path) -> None:
    """Will write `target`, or stop with a code other than 0."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    {"pdf": _pdf, "image": _image, "bind": _bind}[kind](source, target)


def _pdf(source: Path, target: Path) -> None:
    import pikepdf

    with pikepdf.open(source) as received, pikepdf.new() as clean:
        if not 0 < len(received.pages) <= MOST_PAGES:
            raise SystemExit(3)
        # Pages only: scripts, attachments and opening actions of the received file stay behind.
        clean.pages.extend(received.pages)
        for page in clean.pages:
            for name in ("/AA", "/Annots"):
                if name in page.obj:
                    del page.obj[name]
        clean.save(target)


def _image(source: Path, target: Path) -> None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(source) as image:
        if image.width * image.height > MOST_PIXELS:
            raise SystemExit(3)
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((2400, 3100))
        upright.save(target, "PDF", resolution=max(upright.width / 7.5, upright.height / 10, 72))


def _bind(source: Path, target: Path) -> None:
    import pikepdf

    plan = json.loads(source.read_text("utf-8"))
    with pikepdf.new() as whole:
        for part in plan["parts"]:
            with pikepdf.open(source.parent / part["file"]) as piece:
                whole.pages.extend(piece.pages)
        total = len(whole.pages)
        for number, page in enumerate(whole.pages, start=1):
            _stamp(whole, page, f"{plan['label']} - {number} / {total}")
        with whole.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(part["title"], part["page"] - 1) for part in plan["parts"]
            )
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.Root.Lang = pikepdf.String("fr-CA")
        whole.docinfo["/Title"] = plan["title"]
        whole.save(target)


def _stamp(whole: object, page: object, words: str) -> None:
    import pikepdf

    fonts = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    box = [float(n) for n in page.mediabox]  # type: ignore[attr-defined]
    own = dict(page.obj.get("/Resources", pikepdf.Dictionary()))  # type: ignore[attr-defined]
    known = dict(own.get("/Font", {}))
    known["/EgideFolio"] = fonts
    own["/Font"] = pikepdf.Dictionary(known)
    page.obj.Resources = pikepdf.Dictionary(own)  # type: ignore[attr-defined]
    x, y = box[2] - 14 - 4.2 * len(words), box[1] + 12
    ink = f"\nQ\nq BT 0.2 g /EgideFolio 8 Tf {x:.1f} {y:.1f} Td ({words}) Tj ET Q\n".encode("ascii")
    page.contents_add(whole.make_stream(b"q\n"), prepend=True)  # type: ignore[attr-defined]
    page.contents_add(whole.make_stream(ink))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
