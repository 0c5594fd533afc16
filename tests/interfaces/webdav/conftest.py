"""Nadia's dossier with a note in it, an address to edit the note, and a program that speaks the protocol.

Everything rolls back; what runs real programs stands on live.py.
"""

from collections.abc import Callable
from typing import Any

import django.core.cache.backends.db  # noqa: F401 — takes the real clock before a test stops it
import pytest
from django.http import HttpResponseBase
from django.test import Client

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.accesses import Granted, grant
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, cast, clock, dossier, open_dossier, sign_in

__all__ = ["cast", "clock", "dossier", "open_dossier", "sign_in"]
FIRST, SECOND = b"Version premi\xc3\xa8re.\n", b"Version seconde.\n"
Answer = Any


def lock_words(scope: str) -> bytes:
    """Will return what a program says to lock."""
    return (
        f'<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:{scope}/></D:lockscope>'
        "<D:locktype><D:write/></D:locktype><D:owner>Poste de travail</D:owner></D:lockinfo>"
    ).encode()


class Program:
    """What Word or LibreOffice is to the house: methods on an address, without a cookie."""

    def __init__(self, granted: Granted, number: str) -> None:
        self.secret, self.number, self.name = granted.secret, number, granted.access.file_name
        self._client = Client()

    @property
    def note(self) -> str:
        """Will return the document's place."""
        return f"{self.number}/{self.name}"

    def ask(self, method: str, place: str | None = None, body: bytes = b"", **headers: str) -> Answer:
        """Will send a method to a place below the address, the document's by default."""
        place = self.note if place is None else place
        kind = headers.pop("content_type", "application/octet-stream")
        answer: HttpResponseBase = self._client.generic(
            method, f"/dav/{self.secret}/{place}", body, content_type=kind, **headers
        )
        return answer

    def read(self, place: str | None = None) -> bytes:
        """Will return the bytes at a place."""
        answer = self.ask("GET", place)
        assert answer.status_code == 200, answer.status_code
        return b"".join(answer.streaming_content)

    def move(self, place: str, to: str, method: str = "MOVE", **headers: str) -> int:
        """Will move or copy, and return the status."""
        to = f"http://testserver/dav/{self.secret}/{to}"
        status: int = self.ask(method, place, HTTP_DESTINATION=to, **headers).status_code
        return status

    def lock(self, place: str | None = None, *, scope: str = "exclusive", **headers: str) -> Answer:
        """Will ask for a lock."""
        return self.ask("LOCK", place, lock_words(scope), content_type="text/xml", **headers)


Opened = Callable[..., Program]


@pytest.fixture
def opened(cast: Cast, dossier: Dossier) -> Opened:
    """Will put the note in the dossier once, and give someone an address to it."""
    ranks: list[int] = []

    def give(who: str = "nadia", *, file_name: str = "note.txt") -> Program:
        with acting_as(cast.actor(who)) as actor:
            if not ranks:
                version = add_document(
                    dossier=dossier,
                    title="Note de travail",
                    origin=Origin.INTERNAL,
                    stream=[FIRST],
                    file_name=file_name,
                    actor_code=actor.code,
                    now=CLOCK,
                )
                ranks.append(version.document.rank)
            granted = grant(actor=actor, dossier=dossier, rank=ranks[0], now=CLOCK)
        return Program(granted, dossier.number)

    return give


@pytest.fixture
def word(opened: Opened) -> Program:
    """Nadia's program."""
    return opened()


def versions(dossier: Dossier) -> list[DocumentVersion]:
    """Will return the versions of the note, oldest first."""
    with as_owner():
        rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__title="Note de travail")
        return list(rows.select_related("stored").order_by("number"))
