"""A file sent in parts becomes one document, whatever the line does; every lie of a header is refused in French.

Who may send, and for how long, is beside.
"""

import base64
import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.uploads import spool
from egide.kernel.uploads.models import Upload
from egide.platform.storage.models import WrappedKey
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn
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
