"""A real worker process sends the reply and then moves the dossier on: nobody presses a button.

Killing the worker between its steps is tried in tests/platform; here the chain of the two jobs.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.advancing import advance
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene
from tests.patience import SECONDS
from tests.platform.mail.server import smtp_server

WORKER = """
import django
django.setup()
from egide.platform.jobs.worker import run_worker
run_worker(wait=False, queues=["mail", "default"])
"""


def _url(alias: str) -> str:
    place = connections[alias].settings_dict
    return f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"


def work(port: int) -> int:
    """Will run a worker until nothing waits, with the application's own login."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "egide.config.settings_test",
        "DATABASE_URL": _url("default"),
        "KEYS_DATABASE_URL": _url("keys"),
        "EGIDE_SMTP_HOST": "127.0.0.1",
        "EGIDE_SMTP_PORT": str(port),
    }
    root = Path(__file__).parents[3]
    return subprocess.run(
        [sys.executable, "-c", WORKER], env=environment, cwd=root, check=False, timeout=SECONDS
    ).returncode


def in_review(scene: Scene) -> Scene:
    in_progress(scene).move("prepare_reply", **REPLY)
    scene.later(hours=1).approve("reasoned_reply")
    return scene


def test_a_worker_sends_the_reply_and_the_dossier_becomes_replied(fresh: Pair) -> None:
    # Received a while ago: the worker's clock is the real one, and never runs behind the letter's.
    scene = in_review(open_scene(seed_office(), received_at=NOW.replace(year=2026, month=10)))
    scene.queue("reasoned_reply")

    with smtp_server() as (inbox, port):
        # A worker that does not wait may stop before the job that the sending asked for.
        assert [work(port), work(port)] == [0, 0]

    assert len(inbox.accepted) == 1
    assert (scene.letter("reasoned_reply").state, scene.dossier.state) == ("sent", "replied")
    assert scene.due("reply").status == "met"
    assert scene.problems == []


@pytest.mark.parametrize("sent", [False, True])
def test_the_job_moves_nothing_before_the_letter_left_and_once_only_after(cast: Cast, sent: bool) -> None:
    scene = in_review(open_scene(cast))
    if sent:
        scene.post("reasoned_reply")

    for _ in range(2):
        with acting_as(service("scheduler")) as scheduler:
            advance(actor=scheduler, dossier=Dossier.objects.get(number=scene.number), now=scene.now)

    assert scene.dossier.state == ("replied" if sent else "reply_review")
    recorded = [row for row in scene.journal if row.data.get("transition") == "record_reply"]
    assert len(recorded) == (1 if sent else 0)


def test_the_reply_of_the_first_round_is_not_the_reply_of_the_second(cast: Cast) -> None:
    scene = in_review(open_scene(cast))
    scene.post("reasoned_reply")
    with acting_as(service("scheduler")) as scheduler:
        advance(actor=scheduler, dossier=Dossier.objects.get(number=scene.number), now=scene.now)
    scene.later(days=1).move("close")
    scene.later(days=1).move("reopen", who="marc", motive="Un fait nouveau.")
    scene.later(hours=1).move("work_again")
    scene.later(hours=1).move("prepare_reply", **REPLY)

    with acting_as(service("scheduler")) as scheduler:
        advance(actor=scheduler, dossier=Dossier.objects.get(number=scene.number), now=scene.now)
    assert scene.dossier.state == "reply_review"

    scene.move("resume_work", motive="À compléter.")
    assert scene.dossier.state == "in_progress"
    # Reopening starts no new clock: what was promised was kept, and the journal says when.
    assert [scene.due(code).status for code in ("acknowledgment", "reply")] == ["met", "met"]
