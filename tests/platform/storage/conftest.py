"""The store's places for the tests: a folder, a bucket on a real S3 server, a real clamd, a master key.

`place` runs a test in both places; nothing here pretends to be what it stands for.
"""

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from egide.platform.accounts.models import Compartment
from tests.platform.storage.servers import Clamd, S3Server, clamd_server, s3_server

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
FOLDER, BUCKET = "folder", "bucket"


@pytest.fixture
def now() -> datetime:
    """The clock: Friday 20 November 2026, 10 h 30 in Montréal."""
    return NOW


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One S3 server for this process."""
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    """One clamd for this process, which knows EICAR only."""
    with clamd_server(tmp_path_factory.mktemp("clamd")) as server:
        yield server


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Blobs in a folder."""
    location = tmp_path / "blobs"
    _put_blobs_in(
        settings,
        "django.core.files.storage.FileSystemStorage",
        {"location": str(location), "file_permissions_mode": 0o600},
    )
    return location


@pytest.fixture
def bucket(settings: Settings, s3: S3Server) -> S3Server:
    """Blobs in a new bucket."""
    _put_blobs_in(
        settings,
        "egide.platform.storage.backends.BlobBucket",
        {
            "bucket_name": s3.new_bucket(),
            "endpoint_url": s3.endpoint,
            "access_key": s3.access_key,
            "secret_key": s3.secret_key,
            "region_name": "us-east-1",
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
        },
    )
    return s3


@pytest.fixture(params=[FOLDER, BUCKET])
def place(request: pytest.FixtureRequest) -> str:
    """Each of the two places in turn."""
    request.getfixturevalue(request.param)
    return str(request.param)


@pytest.fixture
def master(settings: Settings) -> bytes:
    """A master key in the settings."""
    key = os.urandom(32)
    settings.MASTER_KEY = base64.b64encode(key).decode()
    settings.CLAMD_ADDRESS = ""
    return key


@pytest.fixture
def office(db: None) -> Compartment:
    """The Office's compartment."""
    return Compartment.objects.get(code="office")


def _put_blobs_in(settings: Settings, backend: str, options: dict[str, Any]) -> None:
    settings.STORAGES = {**settings.STORAGES, "blobs": {"BACKEND": backend, "OPTIONS": options}}
