"""The door of programs: a secret of one person for one document, then the same actor, walls, gate and journal.

No session and no cookie: what the address carries is all. Every refusal is plain text.
"""

import logging
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from wsgidav.dav_error import DAVError

from egide.interfaces.webdav.receiving import file_sent, words_sent
from egide.interfaces.webdav.speaking import refusal, speak
from egide.interfaces.webdav.visits import Visit
from egide.kernel.editing import scratch
from egide.kernel.editing.accesses import newest_of, own, person_of
from egide.kernel.editing.failures import TooOften
from egide.kernel.editing.locks import take_turns
from egide.kernel.gate import reads
from egide.kernel.gate.opening import open_dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import HouseFailure, MethodNotAllowed, NotVisible, Refused
from egide.platform.errors.translating import failure_of
from egide.platform.storage.uploads import SealedUpload

log = logging.getLogger(__name__)
MOST_UNKNOWN = 30  # addresses that open nothing, from one machine in a minute
READS = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND"})
WRITES = frozenset({"PUT", "DELETE", "COPY", "MOVE", "MKCOL", "PROPPATCH", "LOCK", "UNLOCK"})


@csrf_exempt
def serve(request: HttpRequest, secret: str, path: str = "") -> HttpResponseBase:
    """Will answer one method of the protocol."""
    response: HttpResponseBase
    try:
        response = _answered(request, secret, "/" + path)
    except DAVError as problem:
        response = refusal(problem)
    except Exception as problem:
        failure = failure_of(problem) or HouseFailure()
        if failure.status == 500:  # never by its address, which is a secret
            log.exception("%s in an edited document failed", request.method)
        response = HttpResponse(failure.what, status=failure.status, content_type="text/plain; charset=utf-8")
    # The framework would write the address of a refusal in its log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = "attachment"
    return response


def _answered(request: HttpRequest, secret: str, path: str) -> HttpResponseBase:
    if request.method not in READS | WRITES:
        raise MethodNotAllowed
    now = timezone.now()
    actor = _person(request, secret, now)
    number = _journaled(actor, secret, now)
    sent: SealedUpload | None = None
    try:
        if request.method == "PUT":
            sent = file_sent(request)
        body = sent if sent is not None else words_sent(request)
        return _in_transaction(request, actor, secret, path, sent, body, now)
    except Refused as refused:
        reads.record_refusal(actor=actor, number=number, action="add_document", reason=refused.what, now=now)
        raise
    finally:
        if sent is not None:
            sent.close()


def _person(request: HttpRequest, secret: str, now: datetime) -> Actor:
    try:
        return person_of(secret, now=now)
    except NotVisible:
        _slow_guessing(request)
        raise


def _slow_guessing(request: HttpRequest) -> None:
    key = f"editing:{get_adapter().get_client_ip(request)}"
    tries = int(cache.get(key, 0)) + 1
    cache.set(key, tries, timeout=60)
    if tries > MOST_UNKNOWN:
        raise TooOften("Trop d’adresses inconnues\u00a0: attendez une minute.") from None


def _journaled(actor: Actor, secret: str, now: datetime) -> str:
    """Will commit the entry of a read where the compartment asks for it, before any byte is shown."""
    with acting_as(actor, read_only=True):
        access = own(actor=actor, secret=secret, now=now)
        number, rank = access.dossier.number, access.rank
    reads.record_if_asked(actor=actor, number=number, action="read", piece={"rank": rank}, now=now)
    return number


def _in_transaction(
    request: HttpRequest,
    actor: Actor,
    secret: str,
    path: str,
    sent: SealedUpload | None,
    body: Any,
    now: datetime,
) -> HttpResponseBase:
    reading = request.method in READS
    with acting_as(actor, read_only=reading):
        access = own(actor=actor, secret=secret, now=now)
        if not reading:
            take_turns(dossier_id=access.dossier_id, rank=access.rank)
            access.refresh_from_db(fields=["away", "saves", "revoked_at"])
        dossier = open_dossier(actor=actor, number=access.dossier.number, action="read")
        newest = newest_of(dossier, access.rank)
        if newest is None or access.revoked_at is not None:
            raise NotVisible
        visit = Visit(
            actor=actor,
            access=access,
            dossier=dossier,
            newest=newest,
            now=now,
            body=sent,
            entries=scratch.entries_of(access),
        )
        response = speak(request, visit, mount=f"/dav/{secret}", path=path, body=body)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response
