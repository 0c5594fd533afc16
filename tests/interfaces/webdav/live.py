"""A document in a dossier, an address to edit it, and the real server under both.

Real processes, real commits; serves the tests that run real programs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.editing.accesses import grant
from egide.platform.database import roles
from tests.cast import seed_office
from tests.database import Pair, TestServer, as_owner
from tests.interfaces.staff.test_uploads_live import Site
from tests.kernel.scene import Scene, open_scene
from tests.ports import own_port

FIRST = b"Premi\xc3\xa8re version.\n"


@dataclass
class Bench:
    """The server, the dossier, and Nadia's address."""

    site: Site
    scene: Scene
    secret: str
    name: str

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.site.port}/dav/{self.secret}/"

    @property
    def folder(self) -> str:
        return f"{self.root}{self.scene.number}/"

    def versions(self) -> list[str]:
        """Will return the hashes of the document's versions, oldest first."""
        with as_owner():
            rows = DocumentVersion.objects.filter(document__title="Note de travail").order_by("number")
            return list(rows.values_list("sha256", flat=True))


def put_document(scene: Scene, *, now: datetime, who: str = "nadia", content: bytes = FIRST) -> int:
    """Will add « Note de travail » to the dossier, and return its rank."""
    version = scene.act(
        who,
        lambda a, d: add_document(
            dossier=d,
            title="Note de travail",
            origin=Origin.INTERNAL,
            stream=[content],
            file_name="note.txt",
            actor_code=a.code,
            now=now,
        ),
    )
    return version.document.rank


@contextmanager
def bench(fresh: Pair, server: TestServer) -> Iterator[Bench]:
    """Will stand the whole up, and take the server down."""
    scene = open_scene(seed_office())
    scene.give()
    now = timezone.now()
    rank = put_document(scene, now=now)
    granted = scene.act("nadia", lambda a, d: grant(actor=a, dossier=d, rank=rank, now=now))
    urls = {
        f"{keys}DATABASE_URL": f"postgresql://{roles.APP}@/{name}?host={server.host}"
        for keys, name in (("", fresh.default), ("KEYS_", fresh.keys))
    }
    kept = {k: v for k, v in os.environ.items() if k not in ("EGIDE_ROLE", "DJANGO_SETTINGS_MODULE")}
    site = Site({**kept, **urls, "EGIDE_MODE": "demo"}, own_port(), {}, scene.number)
    site.start()
    try:
        yield Bench(site, scene, granted.secret, granted.access.file_name)
    finally:
        site.kill()
