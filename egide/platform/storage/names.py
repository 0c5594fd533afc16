"""The display name of a file, made safe: a hostile or clumsy name never reaches a screen or a disk.

Blobs have random names; this one is only shown and offered at download. Pure.
"""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 150
_LONGEST_BYTES = 240  # most file systems stop at 255 bytes
_LONGEST_SUFFIX = 12
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
# Cc controls, Cf formats (all bidirectional overrides), Cs lone surrogates, Co private use, Cn unassigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(raw: str | bytes) -> str:
    """Will return a name of at most 150 characters, without path, control or direction marks; never empty."""
    text = unicodedata.normalize("NFC", _decoded(raw))
    # Controls go first, so that one hidden inside a separator or a reserved name hides nothing.
    text = "".join(" " if c in "\t\r\n" else c for c in text if c in "\t\r\n" or not _invisible(c))
    text = text.replace("\\", "/").rsplit("/", 1)[-1]
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("_", text))
    text = " ".join(text.split()).strip(". ")
    text = _RESERVED.sub(r"_\1", text)
    return shortened(text, _LONGEST_BYTES) or "document"


def extension(name: str) -> str:
    """Will return the lower-case extension without its dot, or an empty string."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _decoded(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE


def shortened(text: str, most: int) -> str:
    """Will cut the stem of a name, never its extension, until it fits 150 characters and `most` bytes."""
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX or " " in suffix:
        stem, suffix = text, ""
    tail = f".{suffix}" if suffix else ""
    stem = stem[: LONGEST - len(tail)]
    while len((stem + tail).encode()) > most:
        stem = stem[:-1]
    return (stem.strip(". ") + tail).strip(". ")
