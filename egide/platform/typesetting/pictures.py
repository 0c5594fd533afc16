"""A PNG put inside an SVG of its size: the engine takes no file that is not a text.

Serves an installation whose logo is a picture. It opens nothing: only the size is read, from the first bytes.
"""

import base64
import struct

from egide.platform.typesetting.errors import RenderingFailed

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE = struct.Struct(">II")
_PLACE = 16  # of the width and the height, in the first chunk


def framed(png: bytes) -> bytes:
    """Will return an SVG that shows the picture.

    :raises RenderingFailed: it is not a PNG.
    """
    if not png.startswith(_PNG) or len(png) < _PLACE + _SIZE.size:
        raise RenderingFailed("Le logo de l’en-tête de lettre n’est pas une image PNG.")
    width, height = _SIZE.unpack_from(png, _PLACE)
    inside = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{inside}"/></svg>'
    ).encode()
