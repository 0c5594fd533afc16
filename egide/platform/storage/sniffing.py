"""What a file is, judged by its first bytes: the sender's word on the type is recorded, never believed.

Serves the store's intake. It names a type; it does not prove that a file is harmless (see scanner).
"""

import codecs

import puremagic

from egide.platform.storage import media
from egide.platform.storage.names import extension

HEAD = 64 * 1024
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = b"PK\x03\x04"
_BRANDS = slice(8, 64)  # of an ISO base media file: the major brand, a version, then the compatible brands
# What no text holds: control characters besides spaces, new pages and escapes; in Latin-1, those after the letters.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
_NOT_LATIN = bytes(range(0x7F, 0xA0))
_ZIP_MEMBERS = (
    (b"mimetype" + media.ODT.encode(), media.ODT),
    (b"mimetype" + media.ODS.encode(), media.ODS),
    (b"mimetype" + media.ODP.encode(), media.ODP),
    (b"META-INF/MANIFEST.MF", media.JAR),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"word/", media.DOCX),
    (b"xl/", media.XLSX),
    (b"ppt/", media.PPTX),
)


def sniff(head: bytes, file_name: str) -> str:
    """Will return the media type of a file whose first bytes (64 KiB are enough) are `head`."""
    head = head[:HEAD]
    if _is_program(head):
        return media.PROGRAM
    if head.startswith(_ZIP_MAGIC):
        return next((kind for member, kind in _ZIP_MEMBERS if member in head), "application/zip")
    if head.startswith(_OLE_MAGIC):  # one container for all old Office files: only the name tells them apart
        return media.OLE_BY_EXTENSION.get(extension(file_name), media.OLE)
    if photo := _phone_photo(head):
        return photo
    guess = _by_magic(head)
    if _is_text(head):
        plain = "text/csv" if extension(file_name) == "csv" else media.TEXT
        return guess if guess in media.MARKED_TEXT else plain
    return guess


def is_refused(media_type: str, file_name: str) -> bool:
    """Will say whether the house refuses this type, or this extension."""
    return media_type in media.REFUSED_TYPES or extension(file_name) in media.REFUSED_EXTENSIONS


def is_mismatched(media_type: str, file_name: str) -> bool:
    """Will say whether the extension promises another type than the content's."""
    expected = media.EXPECTED.get(extension(file_name))
    return expected is not None and media_type not in expected


def _is_program(head: bytes) -> bool:
    if head.startswith(b"MZ"):
        return b"\x00" in head[:64]  # a text that begins with « MZ » holds no zero byte
    return head.startswith(media.PROGRAM_SIGNATURES)


def _phone_photo(head: bytes) -> str | None:
    """Will name the still images that telephones make, whose brands the general tables know only in part."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] != b"ftyp":
        return None
    size = int.from_bytes(head[:4], "big")
    brands = head[_BRANDS.start : min(size, _BRANDS.stop)]
    # A major brand of structure (mif1, msf1) says nothing of the coding: the compatible brands do.
    for start in (0, *range(8, len(brands), 4)):
        if kind := media.PHOTO_BRANDS.get(brands[start : start + 4]):
            return kind
    return "image/heif" if brands[:4] in media.PHOTO_CONTAINERS else None


def _by_magic(head: bytes) -> str:
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError):
        return media.OCTETS
    return next((guess.mime_type for guess in guesses if guess.mime_type), media.OCTETS)


def _is_text(head: bytes) -> bool:
    start = head[:4096]
    if len(start.translate(None, _CONTROLS)) < len(start):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # incremental: the head may cut a character
    except UnicodeDecodeError:
        return len(start.translate(None, _NOT_LATIN)) == len(start)
    return True
