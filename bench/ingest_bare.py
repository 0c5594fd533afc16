"""The floor of ingestion: what bare libraries do with the same files. No database, no journal, no house.

Run as a module by ingest.py, once for each half of the files; the text alone is also the floor of extraction.
"""

import hashlib
import io
import os
import secrets
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


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
    """Will do what cannot be spared: text, a picture of 500 pixels, the hash, the cipher, a durable file."""
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        bare_text(content)
        with pdfium.PdfDocument(content) as document:
            page = document[0]
            picture = page.render(scale=500 / page.get_width()).to_pil()
            picture.convert("RGB").save(io.BytesIO(), "WEBP")
        hashlib.sha256(content).digest()
        sealed = AESGCM(secrets.token_bytes(32)).encrypt(secrets.token_bytes(12), content, None)
        with tempfile.TemporaryFile(dir=folder) as kept:
            kept.write(sealed)
            kept.flush()
            os.fsync(kept.fileno())


if __name__ == "__main__":
    for named in sys.argv[1:]:
        bare(Path(named))
