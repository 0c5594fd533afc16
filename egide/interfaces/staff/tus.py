"""What the tus protocol, version 1.0, says beside the methods: its headers, read strictly, and its refusals.

Serves views_uploads.py; nothing here knows a dossier or a file. https://tus.io/protocols/resumable-upload
"""

import base64
import errno
import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from egide.kernel.gate import reads
from egide.kernel.gate.pages import actor_of
from egide.kernel.uploads.failures import DiskFull, Elsewhere, UploadProblem
from egide.kernel.uploads.limits import longest
from egide.platform.accounts.actors import ActorKind
from egide.platform.errors.failures import BadInput, HouseFailure, MethodNotAllowed, NotVisible, Refused
from egide.platform.errors.translating import failure_of

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
ALGORITHMS = ("sha256", "sha1", "md5")
OCTETS = "application/offset+octet-stream"
LONGEST_METADATA = 4_000
LARGEST = 2**53  # beyond, a browser no longer counts exactly
SIGNED_OUT = (
    "Votre connexion a pris fin. Connectez-vous de nouveau, puis choisissez le même fichier\u00a0: "
    "l’envoi continuera où il s’est arrêté."
)
Method = Callable[..., HttpResponse]


class SignedOut(UploadProblem):
    """Nobody is signed in any more (401)."""

    status = 401


class WrongVersion(UploadProblem):
    """Another version of the protocol (412)."""

    status = 412


class WrongType(UploadProblem):
    """The body is not announced as bytes at an offset (415)."""

    status = 415


def spoken(action: str, **methods: Method) -> Callable[..., HttpResponse]:
    """Will make one view of these methods, with the protocol's headers on every answer.

    The same session, CSRF proof, actor, walls and gate as a page; a refusal is journaled as one.
    """

    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = _answered(request, methods, kwargs)
        except Exception as problem:
            failure = _failure(problem)
            if failure is None:
                raise
            if isinstance(problem, Refused):
                _journal(request, action, kwargs, problem)
            response = _refusal(failure)
        return _with_headers(response)

    return view


def whole(request: HttpRequest, name: str) -> int:
    """Will read a header that holds a whole number.

    :raises BadInput: absent, or not a number of bytes.
    """
    typed = request.headers.get(name, "")
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 16 or int(typed) > LARGEST:
        raise BadInput(f"L’en-tête {name} ne dit pas un nombre d’octets.")
    return int(typed)


def announced(request: HttpRequest) -> int:
    """Will return how many bytes the body announces; none when it does not say.

    :raises BadInput: not a number of bytes.
    """
    return whole(request, "Content-Length") if request.headers.get("Content-Length") else 0


def metadata(request: HttpRequest) -> dict[str, str]:
    """Will read Upload-Metadata: keys, each with its value in base64.

    :raises BadInput: it is not written so, or is too long.
    """
    typed = request.headers.get("Upload-Metadata", "")
    if len(typed) > LONGEST_METADATA:
        raise BadInput("L’en-tête Upload-Metadata est trop long.")
    read: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in typed.split(","))):
        key, _, value = pair.partition(" ")
        try:
            read[key] = base64.b64decode(value, validate=True).decode()
        except ValueError as error:  # no base64, no UTF-8, or letters that no header holds
            raise BadInput("L’en-tête Upload-Metadata n’est pas écrit en base64.") from error
    return read


def checksum(request: HttpRequest) -> tuple[Any, bytes] | None:
    """Will return a fresh hash and the value that it must reach, when the part announces one.

    :raises BadInput: an unknown algorithm, or a value that is not base64.
    """
    typed = request.headers.get("Upload-Checksum")
    if typed is None:
        return None
    name, _, value = typed.partition(" ")
    if name not in ALGORITHMS:
        raise BadInput(f"Somme de contrôle inconnue. Acceptées\u00a0: {', '.join(ALGORITHMS)}.")
    try:
        return hashlib.new(name, usedforsecurity=False), base64.b64decode(value, validate=True)
    except ValueError as error:
        raise BadInput("La somme de contrôle n’est pas écrite en base64.") from error


def _answered(request: Any, methods: dict[str, Method], kwargs: dict[str, Any]) -> HttpResponse:
    # Some networks let only GET and POST through: the protocol has them say what they mean.
    asked = (
        request.headers.get("X-HTTP-Method-Override", request.method)
        if request.method == "POST"
        else request.method
    )
    if asked == "OPTIONS":
        return HttpResponse(status=204)
    if asked not in methods:
        raise MethodNotAllowed
    if asked != "GET" and request.headers.get("Tus-Resumable") != VERSION:
        raise WrongVersion(f"Seule la version {VERSION} du protocole tus est comprise ici.")
    request.now, request.actor = timezone.now(), actor_of(request)
    if request.actor.kind is ActorKind.ANONYMOUS:
        raise SignedOut(SIGNED_OUT)
    if request.actor.kind is not ActorKind.STAFF:
        raise NotVisible
    return methods[asked](request, **kwargs)


def _failure(problem: Exception) -> HouseFailure | None:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return failure_of(problem)


def _journal(request: Any, action: str, kwargs: dict[str, Any], refusal: Refused) -> None:
    if hasattr(request, "actor"):
        reads.record_refusal(
            actor=request.actor,
            number=str(kwargs.get("number", "")),
            action=action,
            reason=refusal.what,
            now=request.now,
        )


def _refusal(failure: HouseFailure) -> HttpResponse:
    response = HttpResponse(failure.what, status=failure.status, content_type="text/plain; charset=utf-8")
    if isinstance(failure, Elsewhere):
        response["Upload-Offset"] = str(failure.offset)
    return response


def _with_headers(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Max-Size"] = str(longest())
    response["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    response["Cache-Control"] = "private, no-store"
    return response
