"""Whatever is killed with -9, the next start works at once and what was committed is there.

Real signals on real processes; the server is the test's own.
"""

import os
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest

from egide.platform.database import processes
from egide.platform.database.cluster import Cluster
from tests.platform.database.conftest import Holder


@pytest.fixture
def home(home: Path, seed: Path) -> Path:
    """A home whose server has already run once."""
    subprocess.run(["cp", "--archive", seed, home], check=True)  # keeps the owner of the data
    return home


def _remember(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("egide_owner", "egide")) as connection:
        connection.execute("create table memory as select 42 as answer")


def _assert_remembered(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("egide_owner", "egide")) as connection:
        assert connection.execute("select answer from memory").fetchone() == (42,)


def _kill_postmaster(cluster: Cluster) -> None:
    pid = cluster._postmaster()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    # The signal is only sent: on a busy machine the process takes a moment to be dead.
    assert processes.wait_until(lambda: not processes.alive(pid), seconds=5)


def test_a_killed_server_starts_again_at_once_in_the_process_that_started_it(cluster: Cluster) -> None:
    with cluster.running():
        _remember(cluster)
        _kill_postmaster(cluster)
        # Dead and not yet reaped: a zombie still has a pid, and must not be taken for a server.
        assert cluster.start(tied=True)
        _assert_remembered(cluster)


def test_a_killed_server_starts_again_at_once_in_another_process(cluster: Cluster, hold: Holder) -> None:
    hold()
    _remember(cluster)

    _kill_postmaster(cluster)

    with cluster.running():
        _assert_remembered(cluster)


def test_a_query_that_outlives_the_killed_server_does_not_block_the_next_one(cluster: Cluster) -> None:
    with cluster.running():
        _remember(cluster)
        busy = psycopg.pq.PGconn.connect(f"{cluster.superuser()} dbname=egide".encode())
        busy.send_query(b"select count(*) from generate_series(1, 100000000000)")
        _kill_postmaster(cluster)

        assert cluster.start(tied=True)

        _assert_remembered(cluster)
        busy.finish()


def test_the_server_stops_when_the_process_it_is_tied_to_is_killed(cluster: Cluster, hold: Holder) -> None:
    owner = hold()
    _remember(cluster)

    owner.kill()
    owner.wait()

    assert processes.wait_until(lambda: not cluster.is_running(), seconds=10)
    with cluster.running():
        _assert_remembered(cluster)


def test_a_start_during_that_stop_waits_for_it(cluster: Cluster, hold: Holder) -> None:
    owner = hold()
    _remember(cluster)

    owner.kill()
    owner.wait()

    with cluster.running():
        _assert_remembered(cluster)


def test_a_pid_file_that_names_an_innocent_process_is_not_believed(cluster: Cluster) -> None:
    with cluster.running():
        _remember(cluster)
    # As after the restart of a container, where small numbers are soon given again.
    lines = [
        str(os.getpid()),
        str(cluster.places.data),
        "1",
        "5432",
        str(cluster.places.sockets),
        "",
        "1 1",
        "ready",
    ]
    (cluster.places.data / "postmaster.pid").write_text("\n".join(lines) + "\n")

    assert not cluster.is_running()
    with cluster.running():
        _assert_remembered(cluster)
    assert processes.alive(os.getpid())
