"""Uploads through Django's parser: encrypted on the disk, whole in the view.

Over the limit they are counted and dropped, and the form survives.
"""

import os
import random
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from egide.platform.storage.errors import TooLarge
from egide.platform.storage.uploads import SealedUpload
from tests.platform.storage.memory import extra_memory

MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def _handler(settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["egide.platform.storage.uploads.SealedUploadHandler"]
    settings.UPLOAD_LIMIT_MB = 5


def posted(content: bytes, name: str = "avis.pdf") -> HttpRequest:
    return RequestFactory().post("/", {"piece": SimpleUploadedFile(name, content), "objet": "Ma plainte"})


def received(request: HttpRequest) -> SealedUpload:
    file = request.FILES["piece"]
    assert isinstance(file, SealedUpload)
    return file


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 7])
def test_it_gives_the_view_the_whole_file_as_often_as_asked(size: int) -> None:
    content = os.urandom(size)
    request = posted(content)

    with received(request) as file:
        assert file.size == size
        assert b"".join(file.chunks()) == content
        assert file.read() == content
        file.seek(size // 2)
        assert file.read(10) == content[size // 2 : size // 2 + 10]
        file.seek(0)
        assert file.read() == content


def test_it_never_writes_a_plain_byte(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: spool.open("w+b"))

    with received(posted(b"un secret bien connu " * 100_000)) as file:
        file._spool._file.flush()
        assert spool.stat().st_size > 2_000_000
        assert b"secret" not in spool.read_bytes()


def test_it_drops_what_is_over_the_limit_and_keeps_the_rest_of_the_form() -> None:
    request = posted(bytes(5 * MIB + 1))

    assert request.POST["objet"] == "Ma plainte"
    with received(request) as file:
        assert file.size == 5 * MIB + 1
        with pytest.raises(TooLarge, match="5\u00a0Mo"):
            list(file.chunks())
        with pytest.raises(TooLarge):
            file.read()
        assert os.fstat(file._spool._file.fileno()).st_size == 0


def test_it_cleans_the_name_that_the_browser_sent() -> None:
    with received(posted(b"x", "facture\u202efdp.exe")) as file:
        assert file.name == "facturefdp.exe"


def test_it_parses_a_large_upload_in_constant_memory(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_LIMIT_MB = 200
    body = tmp_path / "body"
    block = random.Random(1).randbytes(MIB)
    with body.open("wb") as file:
        file.write(b'--x\r\nContent-Disposition: form-data; name="piece"; filename="a.dat"\r\n\r\n')
        for _ in range(150):
            file.write(block)
        file.write(b"\r\n--x--\r\n")

    def parse() -> None:
        with body.open("rb") as stream:
            request = RequestFactory().generic("POST", "/", b"x", "multipart/form-data; boundary=x")
            request.META["CONTENT_LENGTH"] = str(body.stat().st_size)
            request._stream = stream
            with received(request) as file:
                assert sum(len(chunk) for chunk in file.chunks()) == 150 * MIB

    assert extra_memory(parse) <= 16 * MIB
