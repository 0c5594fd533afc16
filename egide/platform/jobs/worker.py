"""The worker: takes jobs from the queue until it is told to stop.

Serves `egide worker`. SIGTERM and Ctrl-C stop it gently: nothing new is taken, what runs may finish.
"""

from collections.abc import Iterable
from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from egide.platform.jobs.stalled import STALLED_AFTER

SIGNATURE_EVERY = timedelta(seconds=10)
GRACE = timedelta(seconds=20)


def run_worker(
    *,
    queues: Iterable[str] | None = None,
    concurrency: int = 2,
    wait: bool = True,
    signature_every: timedelta = SIGNATURE_EVERY,
    stalled_after: timedelta = STALLED_AFTER,
) -> None:
    """Will run jobs, of these queues or of all, until a signal; without `wait`, until none is left.

    Each of `concurrency` jobs has its thread and its connection. A job still running after twenty seconds of
    grace is told to stop; if the process is killed then, the stalled-job task puts the job back.
    """
    # Django's connector asks; a worker has its own, with a pool and notifications.
    connector = DjangoConnector(alias="default").get_worker_connector()
    with app.replace_connector(connector):
        app.run_worker(
            queues=list(queues) if queues else None,
            concurrency=concurrency,
            wait=wait,
            shutdown_graceful_timeout=GRACE.total_seconds(),
            update_heartbeat_interval=signature_every.total_seconds(),
            stalled_worker_timeout=stalled_after.total_seconds(),
        )
