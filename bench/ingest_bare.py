"""The floor of ingestion: what the bare library does with the same files. No database, no key, no house.

Run as a module by ingest.py, once for each half of the files; the text alone is also the floor of extraction.
"""

import io
import sys
from pathlib import Path

import pypdfium2 as pdfium


def bare_text(content: bytes) -> int:
    """Will take the text out of each page, and return its length."""
    length = 0
    with pdfium.PdfDocument(content) as document:
        for page in document:
            words = page.get_textpage()
            length += len(words.get_text_range())
            words.close()
            page.close()
    return length


def bare(folder: Path) -> None:
    """Will do what cannot be spared: the text of each page, and a thumbnail."""
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        bare_text(content)
        with pdfium.PdfDocument(content) as document:
            page = document[0]
            picture = page.render(scale=320 / page.get_width()).to_pil()
            picture.convert("RGB").save(io.BytesIO(), "JPEG", quality=72)


if __name__ == "__main__":
    for named in sys.argv[1:]:
        bare(Path(named))
