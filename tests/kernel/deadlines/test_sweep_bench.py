"""The bench’s own sweep section over a small house: its statements run, and what it writes is taken back.

The goal is judged by script/bench at a million; here the shape alone.
"""

from types import SimpleNamespace
from typing import Any, cast

from bench import sweep as bench
from egide.kernel.notices.models import Notice
from tests.cast import NOW, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.interfaces.staff.conftest import opened


def test_the_bench_sweeps_and_takes_back_what_it_wrote(
    fresh: Pair, test_server: TestServer, monkeypatch: Any
) -> None:
    cast_ = seed_office()
    for days in (1, 40):
        opened(cast_, days_ago=days)
    monkeypatch.setattr(bench.timezone, "now", lambda: NOW)
    place = cast(Any, SimpleNamespace(cluster=test_server.cluster, main=fresh.default, dossiers=500))
    with as_owner():
        before = Notice.objects.count()

    (row,) = bench.rows(place)

    with as_owner():
        assert Notice.objects.count() == before
    assert row["ratio"] is not None
