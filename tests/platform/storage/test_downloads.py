"""Downloads: headers that no name can break, types from a safe list, and a page that runs nothing."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.storage.downloads import content_disposition, download, offered_type
from egide.platform.storage.names import clean_name
from egide.platform.storage.store import open_stream, put
from tests.platform.storage.people import in_compartment

SHAPE = re.compile(r'attachment; filename="([ -~]*)"; filename\*=UTF-8\'\'([!#$&+\-.^_`|~0-9A-Za-z%]+)')


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("avis.pdf", "attachment; filename=\"avis.pdf\"; filename*=UTF-8''avis.pdf"),
        ("été.pdf", "attachment; filename=\"_t_.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9.pdf"),
        ('a"; x="b.pdf', "attachment; filename=\"a_; x=_b.pdf\"; filename*=UTF-8''a_%3B%20x%3D_b.pdf"),
        ("", "attachment; filename=\"document\"; filename*=UTF-8''document"),
    ],
)
def test_it_names_the_download_twice(name: str, expected: str) -> None:
    assert content_disposition(name) == expected


@given(st.text(max_size=300))
def test_it_survives_any_name(name: str) -> None:
    found = SHAPE.fullmatch(content_disposition(name))

    assert found
    assert '"' not in found[1]
    assert unquote(found[2]) == clean_name(name)


@pytest.mark.parametrize(
    ("media_type", "offered"),
    [
        ("application/pdf", "application/pdf"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/x-inconnu", "application/octet-stream"),
    ],
)
def test_it_announces_only_safe_types(media_type: str, offered: str) -> None:
    assert offered_type(media_type) == offered


def test_it_sends_the_bytes_and_forbids_everything_else(
    db: None, folder: Path, master: bytes, office: Compartment, now: datetime
) -> None:
    page = b"<html><script>alert(1)</script>"
    with acting_as(in_compartment("office")):
        row = put(stream=iter([page]), file_name="été.html", compartment=office, actor_code="x", now=now)
        response = download(stored=row, stream=open_stream(stored=row))

    assert response.getvalue() == page
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Length"] == str(len(page))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert "%C3%A9t%C3%A9.html" in response["Content-Disposition"]


def test_it_closes_the_blob_when_the_browser_leaves(
    db: None, folder: Path, master: bytes, office: Compartment, now: datetime
) -> None:
    with acting_as(in_compartment("office")):
        row = put(stream=iter([bytes(3_000_000)]), file_name="a", compartment=office, actor_code="x", now=now)
        stream = open_stream(stored=row)

    download(stored=row, stream=stream).close()

    with pytest.raises(ValueError, match="closed"):
        list(stream)
