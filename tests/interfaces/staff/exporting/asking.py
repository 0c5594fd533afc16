"""Lists and dossiers taken out of the house: long lists, which a job makes, and what is asked of them.

Short lists come at once and need nothing of this.
"""

import csv
import io
from typing import Any

from django.test import Client

from egide.kernel.exports import making
from egide.kernel.exports.models import Export
from egide.platform.journal.models import Event
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK

ASK, HERE = "/travail/exports/demander/", "/travail/exports/"
LIST = {"liste": "interventions", "format": "csv"}


def body(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def make(export: Export, cast: Cast, name: str = "nadia") -> Export:
    making.make(export=str(export.public_id), actor=cast.actor(name), now=CLOCK)
    with as_owner():
        return Export.objects.select_related("stored").get(pk=export.pk)


def download(client: Client, export: Export) -> Any:
    return client.post(f"{HERE}{export.public_id}/fichier/")


def status(response: Any) -> int:
    """The status of an answer whose bytes are not wanted: read to the end, its file is released."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def entries(code: str) -> list[str]:
    with as_owner():
        return list(Event.objects.filter(code=code).order_by("pk").values_list("body", flat=True))
