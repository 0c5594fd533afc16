"""Files that arrive in parts: announced, continued, given up, by the tus protocol.

Each view translates, calls once, translates back. The body is read between short transactions: a slow line
holds no row.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from egide.interfaces.staff import tus
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.uploads import actions, spool
from egide.kernel.uploads.failures import Altered
from egide.kernel.uploads.models import Upload
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import BadInput
from egide.platform.storage.errors import MIB, StorageProblem

ACTION = "add_document"
PART = 8 * MIB  # what one transaction keeps: a cut loses less than this
PIECE = MIB
UNNAMED = "document"


def _announce(request: HouseRequest, *, number: str) -> HttpResponse:
    if "Upload-Defer-Length" in request.headers:
        raise BadInput("La longueur du fichier doit être annoncée dès le début.")
    said = tus.metadata(request)
    with acting_as(request.actor):
        upload = actions.begin(
            actor=request.actor,
            dossier=open_dossier(actor=request.actor, number=number, action=ACTION),
            length=tus.whole(request, "Upload-Length"),
            file_name=said.get("filename") or said.get("name") or UNNAMED,
            title=_line(said.get("title", "")),
            fingerprint=_line(said.get("fingerprint", "")),
            now=request.now,
        )
        response = HttpResponse(status=201)
        response["Location"] = request.build_absolute_uri(_address(upload))
        return _standing(response, upload)


def _mine(request: HouseRequest, *, number: str) -> HttpResponse:
    with acting_as(request.actor, read_only=True):
        dossier = open_dossier(actor=request.actor, number=number, action=ACTION)
        rows = actions.unfinished(actor=request.actor, dossier=dossier, now=request.now)
        return JsonResponse(
            {
                "envois": [
                    {
                        "url": _address(row),
                        "name": row.file_name,
                        "fingerprint": row.fingerprint,
                        "offset": row.offset,
                        "length": row.length,
                    }
                    for row in rows
                ]
            }
        )


def _where(request: HouseRequest, *, upload: UUID) -> HttpResponse:
    with acting_as(request.actor, read_only=True):
        found = actions.own(actor=request.actor, public_id=upload, now=request.now)
        response = _standing(HttpResponse(), found)
        response["Upload-Length"] = str(found.length)
        return response


def _give_up(request: HouseRequest, *, upload: UUID) -> HttpResponse:
    with acting_as(request.actor):
        actions.give_up(actor=request.actor, public_id=upload, now=request.now)
    return HttpResponse(status=204)


def _continue(request: HouseRequest, *, upload: UUID) -> HttpResponse:
    if request.content_type != tus.OCTETS:
        raise tus.WrongType(f"Le contenu doit être annoncé comme {tus.OCTETS}.")
    start, announced = tus.whole(request, "Upload-Offset"), tus.announced(request)
    expected = tus.checksum(request)
    with acting_as(request.actor, read_only=True):
        found = actions.own(actor=request.actor, public_id=upload, now=request.now)
        open_dossier(actor=request.actor, number=found.dossier.number, action=ACTION)
        actions.check_announced(upload=found, start=start, length=announced)
        key = actions.key_of(found) if announced else b""
    held: list[spool.Part] = []
    with ExitStack() as spare:
        for part in _parts(request, upload, key, start, expected):
            spare.callback(part.drop)
            held.append(part)
            if expected is None:
                found = _kept(request, upload, held)
                held.clear()
        if expected is not None and expected[0].digest() != expected[1]:
            raise Altered
        if held or not announced:
            found = _kept(request, upload, held)
    return _standing(HttpResponse(status=204), found)


def _parts(
    request: HouseRequest, upload: UUID, key: bytes, start: int, expected: tuple[object, bytes] | None
) -> Iterator[spool.Part]:
    """Will write the body as it comes; a line that breaks ends it, and what arrived counts."""
    body = _Body(request, expected)
    while not body.ended:
        part = spool.write(upload=upload, key=key, start=start, pieces=body.pieces(PART))
        if not part.length:
            part.drop()
            return
        start += part.length
        yield part


class _Body:
    """The request's bytes, read a piece at a time, each shown to the checksum."""

    def __init__(self, request: HouseRequest, expected: tuple[object, bytes] | None) -> None:
        self._request = request
        self._digest = expected[0] if expected else None
        self.ended = False

    def pieces(self, most: int) -> Iterator[bytes]:
        """Will yield up to `most` bytes."""
        while most > 0 and not self.ended:
            try:
                piece = self._request.read(min(PIECE, most))
            except (UnreadablePostError, OSError):
                piece = b""
            if not piece:
                self.ended = True
                return
            if self._digest is not None:
                self._digest.update(piece)  # type: ignore[attr-defined]
            most -= len(piece)
            yield piece


def _kept(request: HouseRequest, upload: UUID, parts: list[spool.Part]) -> Upload:
    try:
        with acting_as(request.actor):
            return actions.keep_parts(actor=request.actor, public_id=upload, parts=parts, now=request.now)
    except StorageProblem as problem:
        if problem.status >= 500:  # the store itself is ill: the file may be continued later
            raise
        with acting_as(request.actor):
            actions.refuse(actor=request.actor, public_id=upload, problem=problem, now=request.now)
        raise


def _standing(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Expires"] = _http(upload.expires_at)
    return response


def _http(moment: datetime) -> str:
    return http_date(moment.timestamp())


def _address(upload: Upload) -> str:
    return reverse("staff:upload_part", kwargs={"upload": upload.public_id})


def _line(typed: str) -> str:
    return " ".join("".join(c for c in typed if c.isprintable()).split())


to_dossier = tus.spoken(ACTION, POST=_announce, GET=_mine)
one = tus.spoken(ACTION, HEAD=_where, PATCH=_continue, DELETE=_give_up)
