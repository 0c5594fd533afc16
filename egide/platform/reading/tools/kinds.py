"""What a container really holds: a ZIP may be a letter, an OLE file a message or a lock.

Looks at directories only; nothing is unpacked.
"""

import platform
import zipfile

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, Protected, TooMuch
from egide.platform.reading.tools import Answer, Source, archives

TOOL, VERSION = "Python", platform.python_version()
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_OOXML = "application/vnd.openxmlformats-officedocument."
_BY_MEMBER = {
    "word/document.xml": f"{_OOXML}wordprocessingml.document",
    "xl/workbook.xml": f"{_OOXML}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OOXML}presentationml.presentation",
}
_BY_STREAM = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__properties_version1.0": "application/vnd.ms-outlook",
}
_LONGEST_MIMETYPE = 100
_LOOKED_AT = 4096
_PRINTED = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\r\f")


def type(source: Source) -> Answer:  # the name of the operation
    """Will return the media type of a ZIP or OLE container, or of a text; nothing when it is none of them.

    :raises Protected: it is the locked envelope of an office file.
    """
    with source.opened() as content:
        head = content.read(_LOOKED_AT)
    found = ""
    if head.startswith(_ZIP):
        found = _zip(source)
    elif head.startswith(_OLE):
        found = _ole(source)
    elif not head.translate(None, _PRINTED):
        found = "text/plain"  # of Windows, whose letters the first look takes for controls
    return Answer({"media_type": found, "tool": TOOL, "version": VERSION})


def weigh(source: Source) -> None:
    """Will refuse an office file that swells: its parts announce their size before they are unpacked.

    :raises TooMuch: beyond the bounds. :raises Protected: its parts are locked.
    """
    with source.opened() as content:
        head = content.read(8)
    if head == _OLE:
        _ole(source)
    if not head.startswith(_ZIP):
        return
    found = archives.members(source)
    if any(one.flag_bits & 0x1 for one in found):
        raise Protected
    unpacked = sum(one.file_size for one in found)
    if unpacked > limits.MOST_UNPACKED or (
        unpacked > 20 * limits.MIB and unpacked > limits.MOST_RATIO * source.size
    ):
        raise TooMuch(
            "Ce fichier se gonfle démesurément à l’ouverture\u00a0: il est conservé, mais pas ouvert ici."
        )
    _opendocument_lock(source, found)


def _zip(source: Source) -> str:
    found = archives.members(source)
    names = {one.filename for one in found}
    if found and found[0].filename == "mimetype":
        with (
            source.opened() as content,
            zipfile.ZipFile(content) as archive,
            archive.open("mimetype") as told,
        ):
            return told.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()
    return next((kind for member, kind in _BY_MEMBER.items() if member in names), "application/zip")


def _ole(source: Source) -> str:
    import olefile  # type: ignore[import-untyped]

    try:
        with source.opened() as content, olefile.OleFileIO(content) as ole:
            names = {entry[0] for entry in ole.listdir(streams=True, storages=False)}
    except (OSError, ValueError, IndexError, RecursionError) as error:
        raise Broken from error
    if "EncryptedPackage" in names:
        raise Protected
    return next((kind for stream, kind in _BY_STREAM.items() if stream in names), "")


def _opendocument_lock(source: Source, found: tuple[zipfile.ZipInfo, ...]) -> None:
    manifest = next((one for one in found if one.filename == "META-INF/manifest.xml"), None)
    if manifest is None or manifest.file_size > limits.MIB:
        return
    with source.opened() as content, zipfile.ZipFile(content) as archive:
        if b"encryption-data" in archive.read(manifest):
            raise Protected
