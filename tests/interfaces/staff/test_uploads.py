"""Files sent in parts, method by method: what the protocol answers, what becomes of the bytes, who is refused.

The independent client, and the server that dies in the middle, are in test_uploads_live.py.
"""

import base64
import errno
import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.uploads import limits, spool
from egide.kernel.uploads.models import State, Upload
from egide.kernel.uploads.sweeping import sweep
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage import store
from egide.platform.storage.models import WrappedKey
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn, client_of

BYTES = "Une pièce assez longue pour être coupée. ".encode() * 40
TUS: dict[str, Any] = {"HTTP_TUS_RESUMABLE": "1.0.0"}


@pytest.fixture(autouse=True)
def own_spool(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path / "envois")


def said(**metadata: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())


def announce(client: Client, dossier: Dossier, length: Any = None, **metadata: str) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        f"/envois/vers/{dossier.number}/",
        content_type="application/offset+octet-stream",
        HTTP_UPLOAD_LENGTH=str(len(BYTES) if length is None else length),
        HTTP_UPLOAD_METADATA=said(**({"filename": "pièce.txt"} | metadata)),
        **TUS,
    )


def began(client: Client, dossier: Dossier, **more: Any) -> str:
    answer = announce(client, dossier, **more)
    assert answer.status_code == 201, words(answer)
    return answer.headers["Location"].removeprefix("http://testserver")


def patch(client: Client, url: str, data: bytes, offset: Any, **headers: str) -> HttpResponse:
    sent = (
        {"content_type": "application/offset+octet-stream", "HTTP_UPLOAD_OFFSET": str(offset)} | TUS | headers
    )
    return client.patch(url, data, **sent)  # type: ignore[return-value]


def where(client: Client, url: str) -> HttpResponse:
    return client.head(url, **TUS)  # type: ignore[return-value]


def words(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def kept(dossier: Dossier) -> list[bytes]:
    with as_owner():
        rows = DocumentVersion.objects.filter(dossier_id=dossier.pk).select_related("stored").order_by("pk")
        return [b"".join(store.open_stream(stored=row.stored)) for row in rows]


def folders() -> list[str]:
    return [one.name for one in Path(settings.UPLOAD_SPOOL).glob("??/*")]


def test_a_file_sent_in_three_parts_becomes_one_document(
    sign_in: SignIn, dossier: Dossier, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier, fingerprint="a1")

    with django_capture_on_commit_callbacks(execute=True):
        offsets = [
            int(patch(nadia, url, BYTES[start:end], start).headers["Upload-Offset"])
            for start, end in ((0, 700), (700, 701), (701, len(BYTES)))
        ]

    assert offsets == [700, 701, len(BYTES)]
    assert kept(dossier) == [BYTES]
    with as_owner():
        assert Document.objects.get().title == "pièce"
        assert not WrappedKey.objects.filter(pk=Upload.objects.get().public_id).exists()
    assert folders() == []
    after = where(nadia, url)
    assert (after.headers["Upload-Offset"], after.headers["Upload-Length"]) == (str(len(BYTES)),) * 2


def test_what_waits_on_the_disk_is_not_the_file(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    patch(nadia, began(nadia, dossier), BYTES[:900], 0)

    (part,) = [path for path in Path(settings.UPLOAD_SPOOL).rglob("*") if path.is_file()]

    assert BYTES[:40] not in part.read_bytes()
    assert part.stat().st_mode & 0o077 == 0


def test_a_part_twice_out_of_order_or_after_the_end_is_told_where_to_go_on(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    patch(nadia, url, BYTES[:500], 0)

    again, ahead = patch(nadia, url, BYTES[:500], 0), patch(nadia, url, BYTES[900:1000], 900)
    patch(nadia, url, BYTES[500:], 500)
    after = patch(nadia, url, b"encore", len(BYTES))
    nothing = patch(nadia, url, b"", len(BYTES), CONTENT_TYPE="application/offset+octet-stream")

    assert [again.status_code, ahead.status_code] == [409, 409]
    assert again.headers["Upload-Offset"] == "500"
    assert "où l’envoi est rendu" in words(again)
    assert (after.status_code, nothing.status_code) == (413, 204)
    assert kept(dossier) == [BYTES]


def test_two_who_bring_the_same_part_the_lock_lets_one_through(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    with as_owner():
        public_id = Upload.objects.get().public_id
    # The other one read the offset, then wrote its part while ours was being kept.
    late = spool.write(upload=public_id, key=bytes(32), start=0, pieces=[b"autre" * 100])
    patch(nadia, url, BYTES[:500], 0)

    late.drop()
    patch(nadia, url, BYTES[500:], 500)

    assert kept(dossier) == [BYTES]


def test_a_dead_process_leaves_a_part_that_the_next_one_replaces(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    with as_owner():
        public_id = Upload.objects.get().public_id
    spool.write(upload=public_id, key=bytes(32), start=0, pieces=[b"mort avant le commit"]).keep()

    patch(nadia, url, BYTES, 0)

    assert kept(dossier) == [BYTES]


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_part_altered_on_the_way_is_not_kept(sign_in: SignIn, dossier: Dossier, algorithm: str) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)
    digest = base64.b64encode(hashlib.new(algorithm, BYTES).digest()).decode()

    altered = patch(nadia, url, b"x" + BYTES[1:], 0, HTTP_UPLOAD_CHECKSUM=f"{algorithm} {digest}")
    still = where(nadia, url).headers["Upload-Offset"]
    good = patch(nadia, url, BYTES, 0, HTTP_UPLOAD_CHECKSUM=f"{algorithm} {digest}")

    assert (altered.status_code, still, good.status_code) == (460, "0", 204)
    assert "altérée en chemin" in words(altered)
    assert kept(dossier) == [BYTES]


LIES: tuple[tuple[dict[str, str], int], ...] = (
    ({"HTTP_TUS_RESUMABLE": "0.2.2"}, 412),
    ({"content_type": "text/plain"}, 415),
    ({"HTTP_UPLOAD_OFFSET": "-1"}, 400),
    ({"HTTP_UPLOAD_OFFSET": "1e3"}, 400),
    ({"HTTP_UPLOAD_OFFSET": "٣"}, 400),
    ({"HTTP_UPLOAD_OFFSET": "9" * 30}, 400),
    ({"HTTP_UPLOAD_CHECKSUM": "crc32 AAAA"}, 400),
    ({"HTTP_UPLOAD_CHECKSUM": "sha1 %%%"}, 400),
)


def test_a_header_that_lies_is_refused_in_french_and_changes_nothing(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    url = began(nadia, dossier)

    answers = [(patch(nadia, url, BYTES[:9], 0, **lie), expected) for lie, expected in LIES]

    assert [answer.status_code for answer, _ in answers] == [expected for _, expected in answers]
    assert all(
        answer.headers["Content-Type"].startswith("text/plain") and words(answer) for answer, _ in answers
    )
    assert all(answer.headers["Tus-Version"] == "1.0.0" for answer, _ in answers)
    assert patch(nadia, url, BYTES + b"un octet de trop", 0).status_code == 413
    assert where(nadia, url).headers["Upload-Offset"] == "0"


def test_a_length_that_lies_announces_nothing(sign_in: SignIn, dossier: Dossier, settings: Settings) -> None:
    settings.LARGE_UPLOAD_LIMIT_MB = 1
    nadia = sign_in("nadia")

    statuses = {
        length: announce(nadia, dossier, length).status_code
        for length in ("", "-5", "12x", "9" * 30, 0, 2 * 1024 * 1024)
    }

    assert statuses == {"": 400, "-5": 400, "12x": 400, "9" * 30: 400, 0: 400, 2 * 1024 * 1024: 413}
    assert "1 Mo" in words(announce(nadia, dossier, 2 * 1024 * 1024))
    with as_owner():
        assert not Upload.objects.exists()


NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Windows\\bilan.pdf": "bilan.pdf",
    "facture\u202efdp.pdf": "facturefdp.pdf",
    "a\x00b.pdf": "ab.pdf",
    "é" * 400 + ".pdf": "é" * 118 + ".pdf",
    "": "document",
}


def test_a_hostile_name_is_made_safe(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    for name in NAMES:
        began(nadia, dossier, filename=name)

    with as_owner():
        assert list(Upload.objects.order_by("pk").values_list("file_name", flat=True)) == list(NAMES.values())


def test_what_is_not_metadata_is_refused(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    for typed in ("filename pas-du-base64!", "filename /w==", "x" * 5000):
        answer = nadia.post(
            f"/envois/vers/{dossier.number}/", HTTP_UPLOAD_LENGTH="5", HTTP_UPLOAD_METADATA=typed, **TUS
        )
        assert answer.status_code == 400


def test_a_program_is_refused_at_the_end_and_leaves_nothing(
    sign_in: SignIn, dossier: Dossier, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    nadia = sign_in("nadia")
    program = b"MZ\x00\x00" + bytes(600)
    url = began(nadia, dossier, length=len(program), filename="rapport.pdf")
    patch(nadia, url, program[:300], 0)

    with django_capture_on_commit_callbacks(execute=True):
        answer = patch(nadia, url, program[300:], 300)

    assert answer.status_code == 400
    assert "programmes" in words(answer)
    assert where(nadia, url).status_code == 410
    assert kept(dossier) == []
    assert folders() == []


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
