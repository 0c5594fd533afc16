"""A large file through the real web server: an independent client, a line cut in the middle, a server killed.

Real processes and real commits; the protocol itself, refusal by refusal, is in sending/.
"""

import hashlib
import io
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.uploads.models import Upload
from egide.platform.accounts.second_factor import SHOWN_BY
from egide.platform.accounts.sessions import SessionStore
from egide.platform.database import roles
from tests.cast import Cast, seed_office
from tests.clocks import clock
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import open_scene
from tests.patience import SECONDS
from tests.ports import own_port

__all__ = ["clock"]
MIB = 1024 * 1024
CONTENT = secrets.token_hex(20 * MIB // 2).encode()


@dataclass
class Site:
    """A server that can be killed and started again on the same port, and Nadia's way in."""

    environment: dict[str, str]
    port: int
    headers: dict[str, str]
    number: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def begin(self) -> str:
        return f"http://127.0.0.1:{self.port}/envois/vers/{self.number}/"

    @property
    def health(self) -> str:
        return f"http://127.0.0.1:{self.port}/sante/"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "egide.interfaces.commands",
                "serve",
                "--port",
                str(self.port),
                "--workers",
                "2",
            ],
            env=self.environment,
            start_new_session=True,
        )
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), urlopen(self.health, timeout=SECONDS) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(SECONDS)

    def client(self) -> TusClient:
        return TusClient(self.begin, headers=self.headers)


@contextmanager
def standing(fresh: Pair, server: TestServer, home: Path) -> Iterator[Site]:
    cast = seed_office()
    scene = open_scene(cast)
    urls = {
        f"{keys}DATABASE_URL": f"postgresql://{roles.APP}@/{name}?host={server.host}"
        for keys, name in (("", fresh.default), ("KEYS_", fresh.keys))
    }
    kept = {k: v for k, v in os.environ.items() if k not in ("EGIDE_ROLE", "DJANGO_SETTINGS_MODULE")}
    environment = {**kept, **urls, "EGIDE_HOME": str(home), "EGIDE_MODE": "demo"}
    site = Site(environment, own_port(), _headers(cast), scene.number)
    site.start()
    try:
        yield site
    finally:
        site.kill()


def _headers(cast: Cast) -> dict[str, str]:
    """What Nadia's browser carries: her session and the proof that a request comes from our pages."""
    nadia = cast.user("nadia")
    session = SessionStore()
    session[SESSION_KEY] = str(nadia.pk)
    session[BACKEND_SESSION_KEY] = "egide.platform.accounts.backends.AccountBackend"
    session[HASH_SESSION_KEY] = nadia.get_session_auth_hash()
    session[SHOWN_BY] = nadia.pk
    session.set_expiry(timedelta(hours=1))
    session.save()
    token = _get_new_csrf_string()
    return {"Cookie": f"egide_session={session.session_key}; csrftoken={token}", "X-CSRFToken": token}


def received() -> int:
    with as_owner():
        return Upload.objects.get().offset


def wait_for(offset: int) -> int:
    until = time.monotonic() + SECONDS
    while received() < offset and time.monotonic() < until:
        time.sleep(0.05)
    return received()


def test_a_large_file_survives_a_cut_line_and_a_killed_server(
    fresh: Pair, test_server: TestServer, tmp_path: Path
) -> None:
    source = io.BytesIO(CONTENT)
    with standing(fresh, test_server, tmp_path) as site:
        sender = site.client().uploader(
            file_stream=source,
            chunk_size=5 * MIB,
            metadata={"filename": "audience.txt"},
            upload_checksum=True,
        )
        sender.upload(stop_at=5 * MIB)
        assert sender.url

        # The line is cut in the middle of a part: what came before the cut counts.
        _cut(site, sender.url, CONTENT[5 * MIB :], after=9 * MIB + 12_345)
        cut = wait_for(14 * MIB)
        assert 13 * MIB <= cut <= 14 * MIB + 12_345

        # The server is killed while a part is on its way, and comes back.
        half = _open(site, sender.url, CONTENT[cut:], offset=cut, after=700_000)
        site.kill()
        half.close()
        with pytest.raises((TusCommunicationError, TusUploadFailed)):
            site.client().uploader(file_stream=source, url=sender.url)
        site.start()

        again = site.client().uploader(file_stream=source, url=sender.url, chunk_size=4 * MIB)
        assert again.offset == cut
        again.upload()

        with as_owner():
            version = DocumentVersion.objects.select_related("document", "stored").get()
        assert (version.sha256, version.document.title) == (hashlib.sha256(CONTENT).hexdigest(), "audience")
        assert list((tmp_path / "envois").glob("??/*")) == []
        # A client that did not hear the last answer asks, and learns that all is there.
        assert site.client().uploader(file_stream=source, url=sender.url).offset == len(CONTENT)


def _open(site: Site, url: str, body: bytes, *, offset: int, after: int) -> socket.socket:
    """Will begin to send a part and stop after so many bytes, the line still open."""
    line = socket.create_connection(("127.0.0.1", site.port), timeout=SECONDS)
    head = [
        f"PATCH {url.partition(str(site.port))[2]} HTTP/1.1",
        f"Host: 127.0.0.1:{site.port}",
        "Tus-Resumable: 1.0.0",
        f"Upload-Offset: {offset}",
        "Content-Type: application/offset+octet-stream",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in site.headers.items()),
    ]
    line.sendall(("\r\n".join(head) + "\r\n\r\n").encode() + body[:after])
    return line


def _cut(site: Site, url: str, body: bytes, *, after: int) -> None:
    _open(site, url, body, offset=received(), after=after).close()
