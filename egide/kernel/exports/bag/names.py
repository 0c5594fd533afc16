"""Names of files inside a bag: plain letters, short, in order; the true name of each is in the metadata.

What someone sent may be called anything; nothing of it decides where a file is written.
"""

import re
import unicodedata

from egide.platform.storage.names import clean_name

LONGEST_STEM, LONGEST_SUFFIX = 80, 8  # characters
_OTHER = re.compile(r"[^A-Za-z0-9]+")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")


def plain(text: str) -> str:
    """Will return the text in plain letters, digits and dashes; « sans-nom » when nothing is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    stem = _OTHER.sub("-", letters).strip("-")[:LONGEST_STEM].strip("-") or "sans-nom"
    return f"{stem}-" if _RESERVED.match(stem) else stem


def piece_name(rank: int, version: int, file_name: str) -> str:
    """Will name a version of a document: « 003-v1-Lettre-du-syndic.pdf »."""
    stem, suffix = _parted(clean_name(file_name))
    return f"{rank:03d}-v{version}-{plain(stem)}{suffix}"


def _parted(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    kept = _OTHER.sub("", suffix.lower()) if dot and suffix.isascii() else ""
    return (stem, f".{kept}") if 0 < len(kept) <= LONGEST_SUFFIX else (name, "")
