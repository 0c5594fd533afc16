"""What a program sends, received before any transaction: bounded, encrypted while it waits, XML that hides nothing.

Serves views.py; a slow line holds no row of the database.
"""

import io
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.conf import settings
from django.http import HttpRequest

from egide.platform.errors.failures import BadInput, HouseFailure
from egide.platform.storage.errors import MIB, TooLarge
from egide.platform.storage.uploads import SealedUpload, SealedUploadHandler

LONGEST_XML = 64 * 1024
SPOKEN = frozenset({"PROPFIND", "PROPPATCH", "LOCK"})
_PIECE = 256 * 1024


class LengthRequired(HouseFailure):
    """The length is not announced (411)."""

    status = 411
    title = "La longueur de l’envoi n’est pas annoncée"


def announced(request: HttpRequest) -> int:
    """Will return the announced length of the body, in bytes.

    :raises LengthRequired: it comes in pieces of unknown total. :raises BadInput: not a number.
    """
    typed = request.META.get("CONTENT_LENGTH") or ""
    if not typed and request.META.get("HTTP_TRANSFER_ENCODING"):
        raise LengthRequired
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise BadInput("La longueur annoncée n’est pas un nombre d’octets.")
    return int(typed or 0)


def file_sent(request: HttpRequest) -> SealedUpload:
    """Will receive a file, encrypted on the disk.

    :raises TooLarge: longer than the house takes. :raises BadInput: less arrived than announced.
    """
    length, limit = announced(request), settings.UPLOAD_LIMIT_MB * MIB
    if length > limit:
        raise TooLarge(limit)
    handler = SealedUploadHandler(request)
    handler.new_file("file", "file", "application/octet-stream", length)
    received = 0
    try:
        while received < length and (piece := request.read(min(_PIECE, length - received))):
            handler.receive_data_chunk(piece, received)
            received += len(piece)
        if received < length:
            raise BadInput("L’envoi a été coupé\u00a0: rien n’a été gardé. Enregistrez de nouveau.")
    except BaseException:
        handler.upload_interrupted()
        raise
    return handler.file_complete(received)


def words_sent(request: HttpRequest) -> Any:
    """Will receive the words of a method: at most 64 KiB; where they are read, XML without definitions nor entities.

    :raises TooLarge: longer. :raises BadInput: not such XML.
    """
    if announced(request) > LONGEST_XML:
        raise TooLarge(LONGEST_XML)
    words = request.read(LONGEST_XML)
    if words and request.method in SPOKEN:
        try:
            fromstring(words, forbid_dtd=True)
        except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
            raise BadInput("Le corps de la demande n’est pas du XML simple.") from error
    return io.BytesIO(words)
