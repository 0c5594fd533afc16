"""A worker killed -9 in the middle of a scan: the pages already recognised stay, the next worker does the others.

Real processes over a clone, with real commits: what another connection sees is what a person would see.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from egide.kernel.documents.models import DocumentVersion, Page
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.database.processes import wait_until
from egide.platform.jobs.stalled import requeue_stalled
from tests.cast import seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.documents import making
from tests.kernel.documents.reading_desk import add, documents, indexed, texts
from tests.kernel.scene import open_scene
from tests.locks import gate
from tests.patience import SECONDS

PAGES = ("Plainte contre un notaire", "Deuxième page", "Troisième page")
START = (
    "from datetime import timedelta; import django; django.setup(); "
    "from egide.platform.jobs.worker import run_worker; "
    "run_worker(wait=False, queues=['reading'], concurrency=1, signature_every=timedelta(seconds=0.2))"
)


@pytest.fixture
def worker(fresh: Pair) -> Iterator[type[subprocess.Popen[bytes]]]:
    """What starts a worker that ends with the queue; none is left behind."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        places = {name: connections[alias].settings_dict for name, alias in _ALIASES.items()}
        urls = {
            name: f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
            for name, place in places.items()
        }
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "egide.config.settings_test", **urls}
        process = subprocess.Popen(
            [sys.executable, "-c", START], env=environment, cwd=Path(__file__).parents[3]
        )
        started.append(process)
        return process

    yield start  # type: ignore[misc]
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(SECONDS)


_ALIASES = {"DATABASE_URL": "default", "KEYS_DATABASE_URL": "keys"}


def test_the_next_worker_goes_on_where_the_killed_one_was(
    fresh: Pair, test_server: TestServer, worker: type
) -> None:
    scene = open_scene(seed_office())
    version = add(scene, making.scanned_pdf(*PAGES), "scan.pdf")
    message = add(scene, making.eml_of("Bonjour", "Voir", {"note.txt": b"Note"}), "message.eml")

    owner = test_server.cluster.url("egide_owner", fresh.default)
    second = "exists (select from documents_page where words is not null)"
    with gate(owner, before="update of words on documents_page", once=second) as waiting:
        first = worker()
        assert wait_until(waiting, seconds=SECONDS)
        first.send_signal(signal.SIGKILL)
        first.wait(SECONDS)
    assert texts(version) == [PAGES[0], "", ""]
    assert indexed(version) == []  # nothing half read is found
    with acting_as(service("scheduler")):
        requeue_stalled(now=timezone.now(), after=timedelta(0))
    worker().wait(SECONDS)

    assert texts(version) == list(PAGES)
    assert indexed(version) == ["\f".join(PAGES)]
    with as_owner():
        states = set(
            DocumentVersion.objects.filter(dossier=version.dossier).values_list("reading", flat=True)
        )
        runs = set(Page.objects.filter(version=version).values_list("run", flat=True))
    assert (states, runs) == ({"read"}, {1})
    assert [one.title for one in documents(scene)] == ["scan.pdf", "message.eml", "note.txt"]
    assert message.document_id == documents(scene)[2].container_id
