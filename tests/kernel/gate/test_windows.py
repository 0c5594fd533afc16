"""The window of counts tells each reader what a walk through the visible rows would, and nothing more.

Recount tests: the same figures are counted the slow way, under the policies.
"""

from datetime import timedelta

import pytest

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.visibility import visible
from egide.kernel.gate.windows import WINDOWS, open_counts
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, TODAY, Cast, seed_office

NEAR = TODAY + timedelta(days=7)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def dossiers(cast: Cast) -> list[Dossier]:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        opened = [
            actions.open_intervention(
                actor=bruno,
                intake=actions.Intake(
                    title=f"Demande {n}",
                    name="Élise Tremblay",
                    received_at=NOW - timedelta(days=n),
                    channel="post",
                    summary="Texte.",
                    order=cast.order,
                ),
                unit=Unit.objects.get(code="interventions"),
                site=Site.objects.get(code="quebec"),
                now=NOW,
            )
            for n in (0, 1, 30)
        ]
        for dossier in opened[::2]:
            assign(dossier=dossier, to=cast.user("nadia"), now=NOW)
        return opened


@pytest.mark.parametrize("name", ["bruno", "nadia", "marc", "helene", "claire", "pierre", "farid"])
def test_it_equals_a_count_of_the_visible_rows(cast: Cast, dossiers: list[Dossier], name: str) -> None:
    actor = cast.actor(name)
    with acting_as(actor):
        counted = open_counts(actor, today=TODAY, near=NEAR)
        rows = list(visible(actor).filter(closed_on=None))

    assert sum(row.total for row in counted) == len(rows)
    assert sum(row.late for row in counted) == sum(1 for d in rows if d.next_due_on and d.next_due_on < TODAY)
    mine = [d for d in rows if d.assignee_id == actor.user_id]
    assert sum(row.mine for row in counted) == len(mine)
    assert sum(row.mine_late for row in counted) == sum(
        1 for d in mine if d.next_due_on and d.next_due_on < TODAY
    )
    assert sum(row.mine_soon for row in counted) == sum(
        1 for d in mine if d.next_due_on and TODAY <= d.next_due_on <= NEAR
    )
    assert sum(row.unassigned for row in counted) == sum(1 for d in rows if d.assignee_id is None)
    assert bool(counted) == (name not in {"claire", "pierre", "farid"})


def test_it_leaves_out_a_dossier_in_conflict(cast: Cast, dossiers: list[Dossier]) -> None:
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        before = [(row.total, row.mine) for row in open_counts(nadia, today=TODAY, near=NEAR)]
        declare_conflict(actor=nadia, dossier=dossiers[0], reason="Une connaissance.", now=NOW)
    with acting_as(nadia):
        after = [(row.total, row.mine) for row in open_counts(nadia, today=TODAY, near=NEAR)]

    assert (before, after) == ([(3, 2)], [(2, 1)])


def test_every_window_of_the_database_is_listed(db: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select p.proname, p.prosecdef, r.rolname, p.proconfig from pg_proc p join pg_roles r on r.oid = p.proowner"
            " where p.proname like 'window\\_%' and p.pronamespace = 'public'::regnamespace"
        )
        found = {name: (definer, owner, config) for name, definer, owner, config in cursor.fetchall()}

    assert set(found) == set(WINDOWS)
    for definer, owner, config in found.values():
        assert definer
        assert owner == "egide_reader"
        assert any(setting.startswith("search_path=") for setting in config)
