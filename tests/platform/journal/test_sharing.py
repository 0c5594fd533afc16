"""The pass over the entries is shared: a second process makes rows of a long journal, which Python hashes meanwhile.

Serves nights at a million entries, and short journals alike: there, a helper costs more than it gives.
"""

import pytest
from django.db import connection

from egide.platform.journal.verification import entries, scope
from tests.database import as_owner
from tests.plans import weigh
from tests.platform.journal.conftest import OPENED, Scene, Tamper, checked


def _plan(*settings: str) -> str:
    weigh("journal_event", "journal_head")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("; ".join([entries._HELPED, *(f"set local {setting}" for setting in settings)]))
        cursor.execute("explain " + entries._SOUND.format(where="true", where_heads="true"))
        return "\n".join(line for (line,) in cursor.fetchall())


def test_a_helper_compares_its_share_of_the_rows(sealed: Scene) -> None:
    plan = _plan(
        "min_parallel_table_scan_size = 0",
        "parallel_setup_cost = 0",
        "enable_indexscan = off",
        "enable_bitmapscan = off",
    )

    # The other way round, rows would be gathered first, and one process would compare them all.
    assert plan.index("Gather") < plan.index("Subquery Scan on entry") < plan.index("Join"), plan


def test_a_short_journal_calls_no_helper(sealed: Scene) -> None:
    assert "Gather" not in _plan()


def test_the_journal_comes_in_pieces(sealed: Scene, tamper: Tamper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "FLOWING", 2)
    report = checked()
    assert (report.ok, report.chains, report.events, report.notes, report.seals) == (True, 2, 6, 3, 1)

    tamper("update journal_event set body = body || ' ' where seq = 4")

    assert checked().codes == {"altered_body"}
    assert checked(dossier=OPENED).codes == {"altered_body"}


def test_what_follows_in_the_transaction_is_planned_as_usual(sealed: Scene) -> None:
    names = ("max_parallel_workers_per_gather", "parallel_tuple_cost")

    def settings() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting(n) from unnest(%s::text[]) n", [list(names)])
            return [value for (value,) in cursor.fetchall()]

    before = settings()

    assert checked().ok
    assert settings() == before
