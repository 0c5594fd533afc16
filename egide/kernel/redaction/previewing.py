"""One page of a redaction as it would be published: drawn by the same operation as the copy, and not kept.

Serves the preview of the screens.
"""

from egide.kernel.documents.showing import pdf_bytes
from egide.kernel.redaction.models import BoxState, Redaction
from egide.kernel.redaction.producing import CHILD, zone
from egide.platform.reading import reader

SECONDS = 60


def preview(*, redaction: Redaction, page: int) -> bytes:
    """Will return the page with its accepted zones burned, as a WebP picture.

    :raises ReadingProblem: the page cannot be drawn.
    """
    found = redaction.boxes.filter(page=page, state=BoxState.ACCEPTED).order_by("number")
    zones = [zone(box.x0, box.y0, box.x1, box.y1, box.ground) for box in found]
    with pdf_bytes(redaction.version) as source:
        told = reader.run("preview", source, seconds=SECONDS, format=CHILD, number=page, boxes=zones)
    with told["files"][0] as picture:
        return bytes(picture.read())
