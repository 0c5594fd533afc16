"""Who may send a file in parts, how many at once, for how long; what the server says it can do.

The protocol, refusal by refusal, is beside.
"""

import errno
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.uploads import limits
from egide.kernel.uploads.models import State, Upload
from egide.kernel.uploads.sweeping import sweep
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn, client_of
from tests.interfaces.staff.sending.conftest import (
    BYTES,
    TUS,
    announce,
    began,
    folders,
    kept,
    patch,
    where,
    words,
)


def test_nobody_else_finds_the_upload(sign_in: SignIn, dossier: Dossier, cast: Cast) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)

    # Marc may add documents to the same dossier; Claire is behind another wall; Farid reads no dossier.
    for name in ("marc", "bruno", "claire", "farid"):
        other = client_of(cast.user(name))
        assert where(other, url).status_code == 404
        assert patch(other, url, BYTES, 0).status_code == 404
        assert other.delete(url, **TUS).status_code == 404
    assert patch(nadia, f"/envois/{uuid4()}/", BYTES, 0).status_code == 404
    assert where(nadia, url).headers["Upload-Offset"] == "0"


def test_the_gate_says_who_may_begin(sign_in: SignIn, dossier: Dossier, cast: Cast) -> None:
    refused = {
        name: announce(client_of(cast.user(name)), dossier).status_code
        for name in ("helene", "claire", "denis")
    }
    nobody = announce(Client(), dossier)

    assert refused == {"helene": 403, "claire": 404, "denis": 404}
    assert nobody.status_code == 401
    assert "Connectez-vous de nouveau" in words(nobody)
    mine = sign_in("helene").get(f"/envois/vers/{dossier.number}/")
    assert mine.status_code == 403


def test_a_conflict_declared_meanwhile_stops_it(sign_in: SignIn, dossier: Dossier, cast: Cast) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    patch(nadia, url, BYTES[:500], 0)
    with acting_as(cast.actor("nadia")):
        declare_conflict(actor=cast.actor("nadia"), dossier=dossier, reason="Parenté", now=CLOCK)

    assert patch(nadia, url, BYTES[500:], 500).status_code == 404
    assert kept(dossier) == []


def test_a_request_from_another_site_is_refused(cast: Cast, dossier: Dossier) -> None:
    nadia = client_of(cast.user("nadia"))
    url = began(nadia, dossier)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = nadia.cookies

    assert announce(strict, dossier).status_code == 403
    assert patch(strict, url, BYTES, 0).status_code == 403
    assert strict.delete(url, **TUS).status_code == 403


def test_too_many_unfinished_uploads_wait(
    sign_in: SignIn, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_OPEN", 2)
    nadia = sign_in("nadia")
    first = began(nadia, dossier)
    began(nadia, dossier)

    third = announce(nadia, dossier)
    nadia.delete(first, **TUS)

    assert third.status_code == 429
    assert "2 envois inachevés" in words(third)
    assert announce(nadia, dossier).status_code == 201
    assert where(nadia, first).status_code == 404


def test_a_page_opened_again_learns_what_it_may_continue(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier, fingerprint="empreinte")
    patch(nadia, url, BYTES[:321], 0)

    told = nadia.get(f"/envois/vers/{dossier.number}/").json()

    assert told == {
        "envois": [
            {"url": url, "name": "pièce.txt", "fingerprint": "empreinte", "offset": 321, "length": len(BYTES)}
        ]
    }
    assert sign_in("marc").get(f"/envois/vers/{dossier.number}/").json() == {"envois": []}


def test_an_expired_upload_is_gone_and_swept_at_night(
    sign_in: SignIn,
    dossier: Dossier,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    patch(nadia, url, BYTES[:500], 0)
    later = CLOCK + limits.LIFE
    monkeypatch.setattr(timezone, "now", lambda: later)

    next_day = client_of(cast.user("nadia"))

    assert where(next_day, url).status_code == 410
    assert patch(next_day, url, BYTES[500:], 500).status_code == 410
    with django_capture_on_commit_callbacks(execute=True), acting_as(service("scheduler")):
        assert sweep(now=later) == 1

    with as_owner():
        assert not Upload.objects.filter(state=State.RECEIVING).exists()
    assert folders() == []


def test_what_the_server_can_do_is_said_to_who_asks(sign_in: SignIn, dossier: Dossier) -> None:
    answer = sign_in("nadia").options(f"/envois/vers/{dossier.number}/")

    assert answer.status_code == 204
    assert answer.headers["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert answer.headers["Tus-Max-Size"] == str(2048 * 1024 * 1024)


def test_a_method_said_beside_a_post_is_understood(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)

    answer = nadia.post(
        url,
        BYTES,
        content_type="application/offset+octet-stream",
        HTTP_X_HTTP_METHOD_OVERRIDE="PATCH",
        HTTP_UPLOAD_OFFSET="0",
        **TUS,
    )

    assert answer.status_code == 204
    assert kept(dossier) == [BYTES]


def test_a_full_disk_is_said_and_what_was_received_stays(
    sign_in: SignIn, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    patch(nadia, url, BYTES[:500], 0)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("egide.kernel.uploads.spool.os.fsync", full)
        answer = patch(nadia, url, BYTES[500:], 500)

    assert answer.status_code == 507
    assert "disque du serveur est plein" in words(answer)
    assert where(nadia, url).headers["Upload-Offset"] == "500"
    patch(nadia, url, BYTES[500:], 500)
    assert kept(dossier) == [BYTES]
