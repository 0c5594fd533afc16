"""A file sent in parts (tus): announced, sent, asked about, as a browser does it; a spool of its own for each test.

Real processes and lines that break are in test_uploads_live.py.
"""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.platform.storage import store
from tests.database import as_owner

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
