"""The pass over the entries is shared between processors, and hashes where it is shared; nothing else is.

Serves nights at a million entries: one processor alone takes twice as long.
"""

from django.db import connection

from egide.platform.journal.verification import entries
from tests.database import as_owner
from tests.platform.journal.conftest import Scene, checked


def test_each_helper_hashes_its_own_share(sealed: Scene) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "set local min_parallel_table_scan_size = 0; set local parallel_setup_cost = 0; "
            "set local max_parallel_workers_per_gather = 1; set local enable_indexscan = off; "
            "set local enable_bitmapscan = off"
        )
        cursor.execute("explain " + entries._SOUND.format(where="true"))
        plan = "\n".join(line for (line,) in cursor.fetchall())

    # The other way round, rows would be gathered first, and one process would hash them all.
    assert plan.index("Finalize Aggregate") < plan.index("Gather") < plan.index("Partial Aggregate"), plan


def test_what_follows_in_the_transaction_is_planned_as_usual(sealed: Scene) -> None:
    names = ("min_parallel_table_scan_size", "parallel_setup_cost", "max_parallel_workers_per_gather")

    def settings() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting(n) from unnest(%s::text[]) n", [list(names)])
            return [value for (value,) in cursor.fetchall()]

    before = settings()

    assert checked().ok
    assert settings() == before
