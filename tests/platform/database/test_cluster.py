"""The embedded server is started, shared and stopped; each test asks the real server.

What happens after a kill -9 is in test_cluster_killed.py.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from egide.platform.database.cluster import Cluster
from egide.platform.database.faults import ClusterError
from tests.platform.database.conftest import Holder


def test_it_starts_from_nothing_with_both_databases_and_stops(cluster: Cluster) -> None:
    with cluster.running():
        for address in (
            cluster.environment()["DATABASE_URL"],
            cluster.environment()["KEYS_DATABASE_OWNER_URL"],
        ):
            with psycopg.connect(address) as connection:
                assert connection.execute("select 1").fetchone() == (1,)

    assert not cluster.is_running()


def test_it_has_the_collation_the_checksums_and_the_encoding_of_the_house(cluster: Cluster) -> None:
    query = """
        select datlocprovider::text, datlocale, pg_encoding_to_char(encoding),
               current_setting('data_checksums')
        from pg_database where datname = 'egide'
    """
    with cluster.running(), psycopg.connect(cluster.url("egide_app", "egide")) as connection:
        row = connection.execute(query).fetchone()

    assert row == ("b", "PG_UNICODE_FAST", "UTF8", "on")


def test_it_listens_to_no_network(cluster: Cluster) -> None:
    with cluster.running(), psycopg.connect(cluster.url("egide_app", "egide")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert cluster.places.sockets.stat().st_mode & 0o777 == 0o700


def test_a_second_process_joins_and_the_last_one_out_stops_it(cluster: Cluster, hold: Holder) -> None:
    other = hold()

    with cluster.running():
        pid = cluster._postmaster()
    assert cluster._postmaster() == pid

    other.communicate()
    assert not cluster.is_running()


def test_four_starts_at_once_of_a_new_home_make_one_server(cluster: Cluster, hold: Holder) -> None:
    with ThreadPoolExecutor() as pool:
        holders = list(pool.map(lambda _: hold(), range(4)))

    assert [holder.poll() for holder in holders] == [None] * 4
    assert cluster.is_running()


def test_it_refuses_a_home_that_the_servers_user_cannot_reach(
    cluster: Cluster, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egide.platform.database.server_user.ServerUser.can_reach", lambda self, path: False)

    with pytest.raises(ClusterError, match="ne peut pas atteindre"):
        cluster.start(tied=True)


def test_it_moves_the_socket_when_the_home_has_a_long_path(home: Path) -> None:
    home.mkdir()
    far = Cluster(home / ("x" * 90), durable=False)

    with far.running(), psycopg.connect(far.url("egide_app", "egide")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert str(far.places.sockets).startswith("/tmp/egide-")
    far.places.sockets.rmdir()


def test_a_first_start_killed_in_the_middle_starts_anew(cluster: Cluster, home: Path) -> None:
    draft = home / "postgresql.draft"
    (draft / "base" / "1").mkdir(parents=True)
    (draft / "base" / "1" / "half").write_text("half")

    with cluster.running():
        assert cluster.is_running()

    assert not draft.exists()
