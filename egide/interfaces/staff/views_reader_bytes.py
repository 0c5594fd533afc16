"""What the pages of a document are made of: pictures of pages, a thumbnail, sound by parts, the file itself.

Nothing received leaves under a type that a browser would run: pictures are those that the reading child drew,
sound and video have a closed list of types and a sandbox, the file is a download. Nothing here is kept by the
browser (« no-store »): a shared desk shows nothing once signed out, and reads are asked each time.
"""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.http.response import StreamingHttpResponse

from egide.interfaces.staff.pages_reader_page import SIZES
from egide.interfaces.staff.reader_pieces import is_openable, shape_of, version_of
from egide.interfaces.staff.views_reader import PIECE
from egide.kernel.documents.showing import page_image, thumbnail
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.platform.storage import store
from egide.platform.storage.downloads import SAFE_HEADERS, download
from egide.platform.storage.media import PLAYED
from egide.platform.storage.ranges import asked_span, read_span


@page(action="read", opens=True, piece=PIECE)
def picture(
    request: HouseRequest, *, dossier: Dossier, rank: int, version: int, page: int, size: str
) -> HttpResponse:
    """Will give the picture of a page, drawn now, in one of a few widths."""
    found = version_of(dossier, rank, version)
    if size not in SIZES or shape_of(found).kind != "pages" or not 0 < page <= (found.pages or 0):
        raise NotVisible
    drawn = page_image(version=found, number=page, width_px=SIZES[size])
    return HttpResponse(drawn, content_type="image/webp", headers=SAFE_HEADERS)


@page(action="read", opens=True, piece=("rank",))
def version_thumbnail(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponse:
    """Will give the thumbnail that the reading kept."""
    found = version_of(dossier, rank, version)
    drawn = thumbnail(found) if is_openable(found.stored) else None
    if drawn is None:
        raise NotVisible
    return HttpResponse(drawn, content_type="image/jpeg", headers=SAFE_HEADERS)


@page(action="read", opens=True, piece=PIECE)
def media(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponseBase:
    """Will give sound or video, by parts when the player asks for parts: only these are decrypted."""
    found = version_of(dossier, rank, version)
    if shape_of(found).kind not in ("sound", "video"):
        raise NotVisible
    kind, size = PLAYED[found.media_type], found.stored.size
    headers = {**SAFE_HEADERS, "Accept-Ranges": "bytes", "Content-Disposition": "attachment"}
    try:
        span = asked_span(request.headers.get("Range", ""), size=size)
    except ValueError:
        whole = StreamingHttpResponse(
            store.open_stream(stored=found.stored), content_type=kind, headers=headers
        )
        whole["Content-Length"] = str(size)
        return whole
    if span is None:
        refused = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=refused, headers={**headers, "Content-Range": f"bytes */{size}"})
    part = read_span(stored=found.stored, span=span)
    headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return HttpResponse(part, status=HTTPStatus.PARTIAL_CONTENT, content_type=kind, headers=headers)


@page(action="read", opens=True)
def version_download(request: HouseRequest, *, dossier: Dossier, rank: int, version: int) -> HttpResponseBase:
    """Will stream this very version; each copy that is taken is one journaled read."""
    found = version_of(dossier, rank, version)
    return download(stored=found.stored, stream=store.open_stream(stored=found.stored))
