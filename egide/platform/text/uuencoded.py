"""Files written inside a text, as mail carried them before MIME: « begin 644 name », lines, « end » (POSIX uuencode).

Pure, within bounds. The text itself stays as it is; what cannot be decoded is not guessed.
"""

import binascii
import re

MOST_FILES = 20
_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?$", re.MULTILINE)
_END = re.compile(rb"^(?:end|====)\r?$", re.MULTILINE)


def uuencoded(text: bytes) -> list[tuple[str, bytes]]:
    """Will return the name and the bytes of each file written in the text; none of a block that never ends."""
    found: list[tuple[str, bytes]] = []
    at = 0
    while len(found) < MOST_FILES and (begin := _BEGIN.search(text, at)):
        end = _END.search(text, begin.end())
        if end is None:
            break
        at = end.end()
        content = _decoded(text[begin.end() : end.start()], base64=begin[0].startswith(b"begin-base64"))
        if content:
            found.append((begin[1].decode("utf-8", "replace").strip(), content))
    return found


def _decoded(block: bytes, *, base64: bool) -> bytes:
    try:
        if base64:
            return binascii.a2b_base64(block)
        return b"".join(binascii.a2b_uu(line + b"\n") for line in block.split(b"\n") if line.strip(b"\r"))
    except (binascii.Error, ValueError):
        return b""
