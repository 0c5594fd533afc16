"""ZIP archives: their list, never their content. Nothing is unpacked, so nothing can swell.

The names become text, so that an archive is found by what it holds.
"""

import platform
import zipfile

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken
from egide.platform.reading.tools import Answer, Source, plain

TOOL, VERSION = "Python", platform.python_version()
_DIRECTORY = 32 * limits.MIB  # bytes of a list of members
_ENCRYPTED = 0x1


def list(source: Source) -> Answer:  # the name of the operation
    """Will return the members: name, size, and whether a password closes them."""
    found = members(source)
    listed = [
        {
            "name": plain.fit(one.filename)[:300],
            "size": one.file_size,
            "locked": bool(one.flag_bits & _ENCRYPTED),
        }
        for one in found[: limits.MOST_LISTED]
    ]
    return Answer({"members": listed, "total": len(found), "tool": TOOL, "version": VERSION})


def text(source: Source, *, thumbnail: bool = False) -> Answer:
    """Will return the names of the members as the text of the archive."""
    found = members(source)
    names = "\n".join(one.filename for one in found[: limits.MOST_LISTED])
    pages, _ = plain.paged(names)
    size = sum(one.file_size for one in found)
    octets = f"{size:,}".replace(",", "\u00a0")
    files = f"{len(found)}\u00a0fichier{'s' if len(found) > 1 else ''}"
    detail = f"Archive de {files}, {octets} octets une fois ouverte\u00a0: listée, non ouverte."
    if size > limits.MOST_RATIO * max(source.size, 1):
        detail += " Elle se gonfle démesurément\u00a0: ne l’ouvrez pas sans précaution."
    if any(one.flag_bits & _ENCRYPTED for one in found):
        detail += " Un mot de passe en ferme une partie."
    result = plain.told(pages, tool=TOOL, version=VERSION, detail=detail)
    result["partial"] = len(found) > limits.MOST_LISTED
    return Answer(result)


def members(source: Source) -> "tuple[zipfile.ZipInfo, ...]":
    """Will return what the archive’s directory announces.

    :raises Broken: no directory, or one longer than any honest archive has.
    """
    try:
        with source.opened() as content:
            # The length of the directory, measured before it is read.
            end = getattr(zipfile, "_EndRecData")(content)  # noqa: B009 — of the standard library, without a name of its own
            if not end or end[5] > _DIRECTORY:
                raise Broken
            with zipfile.ZipFile(content) as archive:
                return tuple(archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Broken from error
